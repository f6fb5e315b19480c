import { useId } from "preact/hooks";
import "./choices.css";

export interface Choice<Value> {
  readonly value: Value;
  readonly title: string;
  readonly text?: string;
}

interface ChoicesProps<Value> {
  readonly legend: string;
  readonly choices: readonly Choice<Value>[];
  /** Null while nothing is chosen; something must be before a form around it is sent. */
  readonly value: Value | null;
  readonly onChoose: (value: Value) => void;
}

/** One of several, each with a title and a word about it. */
export function Choices<Value extends string | number>({ legend, choices, value, onChoose }: ChoicesProps<Value>) {
  const name = useId();
  return (
    <fieldset class="choices">
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} class="choice">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            required
            onChange={() => onChoose(choice.value)}
          />
          <span>
            <b>{choice.title}</b>
            {choice.text && <span class="choice-text">{choice.text}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
