import { firstPress } from "./first-press.ts";
import { ActionSymbol } from "./symbol.tsx";
import "./icon-button.css";

interface IconButtonProps {
  readonly action: "back" | "close" | "rename" | "delete" | "leaveOut" | "read";
  readonly name: string;
  readonly tabIndex?: number;
  readonly onClick: () => void;
}

/** A button without words. */
export function IconButton({ action, name, tabIndex = 0, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button icon-button-${action}`}
      aria-label={name}
      title={name}
      tabIndex={tabIndex}
      onClick={firstPress(onClick)}
    >
      <ActionSymbol action={action} />
    </button>
  );
}
