import { useEffect, useRef, useState } from "preact/hooks";
import type { Retention } from "../../messages/settings.ts";
import type { SessionHeader } from "../../session/session.ts";
import { Message } from "../../ui/message.tsx";
import { openReport } from "../../ui/open-report.ts";
import { useKeptFocus } from "../../ui/use-kept-focus.ts";
import { useWindowEvent } from "../../ui/use-window-event.ts";
import { Warning } from "../../ui/warning.tsx";
import { plural, t } from "../../ui/words.ts";
import { ImportPanel } from "./import-panel.tsx";
import { SessionList } from "./session-list.tsx";
import { SessionSummary } from "./session-summary.tsx";
import "./sessions-view.css";
import { UndoToast } from "./undo-toast.tsx";
import { type Kept, useSessions } from "./use-sessions.ts";
import type { Undo } from "./use-undo.ts";

interface SessionsViewProps {
  readonly retention: Retention;
  /** What was deleted: it can be brought back after a look at the call, too. */
  readonly deleted: Undo;
  /** Titles that could not be kept yet, by session. */
  readonly unsaved: Map<string, string>;
  /** Whether a session is being taken from a file, here. */
  readonly isImporting: boolean;
  readonly onImport: () => void;
  readonly onImportEnd: () => void;
}

/** The sessions that are kept: their list, or one of them in short. */
export function SessionsView({ retention, deleted, unsaved, isImporting, onImport, onImportEnd }: SessionsViewProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  // Where the user last was in the list.
  const [focused, setFocused] = useState<string | null>(null);
  const onUndone = (id: string) => {
    setOpenId(null);
    setFocused(id);
  };
  const { kept, trouble, unread, reload, rename, remove, undo } = useSessions({ deleted, unsaved, onUndone });
  const sessions = kept.state === "listed" ? kept.sessions : [];
  const open = sessions.find(({ id }) => id === openId);

  // What another page deletes is not opened again, over what is done here meanwhile, should it be brought back there.
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (kept.state !== "listed") return;
    // Effects come late: another may have been opened since, as one from a file.
    if (!open && shown.current === openId) setOpenId((now) => (now === openId ? null : now));
    shown.current = open?.id ?? null;
  }, [kept, open, openId]);

  const main = useKeptFocus();
  useUndoKey(undo);

  function close(nextFocused: string | null): void {
    setFocused(nextFocused);
    setOpenId(null);
  }

  return (
    <>
      {/* A summary has nothing in it to focus: to be scrolled by keyboard, what holds it must take it. */}
      <main ref={main} tabIndex={open ? 0 : -1} aria-label={t("viewSessions")}>
        <Warning words={trouble} />
        {sessions.length > 0 && <Warning words={trouble ? "" : unread} onRetry={reload} />}
        {isImporting ? (
          <ImportPanel
            onBack={onImportEnd}
            onImported={(id) => {
              onImportEnd();
              setOpenId(id);
            }}
            onReplaced={deleted.push}
          />
        ) : open ? (
          <SessionSummary
            key={open.id}
            session={open}
            onBack={() => close(open.id)}
            onRename={(title) => rename(open.id, title)}
            onDelete={() => {
              close(neighbour(sessions, open));
              remove(open.id);
            }}
          />
        ) : sessions.length > 0 ? (
          <SessionList
            sessions={sessions}
            nowMs={Date.now()}
            focused={focused}
            onOpen={setOpenId}
            onRename={rename}
            onDelete={remove}
          />
        ) : (
          <NothingListed kept={kept} retention={retention} onRetry={reload} />
        )}
      </main>
      <UndoToast deleted={deleted.last} onUndo={undo} onHold={deleted.hold} />
      <footer class="footer small-print">
        {open && !isImporting ? (
          <button type="button" class="button" onClick={() => void openReport(open.id)}>
            {t("openReport")}
          </button>
        ) : (
          <>
            <p>{sessions.length > 0 ? plural("sessionsKept", sessions.length) : t("onThisDevice")}</p>
            {!isImporting && (
              <button type="button" class="quiet-button" onClick={onImport}>
                {t("importSession")}
              </button>
            )}
          </>
        )}
      </footer>
    </>
  );
}

interface NothingListedProps {
  readonly kept: Kept;
  readonly retention: Retention;
  readonly onRetry: () => void;
}

function NothingListed({ kept, retention, onRetry }: NothingListedProps) {
  switch (kept.state) {
    case "loading":
      return null;
    case "listed":
      // Nobody is to wait here for what is deleted when the call is over.
      return retention === "session" ? (
        <Message symbol="waiting" title={t("sessionsNotKeptTitle")} text={t("sessionsNotKeptText")} />
      ) : (
        <Message symbol="waiting" title={t("sessionsEmptyTitle")} text={t("sessionsEmptyText")} />
      );
    case "trouble":
      return (
        <Message symbol="failed" title={t("sessionsTroubleTitle")} text={kept.reason}>
          <button type="button" class="button" onClick={onRetry}>
            {t("tryAgain")}
          </button>
        </Message>
      );
  }
}

/** The session after it, or before, when it goes. */
function neighbour(sessions: readonly SessionHeader[], session: SessionHeader): string | null {
  const place = sessions.indexOf(session);
  return (sessions[place + 1] ?? sessions[place - 1])?.id ?? null;
}

/** Ctrl+Z, ⌘Z on a Mac, anywhere but where it undoes typing. */
function useUndoKey(undo: () => void): void {
  useWindowEvent("keydown", (event) => {
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isUndo || event.altKey || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    // One press, one session: the key may still be held when the one before is deleted no more.
    if (!event.repeat) undo();
  });
}
