import { affect } from "../engine/circumplex.ts";
import { EXPRESSIONS, type Expression } from "../engine/expression.ts";
import { showsMost } from "../session/segments.ts";
import type { Segment, Session, Track } from "../session/session.ts";
import { clock } from "../ui/dates.ts";
import { expressionLabel } from "../ui/expressions.ts";
import { participantName } from "../ui/session-words.ts";
import type { Span } from "../ui/view.ts";
import { percent, signed, t } from "../ui/words.ts";
import type { RoomPath } from "./room-path.ts";

/** What a face showed in a second: "Smile 84%", "Not sure", "No face". */
export function laneReadout(track: Track, second: number): string {
  const shows = showsMost(track, second, second + 1);
  if (shows === null || shows === "not-sure") return showsInWords(shows);
  const byte = track.probabilities[second * EXPRESSIONS.length + EXPRESSIONS.indexOf(shows)] ?? 0;
  return t("share", expressionLabel(shows), percent(byte / 255));
}

/** The same without a number, of what most seconds of a stretch show. */
export function showsInWords(shows: Segment["shows"]): string {
  if (shows === null) return t("reportNoFace");
  return shows === "not-sure" ? t("contentNotSure") : expressionLabel(shows);
}

/** What leads in the room over a stretch, or that it was not sure; null where no face was read. */
export function roomReadout(
  path: RoomPath,
  stretch: Span,
): { readonly shares: string; readonly valence: string; readonly arousal: string } | null {
  const probabilities = path.mean(stretch);
  if (!probabilities) return null;
  const share = Math.max(...probabilities);
  const leading: Expression = EXPRESSIONS[probabilities.indexOf(share)] ?? "neutral";
  const { valence, arousal } = affect(probabilities);
  return {
    shares: path.isNotSure(stretch) ? t("contentNotSure") : t("share", expressionLabel(leading), percent(share)),
    valence: signed(valence),
    arousal: signed(arousal),
  };
}

/** The second in words, for a screen reader: the room, then each one. */
export function secondSentence(participants: Session["participants"], path: RoomPath, second: number): string {
  const room = roomReadout(path, { from: second, to: second + 1 });
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
