import type { Shares } from "../session/call-view.ts";
import { Legend } from "../ui/legend.tsx";
import { SharesBar } from "../ui/shares-bar.tsx";
import { roomPhrase } from "../ui/shares-words.ts";
import { percent, t } from "../ui/words.ts";
import "./room-summary.css";

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
