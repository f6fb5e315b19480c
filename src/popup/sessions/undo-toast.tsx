import { useEffect } from "preact/hooks";
import type { SessionHeader } from "../../session/session.ts";
import { firstPress } from "../../ui/first-press.ts";
import { sessionName } from "../../ui/session-words.ts";
import { t } from "../../ui/words.ts";
import "./undo-toast.css";

interface UndoToastProps {
  readonly deleted: SessionHeader | null;
  readonly onUndo: () => void;
  readonly onHold: (isHeld: boolean) => void;
}

/** Says what was deleted and brings it back. Stays while it is pointed at or has the focus. */
export function UndoToast({ deleted, onUndo, onHold }: UndoToastProps) {
  // Gone with its view from under the pointer, it holds nothing.
  useEffect(() => () => onHold(false), [onHold]);
  return (
    <div class="toast-place" role="status">
      {deleted && (
        <div
          class="toast"
          onPointerEnter={() => onHold(true)}
          onPointerLeave={({ currentTarget }) => onHold(currentTarget.matches(":focus-within"))}
          onFocusIn={() => onHold(true)}
          onFocusOut={({ currentTarget }) => onHold(currentTarget.matches(":hover"))}
        >
          {/* Anew for each, so that it is read out: two may be of one name. */}
          <p key={deleted.id}>{t("sessionDeleted", sessionName(deleted, Date.now()))}</p>
          <button type="button" onClick={firstPress(onUndo)} aria-keyshortcuts="Control+Z">
            {t("undo")}
          </button>
        </div>
      )}
    </div>
  );
}
