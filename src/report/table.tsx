import { useState } from "preact/hooks";
import { showsMost } from "../session/segments.ts";
import type { Session } from "../session/session.ts";
import { clock } from "../ui/dates.ts";
import { participantName } from "../ui/session-words.ts";
import { t } from "../ui/words.ts";
import { TIME_STEPS } from "./chart-shape.ts";
import { laneReadout, roomReadout, showsInWords } from "./readout.ts";
import type { RoomPath } from "./room-path.ts";
import "./table.css";
import type { Span } from "../ui/view.ts";

/** A table that can be read to its end: the view is gone through in steps. */
const MOST_ROWS = 40;

interface SecondsTableProps {
  readonly participants: Session["participants"];
  readonly path: RoomPath;
  readonly view: Span;
}

/**
 * The timeline in words, what is in view in even steps: of the room what it showed in the mean, of each face what most
 * seconds showed, as the charts have it.
 */
export function SecondsTable({ participants, path, view }: SecondsTableProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details class="explain seconds" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{t("reportAsTable")}</summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section class="seconds-scroll" tabIndex={0} aria-label={t("reportAsTable")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("reportTime")}</th>
                <th scope="col">{t("everyone")}</th>
                <th scope="col">{t("reportValence")}</th>
                <th scope="col">{t("reportArousal")}</th>
                {participants.map((participant) => (
                  <th key={participant.id} scope="col">
                    <bdi>{participantName(participant)}</bdi>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows(view).map((row) => {
                const { from, to } = row;
                const room = roomReadout(path, row);
                const isSecond = to - from === 1;
                return (
                  <tr key={from}>
                    <th scope="row">{isSecond ? clock(from) : `${clock(from)}–${clock(to)}`}</th>
                    <td>{room?.shares ?? t("reportNoFace")}</td>
                    <td>{room?.valence ?? "–"}</td>
                    <td>{room?.arousal ?? "–"}</td>
                    {participants.map(({ id, track }) => (
                      <td key={id}>{isSecond ? laneReadout(track, from) : showsInWords(showsMost(track, from, to))}</td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}

function rows({ from, to }: Span): Span[] {
  const step =
    TIME_STEPS.find((candidate) => (to - from) / candidate <= MOST_ROWS) ?? Math.ceil((to - from) / MOST_ROWS);
  const found: Span[] = [];
  const [first, end] = [Math.floor(from), Math.ceil(to)];
  for (let second = first; second < end; ) {
    const next = Math.min(end, (Math.floor(second / step) + 1) * step);
    found.push({ from: second, to: next });
    second = next;
  }
  return found;
}
