import { isAbsent } from "../session/call-view.ts";
import { minutes, plural, t } from "../ui/words.ts";
import type { Phase } from "./phase.ts";

interface HeaderProps {
  readonly phase: Phase;
  /** Without these the toggle can be seen but not used. */
  readonly onStart?: () => void;
  readonly onStop?: () => void;
}

/** The product's name, how things stand, and the one big toggle. */
export function Header({ phase, onStart, onStop }: HeaderProps) {
  const isOn = phase.name === "starting" || "call" in phase;
  return (
    <header class="header">
      <img src="../icons/128.png" width="36" height="36" alt="" />
      <div class="header-words">
        <h1>{t("extensionName")}</h1>
        <p class="small-print header-status">{status(phase)}</p>
      </div>
      <button
        type="button"
        role="switch"
        class="switch"
        aria-checked={isOn}
        aria-label={t("actionTitle")}
        title={isOn ? t("turnOff") : t("turnOn")}
        disabled={!onStart || phase.name === "unknown"}
        onClick={isOn ? onStop : onStart}
      />
    </header>
  );
}

function status(phase: Phase): string {
  if (phase.name === "unknown") return "";
  if (phase.name === "starting" || phase.name === "loading") return t("statusStarting");
  if (phase.name === "failed") return t("statusFailed");
  if (!("call" in phase)) return t("statusOff");
  const { participants, startedMs, nowMs } = phase.call;
  const present = participants.filter(({ presence }) => !isAbsent(presence)).length;
  const duration = minutes(nowMs - startedMs);
  return present === 0 ? t("statusOnAlone", duration) : t("statusOn", plural("people", present), duration);
}
