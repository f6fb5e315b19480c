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
      // Where it acts on one of a list, the second press of a double click would meet the next one.
      onClick={({ detail }) => detail < 2 && onClick()}
    >
      <ActionSymbol action={action} />
    </button>
  );
}
