import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../ui/words.ts";
import "./confirm.css";

const YES = "yes";

interface ConfirmProps {
  readonly title: string;
  readonly text: string;
  /** What the button says that goes ahead. */
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something that can't be undone. Escape is no. */
export function Confirm({ title, text, confirm, onConfirm, onCancel }: ConfirmProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const closed = () => (dialog.current?.returnValue === YES ? onConfirm() : onCancel());
  return (
    <dialog ref={dialog} class="confirm" aria-labelledby={id} aria-describedby={`${id}-text`} onClose={closed}>
      <h2 id={id}>{title}</h2>
      <p id={`${id}-text`}>{text}</p>
      <div>
        <button type="button" class="button button-quiet" onClick={() => dialog.current?.close()}>
          {t("cancel")}
        </button>
        <button type="button" class="button button-danger" onClick={() => dialog.current?.close(YES)}>
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
