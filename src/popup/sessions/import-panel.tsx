import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { asCopy, isKept, readSessionFile } from "../../exchange/read-session.ts";
import { SessionFileError, type SessionFileTrouble } from "../../exchange/session-file-error.ts";
import { recordedSessions } from "../../session/recording-lock.ts";
import type { Session } from "../../session/session.ts";
import { listSessions, loadSession, putSession } from "../../session/store.ts";
import { fullMoment } from "../../ui/dates.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Message } from "../../ui/message.tsx";
import { sessionTitle } from "../../ui/session-words.ts";
import { storeSentence } from "../../ui/store-trouble.ts";
import { useIncoming } from "../../ui/use-incoming.ts";
import { Warning } from "../../ui/warning.tsx";
import { type MessageKey, t } from "../../ui/words.ts";
import "./import-panel.css";

const TROUBLES: Readonly<Record<Exclude<SessionFileTrouble, "broken">, MessageKey>> = {
  "too-large": "fileTooLarge",
  "not-json": "fileNotJson",
  "not-a-session": "fileNotASession",
  newer: "fileNewer",
};

interface ImportPanelProps {
  readonly onBack: () => void;
  readonly onImported: (id: string) => void;
  /** What an imported one has taken the place of: it can be brought back. */
  readonly onReplaced: (session: Session) => void;
}

/**
 * Takes a session from a file that is chosen, or dropped or pasted anywhere on the page. For a page that stays: a popup closes when
 * the window to choose a file opens.
 */
export function ImportPanel({ onBack, onImported, onReplaced }: ImportPanelProps) {
  const [trouble, setTrouble] = useState("");
  // A session that is kept already, while the user is asked what is to become of it.
  const [doubled, setDoubled] = useState<Session | null>(null);
  const [isWorking, setIsWorking] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  const chooser = useRef<HTMLInputElement>(null);

  // One at a time: pressed again before the first is kept, "Keep both" would keep three.
  function attempt(work: () => Promise<void>): void {
    if (isWorking) return;
    setIsWorking(true);
    setTrouble("");
    work()
      .catch((error) => setTrouble(sentence(error)))
      .finally(() => setIsWorking(false));
  }

  const take = (file: File | undefined) =>
    attempt(async () => {
      if (!file) return;
      const session = await readSessionFile(file);
      // One that is being recorded, be it deleted, is not replaced: what it has and goes on to get would no longer fit together.
      if ((await recordedSessions()).has(session.id)) return keep(asCopy(session));
      if (!isKept(session, await listSessions())) return keep(session);
      // The button to choose goes, and the focus would with it.
      focusBack(bar.current);
      setDoubled(session);
    });

  async function keep(session: Session): Promise<void> {
    await putSession({ ...session, broughtMs: Date.now() });
    onImported(session.id);
  }

  async function replace(session: Session): Promise<void> {
    const former = await loadSession(session.id);
    await keep(session);
    if (former) onReplaced(former);
  }

  useIncoming(({ files }) => take(files[0]));
  useLayoutEffect(() => focusBack(bar.current), []);

  return (
    <>
      <div class="summary-bar" ref={bar}>
        <IconButton action="back" name={t("backToSessions")} onClick={onBack} />
        <span class="small-print">{t("viewSessions")}</span>
      </div>
      <Warning words={trouble} />
      <p class="visually-hidden" role="status">
        {doubled && t("importDoubledTitle")}
      </p>
      {doubled ? (
        <Message
          title={t("importDoubledTitle")}
          text={t("importDoubledText", sessionTitle(doubled), fullMoment(doubled.startedMs))}
        >
          <div class="import-buttons">
            {/* Not "disabled", which would take the focus from them. */}
            <button
              type="button"
              class="button"
              aria-disabled={isWorking}
              onClick={() => attempt(() => keep(asCopy(doubled)))}
            >
              {t("importKeepBoth")}
            </button>
            <button
              type="button"
              class="button"
              aria-disabled={isWorking}
              onClick={() => attempt(() => replace(doubled))}
            >
              {t("importReplace")}
            </button>
          </div>
        </Message>
      ) : (
        <Message title={t("importTitle")} text={t("importText")}>
          <button type="button" class="button" onClick={() => chooser.current?.click()}>
            {t("importChoose")}
          </button>
          <p class="small-print import-working" role="status">
            {isWorking && t("importReading")}
          </p>
          <input
            ref={chooser}
            type="file"
            accept=".json,application/json"
            hidden
            onChange={({ currentTarget }) => {
              take(currentTarget.files?.[0]);
              // The same file, mended meanwhile, can be chosen again.
              currentTarget.value = "";
            }}
          />
        </Message>
      )}
    </>
  );
}

function focusBack(bar: HTMLElement | null): void {
  bar?.querySelector("button")?.focus();
}

function sentence(error: unknown): string {
  if (!(error instanceof SessionFileError)) return storeSentence(error);
  return error.trouble === "broken" ? t("fileBroken", error.field ?? "") : t(TROUBLES[error.trouble]);
}
