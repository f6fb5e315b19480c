import { ActionSymbol } from "../ui/symbol.tsx";
import { type MessageKey, t } from "../ui/words.ts";
import "./view-switch.css";

/** What the popup shows: the tab's call, or those that are kept. */
export type View = "now" | "sessions";

const VIEWS: readonly (readonly [View, MessageKey])[] = [
  ["now", "viewNow"],
  ["sessions", "viewSessions"],
];

interface ViewSwitchProps {
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** Beside the views, what opens in tabs of their own: also the options, for who asks in a call to be left out. */
export function ViewSwitch({ view, onView }: ViewSwitchProps) {
  return (
    <nav class="view-switch" aria-label={t("views")}>
      {VIEWS.map(([name, words]) => (
        <button key={name} type="button" aria-current={name === view ? "page" : undefined} onClick={() => onView(name)}>
          {t(words)}
        </button>
      ))}
      <a class="view-elsewhere" href="../analyse/analyse.html" target="_blank" rel="noreferrer">
        {t("analyseTitle")}
      </a>
      <a
        class="view-options"
        href="../options/options.html"
        target="_blank"
        rel="noreferrer"
        aria-label={t("optionsTitle")}
        title={t("optionsTitle")}
      >
        <ActionSymbol action="options" />
      </a>
    </nav>
  );
}
