import { useLayoutEffect, useRef } from "preact/hooks";
import type { Participant } from "../session/session.ts";
import { firstPress } from "../ui/first-press.ts";
import { participantInWords } from "../ui/session-words.ts";
import { t } from "../ui/words.ts";

interface RemovedPeopleProps {
  readonly removed: readonly Participant[];
  readonly onRestore: () => void;
}

/** Says who was taken out of the session last, and brings them back. */
export function RemovedPeople({ removed, onRestore }: RemovedPeopleProps) {
  const undo = useRef<HTMLButtonElement>(null);
  const before = useRef(removed);
  const focusOn = useRef<(() => HTMLElement | null) | null>(null);
  const last = removed.at(-1);
  if (before.current !== removed) {
    const back = before.current.find((person) => !removed.includes(person));
    focusOn.current = () =>
      back ? document.querySelector<HTMLElement>(`[data-participant="${CSS.escape(back.id)}"] input`) : undo.current;
    before.current = removed;
  }

  // What was pressed is gone: a keyboard goes on from what undoes it or, once they are shown again, from who is back.
  useLayoutEffect(() => {
    const wanted = focusOn.current?.();
    if (!wanted) return;
    wanted.focus();
    focusOn.current = null;
  });

  return (
    <p class="report-left-out" role="status">
      {last && (
        <>
          {t("reportPersonRemoved", participantInWords(last))}{" "}
          <button
            ref={undo}
            type="button"
            class="link"
            onClick={firstPress(onRestore)}
            // It takes the focus while the key that deleted may still be held: that is no press of this one.
            onKeyDown={(event) => event.repeat && event.preventDefault()}
          >
            {t("undo")}
          </button>
        </>
      )}
    </p>
  );
}
