import type { Participant } from "../session/session.ts";
import { firstPress } from "../ui/first-press.ts";
import { LaneCanvas, type LaneCanvasProps } from "../ui/lane-canvas.tsx";
import { PersonName } from "../ui/person-name.tsx";
import { participantInWords, participantName } from "../ui/session-words.ts";
import { duration, t } from "../ui/words.ts";
import { laneReadout } from "./readout.ts";

interface ParticipantLaneProps {
  readonly participant: Participant;
  /** The second that is pointed at, or null. */
  readonly cursor: number | null;
  /** Null while they do not count. */
  readonly drawn: Omit<LaneCanvasProps, "track"> | null;
  readonly onToggle: () => void;
  /** Null in a session that goes on. */
  readonly onRemove: (() => void) | null;
}

/** What a participant's face showed over time; of who does not count nothing but the means to delete it. */
export function ParticipantLane({ participant, cursor, drawn, onToggle, onRemove }: ParticipantLaneProps) {
  const { id, track, totals } = participant;
  return (
    <div class={drawn ? "lane" : "lane lane-hidden"} data-participant={id}>
      <label class="lane-label">
        <input
          type="checkbox"
          checked={drawn !== null}
          onChange={onToggle}
          aria-label={t("reportCount", participantName(participant))}
        />
        <span class="lane-name">
          <PersonName person={participant} />
        </span>
        <span class="lane-readout small-print">
          {!drawn
            ? t("reportNotCounted")
            : cursor !== null
              ? laneReadout(track, cursor)
              : totals.secondsInView > 0
                ? t("timeInView", duration(totals.secondsInView * 1000))
                : t("neverInView")}
        </span>
      </label>
      {drawn ? (
        <div class="lane-plot" aria-hidden="true">
          <LaneCanvas track={track} {...drawn} />
        </div>
      ) : (
        <div class="lane-plot">
          {onRemove && (
            <button
              type="button"
              class="link lane-remove"
              aria-label={t("reportRemovePersonName", participantInWords(participant))}
              onClick={firstPress(onRemove)}
            >
              {t("reportRemovePerson")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
