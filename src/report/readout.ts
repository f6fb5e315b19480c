import { affect } from "../engine/circumplex.ts";
import { EXPRESSIONS, type Expression } from "../engine/expression.ts";
import { showsAt } from "../session/segments.ts";
import type { Session, Track } from "../session/session.ts";
import { clock } from "../ui/dates.ts";
import { expressionLabel } from "../ui/expressions.ts";
import { participantName } from "../ui/session-words.ts";
import { percent, signed, t } from "../ui/words.ts";
import type { RoomPath } from "./room-path.ts";

/** What a face showed in a second: "Smile 84%", "Not sure", "No face". */
export function laneReadout(track: Track, second: number): string {
  const shows = showsAt(track, second);
  if (shows === null) return t("reportNoFace");
  if (shows === "not-sure") return t("contentNotSure");
  const byte = track.probabilities[second * EXPRESSIONS.length + EXPRESSIONS.indexOf(shows)] ?? 0;
  return t("share", expressionLabel(shows), percent(byte / 255));
}

/** What leads in the room in a second; null where no face was read. */
export function roomReadout(
  path: RoomPath,
  second: number,
): { readonly shares: string; readonly valence: string; readonly arousal: string } | null {
  const probabilities = path.at(second);
  if (!probabilities) return null;
  const share = Math.max(...probabilities);
  const leading: Expression = EXPRESSIONS[probabilities.indexOf(share)] ?? "neutral";
  const { valence, arousal } = affect(probabilities);
  return {
    shares: t("share", expressionLabel(leading), percent(share)),
    valence: signed(valence),
    arousal: signed(arousal),
  };
}

/** The second in words, for a screen reader: the room, then each one. */
export function secondSentence(participants: Session["participants"], path: RoomPath, second: number): string {
  const room = roomReadout(path, second);
  const sentences = participants.map((participant) =>
    t("sentenceNow", participantName(participant), laneReadout(participant.track, second)),
  );
  return [
    t("sentenceNow", clock(second), room?.shares ?? t("reportNoFace")),
    ...(room
      ? [t("sentenceNow", t("reportValence"), room.valence), t("sentenceNow", t("reportArousal"), room.arousal)]
      : []),
    ...sentences,
  ].join(" ");
}
