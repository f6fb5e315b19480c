import { EXPRESSIONS, type Expression } from "../engine/expression.ts";
import type { Shares } from "../session/call-view.ts";
import { SharesBar } from "../ui/shares-bar.tsx";
import { type MessageKey, percent, t } from "../ui/words.ts";
import { Legend } from "./legend.tsx";
import "./room-summary.css";

/** From this share on an expression prevails. */
const PREVAILING_SHARE = 0.5;
/** From this share on the second is worth a word. */
const NOTABLE_SHARE = 0.08;

const MANY: Readonly<Record<Expression, MessageKey>> = {
  neutral: "manyNeutral",
  happiness: "manyHappiness",
  surprise: "manySurprise",
  sadness: "manySadness",
  anger: "manyAnger",
  disgust: "manyDisgust",
  fear: "manyFear",
  contempt: "manyContempt",
};

interface RoomSummaryProps {
  /** Null before the first reading. */
  readonly room: Shares | null;
  readonly everyoneLeft: boolean;
}

/** What all faces together showed over the call so far: in words, as a bar, and by expression. */
export function RoomSummary({ room, everyoneLeft }: RoomSummaryProps) {
  return (
    <section class="room">
      <div class="room-heading small-print">
        <span>{everyoneLeft ? t("everyoneLeftTitle") : t("roomTitle")}</span>
        {room && <span>{t("notSureShare", percent(room.notSure))}</span>}
      </div>
      <h2>{room ? roomPhrase(room) : t("roomWaiting")}</h2>
      <SharesBar shares={room} large />
      <Legend shares={room} />
    </section>
  );
}

/** "Mostly neutral faces, some smiles". */
export function roomPhrase({ probabilities }: Shares): string {
  const [first, second] = EXPRESSIONS.map((expression, i) => ({ expression, share: probabilities[i] ?? 0 })).sort(
    (a, b) => b.share - a.share,
  );
  if (!first || !second) return "";
  const most = t(MANY[first.expression]);
  const some = t(MANY[second.expression]);
  if (first.share < PREVAILING_SHARE) return t("roomMix", most, some);
  return second.share < NOTABLE_SHARE ? t("roomMostly", most) : t("roomMostlySome", most, some);
}
