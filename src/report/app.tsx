import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { sessionTitle } from "../ui/session-words.ts";
import { useKeptFocus } from "../ui/use-kept-focus.ts";
import { Warning } from "../ui/warning.tsx";
import { t } from "../ui/words.ts";
import { Report } from "./report-view.tsx";
import "./report.css";
import "./print.css";
import { useSession } from "./use-session.ts";

/** The report, or why there is none. */
export function App({ sessionId }: { readonly sessionId: string }) {
  const { loaded, trouble, unread, ...actions } = useSession(sessionId);
  const main = useKeptFocus();
  const isUndoable = loaded.state === "undoable";
  const wasUndoable = useRef(isUndoable);
  useLayoutEffect(() => {
    if (wasUndoable.current !== isUndoable) main.current?.focus();
    wasUndoable.current = isUndoable;
  }, [isUndoable, main]);
  const title = loaded.state === "here" ? sessionTitle(loaded.session) : t("reportTitle");
  useEffect(() => {
    document.title = `${title} · ${t("extensionName")}`;
  }, [title]);

  switch (loaded.state) {
    case "loading":
      return <main class="report" aria-busy="true" />;
    case "here":
    case "undoable":
      return (
        <>
          {/* Hidden rather than gone: what is being written in a note comes back with the session. */}
          <main ref={isUndoable ? null : main} tabIndex={-1} class="report" hidden={isUndoable}>
            <Warning words={isUndoable ? "" : (trouble?.words ?? "")} onRetry={trouble?.retry} />
            <Warning words={(!trouble && unread) || ""} onRetry={actions.reload} />
            <Report session={loaded.session} {...actions} />
          </main>
          {isUndoable && (
            <Notice main={main} title={t("sessionDeleted", sessionTitle(loaded.session))} text={t("reportUndoText")}>
              <Warning words={trouble?.words ?? ""} onRetry={trouble?.retry} />
              <button type="button" class="button" onClick={actions.undo}>
                {t("undo")}
              </button>
            </Notice>
          )}
        </>
      );
    case "unknown":
      return <Notice main={main} title={t("reportUnknownTitle")} text={t("reportUnknownText")} />;
    case "deleted":
      return <Notice main={main} title={t("reportDeletedTitle")} text={t("reportDeletedText")} />;
    case "trouble":
      return (
        <Notice main={main} title={t("sessionsTroubleTitle")} text={loaded.reason}>
          <button type="button" class="button" onClick={actions.reload}>
            {t("tryAgain")}
          </button>
        </Notice>
      );
  }
}

interface NoticeProps {
  readonly main: RefObject<HTMLElement | null>;
  readonly title: string;
  readonly text: string;
  readonly children?: ComponentChildren;
}

/** In the report's place, with nothing beside it that could no longer be done. Read out when it comes. */
function Notice({ main, title, text, children }: NoticeProps) {
  return (
    <main ref={main} tabIndex={-1} class="report report-notice">
      <div role="status">
        <img src="../icons/128.png" width="48" height="48" alt="" />
        <h1 dir="auto">{title}</h1>
        <p>{text}</p>
      </div>
      {children}
    </main>
  );
}
