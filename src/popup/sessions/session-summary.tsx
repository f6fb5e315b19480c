import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { SessionHeader, SessionParticipant } from "../../session/session.ts";
import { sharesOf } from "../../session/totals.ts";
import { fullMoment } from "../../ui/dates.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Legend } from "../../ui/legend.tsx";
import { PersonName } from "../../ui/person-name.tsx";
import { participantInWords, sessionTitle } from "../../ui/session-words.ts";
import { SharesBar } from "../../ui/shares-bar.tsx";
import { roomPhrase, sharesInWords } from "../../ui/shares-words.ts";
import { SharesSymbol } from "../../ui/symbol.tsx";
import { duration, percent, t } from "../../ui/words.ts";
import { SharesInNumbers } from "../shares-in-numbers.tsx";
import { Moments } from "./moments.tsx";
import "./session-summary.css";
import { TitleField } from "../../ui/title-field.tsx";

interface SessionSummaryProps {
  readonly session: SessionHeader;
  readonly onBack: () => void;
  readonly onRename: (title: string) => void;
  readonly onDelete: () => void;
}

/** One session in short: when and where, what all faces showed together, and each participant's. */
export function SessionSummary({ session, onBack, onRename, onDelete }: SessionSummaryProps) {
  const { startedMs, endedMs, site, participants } = session;
  const [isRenamed, setIsRenamed] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  const title = sessionTitle(session);
  const room = sharesOf(participants);
  const facts = [
    endedMs === null ? t("sessionLive") : duration(endedMs - startedMs),
    ...(site && session.title ? [site] : []),
  ];

  useLayoutEffect(() => focusButton(bar.current, "back"), []);

  return (
    <>
      <div class="summary-bar" ref={bar}>
        <IconButton action="back" name={t("backToSessions")} onClick={onBack} />
        <span class="small-print">{t("viewSessions")}</span>
        <IconButton action="rename" name={t("renameSession", title)} onClick={() => setIsRenamed(true)} />
        <IconButton action="delete" name={t("deleteSession", title)} onClick={onDelete} />
      </div>
      <section class="summary-heading">
        {isRenamed ? (
          <h2>
            <TitleField
              session={session}
              isFleeting
              onTitle={onRename}
              onDone={(isByKey) => {
                setIsRenamed(false);
                if (isByKey) focusButton(bar.current, "rename");
              }}
            />
          </h2>
        ) : (
          <h2 dir="auto">{title}</h2>
        )}
        <p class="small-print">{fullMoment(startedMs)}</p>
        <p class="small-print">{facts.join(" · ")}</p>
      </section>
      {room ? (
        <>
          <section class="room">
            <div class="room-heading small-print">
              <span>{t("summaryRoomTitle")}</span>
              <span>{t("notSureShare", percent(room.notSure))}</span>
            </div>
            <p class="summary-phrase">{roomPhrase(room)}</p>
            <SharesBar shares={room} large />
            <Legend shares={room} />
          </section>
          <Moments session={session} />
          <section aria-label={t("participants")}>
            <ul class="cards">
              {participants.map((participant) => (
                <ParticipantSummary key={participant.id} participant={participant} />
              ))}
            </ul>
          </section>
        </>
      ) : (
        <p class="summary-empty">{t("summaryNoFace")}</p>
      )}
    </>
  );
}

function focusButton(bar: HTMLElement | null, action: "back" | "rename"): void {
  bar?.querySelector<HTMLElement>(`.icon-button-${action}`)?.focus();
}

function ParticipantSummary({ participant }: { readonly participant: SessionParticipant }) {
  const shares = sharesOf([participant]);
  const inView = shares ? t("timeInView", duration(participant.totals.secondsInView * 1000)) : t("neverInView");
  const sentence = t("sentenceNow", participantInWords(participant), inView);
  return (
    <li class="card">
      <p class="visually-hidden">
        {shares
          ? `${sentence} ${t("sentenceSessionShares", sharesInWords(shares), percent(shares.notSure))}`
          : sentence}
      </p>
      <div class="card-now" aria-hidden="true">
        <SharesSymbol shares={shares} />
        <div class="card-words">
          <p class="card-name">
            <PersonName person={participant} />
          </p>
          <p class="small-print">{inView}</p>
        </div>
      </div>
      {shares && <SharesInNumbers shares={shares} />}
    </li>
  );
}
