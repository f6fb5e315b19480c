import { useState } from "preact/hooks";
import { isAlwaysOn } from "../messages/parse-settings.ts";
import { type Settings, saveSettings } from "../messages/settings.ts";
import { Legend } from "../ui/legend.tsx";
import { Message } from "../ui/message.tsx";
import { useKeptFocus } from "../ui/use-kept-focus.ts";
import { Warning } from "../ui/warning.tsx";
import { t } from "../ui/words.ts";
import { CallPanel } from "./call-panel.tsx";
import { Footer } from "./footer.tsx";
import type { Phase } from "./phase.ts";

interface PhaseViewProps {
  readonly phase: Phase;
  readonly settings: Settings;
  readonly onStart: () => void;
  readonly onRetry: () => void;
  readonly onStayOff: () => void;
}

/** Everything below the header. */
export function PhaseView(props: PhaseViewProps) {
  const { phase, settings } = props;
  const main = useKeptFocus();
  const [problem, setProblem] = useState("");
  function save(badges: boolean): void {
    setProblem("");
    saveSettings({ badges }).catch(() => setProblem(t("notSaved")));
  }
  return (
    <>
      {/* Cards may have nothing in them to focus: to be scrolled by keyboard, what holds them must take it. */}
      <main ref={main} tabIndex={"call" in phase ? 0 : -1} aria-label={"call" in phase ? t("viewNow") : undefined}>
        <Warning words={problem} />
        <Body {...props} />
        <p class="visually-hidden" role="status">
          {announcement(phase)}
        </p>
      </main>
      <Footer engine={"call" in phase ? phase.call.engine : null} badges={settings.badges} onBadges={save} />
    </>
  );
}

function Body({ phase, settings, onStart, onRetry, onStayOff }: PhaseViewProps) {
  switch (phase.name) {
    case "unknown":
      return null;
    case "off":
      return (
        <Message title={t("offTitle")} text={t("offText")}>
          <Legend />
        </Message>
      );
    case "ended-idle":
      return isAlwaysOn(settings, phase.site) ? (
        <Message symbol="noFace" title={t("endedIdleTitle")} text={t("endedIdleAlwaysOnText")}>
          <button type="button" class="button" onClick={onStayOff}>
            {t("stayOff")}
          </button>
        </Message>
      ) : (
        <Message symbol="noFace" title={t("endedIdleTitle")} text={t("endedIdleText")} />
      );
    case "not-allowed":
      return <Message symbol="unreadable" title={t("notAllowedTitle")} text={t("notAllowedText")} />;
    case "not-started":
      return (
        <Message symbol="failed" title={t("notStartedTitle")} text={t("notStartedText")} detail={phase.detail}>
          <button type="button" class="button" onClick={onStart}>
            {t("tryAgain")}
          </button>
        </Message>
      );
    case "starting":
      return <Message symbol="waiting" title={t("startingTitle")} text={t("startingText")} progress={0} />;
    default:
      return <CallPanel call={phase.call} callPhase={phase.name} leaveOut={settings.leaveOut} onRetry={onRetry} />;
  }
}

/** Read out when it changes: what became of the call, but no reading. */
function announcement(phase: Phase): string {
  switch (phase.name) {
    case "unknown":
      return "";
    case "off":
      return t("statusOff");
    case "ended-idle":
      return t("endedIdleTitle");
    case "not-allowed":
      return t("notAllowedTitle");
    case "not-started":
      return t("notStartedTitle");
    case "starting":
    case "loading":
      return t("statusStarting");
    case "failed":
      return t("failedTitle");
    case "no-video":
      return t("noVideoTitle");
    case "all-left-out":
      return t("allLeftOutTitle");
    case "everyone-left":
      return t("everyoneLeftTitle");
    case "reading":
      return t("announceReading");
  }
}
