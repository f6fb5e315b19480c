import { useMemo, useRef } from "preact/hooks";
import { IconButton } from "../ui/icon-button.tsx";
import { ExpressionSymbol, StateSymbol } from "../ui/symbol.tsx";
import { t } from "../ui/words.ts";
import "./file-list.css";
import { type Entry, type FileQueue, isOpen } from "./file-queue.ts";
import { stateWords } from "./file-words.ts";

interface FileListProps {
  readonly entries: readonly Entry[];
  readonly isPaused: boolean;
  readonly selected: number | null;
  readonly onSelect: (id: number) => void;
  readonly queue: Pick<FileQueue, "stop" | "remove">;
}

/** The files, how things stand with each, and a button to stop it or, once it has ended, to take it off. */
export function FileList({ entries, isPaused, selected, onSelect, queue }: FileListProps) {
  return (
    <ul class="file-list" aria-label={t("analyseFiles")}>
      {entries.map((entry) => (
        <Row
          key={entry.id}
          entry={entry}
          isPaused={isPaused}
          isSelected={entry.id === selected}
          onSelect={onSelect}
          queue={queue}
        />
      ))}
    </ul>
  );
}

interface RowProps extends Pick<FileListProps, "isPaused" | "onSelect" | "queue"> {
  readonly entry: Entry;
  readonly isSelected: boolean;
}

/** Drawn anew only when something about it has changed: of thousands few have. */
function Row({ entry, isPaused, isSelected, onSelect, queue }: RowProps) {
  const row = useRef<HTMLLIElement>(null);
  return useMemo(() => {
    const { id, name, state, progress } = entry;
    const takeOff = () => {
      // The focus would fall out of the list with the button that has it.
      const { nextElementSibling, previousElementSibling } = row.current ?? {};
      (nextElementSibling ?? previousElementSibling)?.querySelector("button")?.focus();
      queue.remove(id);
    };
    return (
      <li ref={row} class={`file file-${state}`}>
        <button type="button" class="file-open" aria-current={isSelected} onClick={() => onSelect(id)}>
          <Sign entry={entry} />
          <span class="file-name" dir="auto" title={name}>
            {name}
          </span>
          <span class="small-print file-state">{stateWords(entry, isPaused)}</span>
          {state === "reading" && <progress value={progress} max={1} aria-label={name} />}
        </button>
        <IconButton
          action="close"
          name={isOpen(entry) ? t("analyseStop", name) : t("analyseRemove", name)}
          onClick={() => (isOpen(entry) ? queue.stop(id) : takeOff())}
        />
      </li>
    );
  }, [entry, isPaused, isSelected, onSelect, queue]);
}

/** What was shown most, or the sign of its state. */
function Sign({ entry: { state, leading } }: { readonly entry: Entry }) {
  switch (state) {
    case "waiting":
    case "reading":
      return <StateSymbol state="waiting" />;
    case "nothing":
      return <StateSymbol state="noFace" />;
    case "trouble":
      return <StateSymbol state="failed" />;
    case "stopped":
      return <StateSymbol state="gone" />;
    case "done":
      return leading === null ? <StateSymbol state="notSure" /> : <ExpressionSymbol expression={leading} look="disc" />;
  }
}
