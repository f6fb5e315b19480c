import type { SessionHeader } from "../../session/session.ts";
import { sharesOf } from "../../session/totals.ts";
import { recentMoment } from "../../ui/dates.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { sessionName, sessionPeople, sessionTitle } from "../../ui/session-words.ts";
import { SharesBar } from "../../ui/shares-bar.tsx";
import { roomPhrase } from "../../ui/shares-words.ts";
import { SharesSymbol } from "../../ui/symbol.tsx";
import { TitleField } from "../../ui/title-field.tsx";
import { duration, t } from "../../ui/words.ts";

/** Of the words that tell what keys do. */
export const KEYS_ID = "session-keys";

export interface RowActions {
  readonly onOpen: (id: string) => void;
  readonly onRename: (id: string) => void;
  /** To be kept, whether or not more is to come. */
  readonly onTitle: (id: string, title: string) => void;
  readonly onRenamed: (id: string, isByKey: boolean) => void;
  readonly onDelete: (id: string) => void;
}

interface SessionRowProps extends RowActions {
  readonly session: SessionHeader;
  readonly nowMs: number;
  /** One row is a stop of the Tab key; arrow keys lead to the others. */
  readonly isStop: boolean;
  readonly isRenamed: boolean;
}

/** A session in the list: what it was called, when, who was there, how long it went on and what the faces showed. */
export function SessionRow({ session, nowMs, isStop, isRenamed, ...actions }: SessionRowProps) {
  const { id, startedMs, endedMs, participants } = session;
  const title = sessionTitle(session);
  const name = sessionName(session, nowMs);
  const shares = sharesOf(participants);
  const tabIndex = isStop ? 0 : -1;
  const words = (
    <>
      {isRenamed ? (
        <TitleField
          session={session}
          isFleeting
          onTitle={(title) => actions.onTitle(id, title)}
          onDone={(isByKey) => actions.onRenamed(id, isByKey)}
        />
      ) : (
        <bdi class="session-title" title={title}>
          {title}
        </bdi>
      )}
      <span class="session-length small-print">
        {endedMs === null ? <b class="session-live">{t("sessionLive")}</b> : duration(endedMs - startedMs)}
      </span>
      <span class="session-when small-print">
        {recentMoment(startedMs, nowMs)}
        {session.title && session.site && <span> · {session.site}</span>}
      </span>
      <span class="session-people small-print">{sessionPeople(session)}</span>
      <div class="session-shares">
        {shares && <SharesSymbol shares={shares} />}
        <SharesBar shares={shares} />
      </div>
      {shares && <span class="visually-hidden">{roomPhrase(shares)}</span>}
    </>
  );
  return (
    <li class="session" data-session={id}>
      {isRenamed ? (
        <div class="session-words">{words}</div>
      ) : (
        <>
          <button
            type="button"
            class="session-words"
            tabIndex={tabIndex}
            aria-describedby={KEYS_ID}
            onClick={() => actions.onOpen(id)}
          >
            {words}
          </button>
          <div class="session-actions">
            <IconButton
              action="rename"
              name={t("renameSession", name)}
              tabIndex={tabIndex}
              onClick={() => actions.onRename(id)}
            />
            <IconButton
              action="delete"
              name={t("deleteSession", name)}
              tabIndex={tabIndex}
              onClick={() => actions.onDelete(id)}
            />
          </div>
        </>
      )}
    </li>
  );
}
