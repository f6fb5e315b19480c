import { useState } from "preact/hooks";
import { MAX_ENTRIES } from "../messages/parse-settings.ts";
import { saveSettings } from "../messages/settings.ts";
import { type CallView, isAbsent, type ParticipantView, type RecordingState } from "../session/call-view.ts";
import { troubleSentence } from "../ui/store-trouble.ts";
import { useSaid } from "../ui/use-said.tsx";
import { t, wholeNumber } from "../ui/words.ts";
import "./call-panel.css";
import { Message } from "../ui/message.tsx";
import { Warning } from "../ui/warning.tsx";
import { LeaveOutButton, type ListChange } from "./leave-out-button.tsx";
import { ParticipantCard } from "./participant-card.tsx";
import type { CallPhase } from "./phase.ts";
import { RoomSummary } from "./room-summary.tsx";

interface CallPanelProps {
  readonly call: CallView;
  readonly callPhase: CallPhase;
  /** Who is left out, as the settings have it. */
  readonly leaveOut: readonly string[];
  readonly onRetry: () => void;
}

/** A call that is on: how it stands or the room's summary, then a card for each participant. */
export function CallPanel({ call, callPhase, leaveOut, onRetry }: CallPanelProps) {
  const [problem, setProblem] = useState("");
  const [said, say] = useSaid();
  async function save(change: ListChange, changed: string): Promise<void> {
    const isFull = change(leaveOut).length > MAX_ENTRIES;
    setProblem(isFull ? t("listFull", wholeNumber(MAX_ENTRIES)) : "");
    if (isFull) return;
    await saveSettings((now) => ({ leaveOut: change(now.leaveOut) })).then(
      () => say(changed),
      () => setProblem(t("notSaved")),
    );
  }
  return (
    <>
      <Warning words={problem} />
      <p class="visually-hidden" role="status">
        {said}
      </p>
      <Warning words={recordingTrouble(call.recording)} />
      <CallState call={call} callPhase={callPhase} onRetry={onRetry} />
      {call.participants.length > 0 && (
        <section class="people" aria-label={t("participants")}>
          <div class="people-heading small-print" aria-hidden="true">
            <span>{t("participants")}</span>
            <span title={t("sparklineMeaning")}>{t("lastMinutes")}</span>
          </div>
          <ul class="cards">
            {presentFirst(call.participants).map((participant) => (
              <ParticipantCard key={participant.id} participant={participant} leavesOut={leaveOut.length > 0}>
                <LeaveOutButton participant={participant} leaveOut={leaveOut} onChange={save} />
              </ParticipantCard>
            ))}
          </ul>
          {/* A finger and a keyboard find no words behind the heading; screen readers are told without the line. */}
          <p class="people-note small-print" aria-hidden="true">
            {t("lastMinutes")} · {t("sparklineMeaning")}
          </p>
        </section>
      )}
    </>
  );
}

/** In long calls many have left: nobody is to look for who is there among them. */
function presentFirst(participants: readonly ParticipantView[]): ParticipantView[] {
  return participants.toSorted((a, b) => Number(isAbsent(a.presence)) - Number(isAbsent(b.presence)));
}

function CallState({ call: { engine, room }, callPhase, onRetry }: Omit<CallPanelProps, "leaveOut">) {
  if (engine.state === "loading")
    return <Message symbol="waiting" title={t("startingTitle")} text={t("startingText")} progress={engine.progress} />;
  if (engine.state === "failed") {
    return (
      <Message symbol="failed" title={t("failedTitle")} text={t("failedText")} detail={engine.reason}>
        <button type="button" class="button" onClick={onRetry}>
          {t("tryAgain")}
        </button>
      </Message>
    );
  }
  if (callPhase === "no-video") return <Message symbol="noFace" title={t("noVideoTitle")} text={t("noVideoText")} />;
  if (callPhase === "all-left-out")
    return (
      <Message symbol="leftOut" title={t("allLeftOutTitle")} text={t("allLeftOutText")}>
        <a class="button" href="../options/options.html" target="_blank" rel="noreferrer">
          {t("optionsTitle")}
        </a>
      </Message>
    );
  return <RoomSummary room={room} everyoneLeft={callPhase === "everyone-left"} />;
}

/** Why the call is not being kept, and what to do; "" while it is. Reading goes on. */
function recordingTrouble(recording: RecordingState): string {
  switch (recording.state) {
    case "on":
      return "";
    case "failed":
      return t("notKeptBecause", troubleSentence(recording.trouble));
    case "deleted":
      return t("notKeptDeleted");
  }
}
