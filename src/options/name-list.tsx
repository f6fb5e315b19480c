import { useId, useRef } from "preact/hooks";
import { MAX_ENTRIES } from "../messages/parse-settings.ts";
import { MOST_NAME } from "../session/limits.ts";
import { firstPress } from "../ui/first-press.ts";
import { useSaid } from "../ui/use-said.tsx";
import { t, wholeNumber } from "../ui/words.ts";
import "./name-list.css";

interface NameListProps {
  /** Of the field. */
  readonly label: string;
  readonly placeholder?: string;
  readonly entries: readonly string[];
  /** Returns "" or, in a sentence, why the text was not added. */
  readonly onAdd: (text: string) => Promise<string>;
  readonly onRemove: (entry: string) => void;
}

/** A list of words to which one adds and from which one removes. */
export function NameList({ label, placeholder, entries, onAdd, onRemove }: NameListProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useSaid();
  const isFull = entries.length >= MAX_ENTRIES;
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? "";
    const why = text === "" ? "" : isFull ? t("listFull", wholeNumber(MAX_ENTRIES)) : await onAdd(text);
    setProblem(why);
    if (why === "" && field.current) field.current.value = "";
    field.current?.focus();
  };
  return (
    <div class="name-list">
      <form onSubmit={add}>
        <label for={id}>{label}</label>
        <input
          id={id}
          ref={field}
          dir="auto"
          placeholder={placeholder}
          maxLength={MOST_NAME}
          autocomplete="off"
          spellcheck={false}
          aria-invalid={Boolean(problem)}
          aria-describedby={`${id}-problem`}
        />
        <button type="submit" class="button button-quiet">
          {t("add")}
        </button>
      </form>
      <p id={`${id}-problem`} class="name-list-problem" role="alert">
        {problem}
      </p>
      <ul>
        {entries.map((entry) => (
          <li key={entry}>
            <bdi>{entry}</bdi>
            <button
              type="button"
              aria-label={t("removeEntry", entry)}
              onClick={firstPress(() => {
                onRemove(entry);
                setProblem("");
                // The button goes: whoever pressed it by key must not be lost.
                field.current?.focus();
              })}
            >
              {t("remove")}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
