import { useId } from "preact/hooks";

interface SettingSwitchProps {
  readonly title: string;
  readonly text: string;
  readonly on: boolean;
  readonly onToggle: (on: boolean) => void;
}

/** A setting that is on or off. */
export function SettingSwitch({ title, text, on, onToggle }: SettingSwitchProps) {
  const id = useId();
  return (
    <div class="setting-switch">
      <div>
        <b id={id}>{title}</b>
        <p id={`${id}-text`} class="page-soft">
          {text}
        </p>
      </div>
      <button
        type="button"
        role="switch"
        class="switch"
        aria-checked={on}
        aria-labelledby={id}
        aria-describedby={`${id}-text`}
        onClick={() => onToggle(!on)}
      />
    </div>
  );
}
