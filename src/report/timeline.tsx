import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { WINDOW_SECONDS } from "../session/definitions.ts";
import type { Session } from "../session/session.ts";
import { useScheme } from "../ui/chart-colours.ts";
import { clock } from "../ui/dates.ts";
import { Explain } from "../ui/explain.tsx";
import { pressKey } from "../ui/press-key.ts";
import "../ui/timeline.css";
import { useWidth } from "../ui/use-width.ts";
import { revealing, type Span } from "../ui/view.ts";
import { ViewButtons, zoomKeys } from "../ui/view-buttons.tsx";
import { duration, t, wholeNumber } from "../ui/words.ts";
import { ParticipantLane } from "./participant-lane.tsx";
import { roomReadout, secondSentence } from "./readout.ts";
import { ArousalChart, SharesChart, ValenceChart } from "./room-chart.tsx";
import type { RoomPath } from "./room-path.ts";
import { usePointing } from "./use-pointing.ts";

/** Shift and an arrow key go this part of the view; Page Up and Page Down all of it. */
const STRIDE = 0.1;

interface TimelineProps {
  readonly session: Session;
  readonly path: RoomPath;
  /** In whole seconds. */
  readonly seconds: number;
  readonly view: Span;
  readonly onView: (view: Span) => void;
  /** The second that was chosen, or null. */
  readonly chosen: number | null;
  /** That second; before there is one, where a note would be and keys go on from. */
  readonly noteAt: number;
  readonly onCursor: (second: number | null) => void;
  /** Ids of the participants left out. */
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
  readonly onRemove: (id: string) => void;
  readonly onNote: (second: number) => void;
}

/** The room and everybody in it over one axis of time. */
export function Timeline(props: TimelineProps) {
  const { session, path, seconds, view, onView, chosen, noteAt, onCursor, hidden, onToggle, onRemove, onNote } = props;
  // What a mouse is over is read as long as it is there: on its way to a button it changes nothing.
  const [pointed, setPointed] = useState<number | null>(null);
  const cursor = pointed ?? chosen;
  const at = pointed ?? noteAt;
  const scheme = useScheme();
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const shown = session.participants.filter(({ id }) => !hidden.has(id));
  // Of a session that goes on, what has the focus would be read out anew, with everybody in it, every few seconds: keys go on from what was told.
  const told = useRef(at);
  const isLeftInPeace = cursor === null && session.endedMs === null && document.activeElement === plot.current;
  if (!isLeftInPeace) told.current = at;
  const now = told.current;
  const room = cursor === null ? null : roomReadout(path, { from: cursor, to: cursor + 1 });
  const pointing = usePointing({ plot, view, seconds, onView, onCursor, onPoint: setPointed });
  const controls = { view, columns: seconds, around: cursor, onView };
  const drawn = { path, view, width, scheme };

  function choose(second: number | null): void {
    told.current = second ?? noteAt;
    setPointed(null);
    onCursor(second);
  }

  function point(second: number): void {
    const next = Math.max(0, Math.min(seconds - 1, Math.round(second)));
    choose(next);
    onView(revealing(view, next, seconds));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const length = view.to - view.from;
    const step = event.shiftKey ? Math.max(1, length * STRIDE) : 1;
    pressKey(event, {
      ArrowRight: () => point(now + step),
      ArrowLeft: () => point(now - step),
      ArrowUp: () => point(now + step),
      ArrowDown: () => point(now - step),
      PageUp: () => point(now + length),
      PageDown: () => point(now - length),
      Home: () => point(0),
      End: () => point(seconds - 1),
      ...zoomKeys(controls),
      // The key may still be held in the note's field.
      Enter: () => !event.repeat && onNote(now),
      Escape: () => choose(null),
    });
  }

  const isWhole = view.to - view.from >= seconds;
  const viewWords = isWhole
    ? t("reportWholeShown", duration(seconds * 1000))
    : t("reportShown", clock(view.from), clock(view.to));
  const announced = useLastChange(isWhole ? "whole" : `${view.from}–${view.to}`, viewWords);
  return (
    <section class="timeline-section" aria-labelledby="timeline-title">
      <div class="section-bar">
        <h2 id="timeline-title">{t("reportTimeline")}</h2>
        <ViewButtons {...controls}>
          <button type="button" class="tool tool-strong" onClick={() => onNote(at)}>
            {t("reportAddNote")}
          </button>
        </ViewButtons>
      </div>
      <p class="small-print timeline-view">{viewWords}</p>
      <p class="visually-hidden" role="status">
        {announced}
      </p>
      <div class="timeline" dir="ltr" {...pointing}>
        <Row
          label={t("everyone")}
          readout={room?.shares ?? (cursor === null ? t("reportSharesHint") : t("reportNoFace"))}
          isRoom
        >
          <SharesChart {...drawn} />
        </Row>
        <Row label={t("reportValence")} readout={room?.valence ?? t("reportValenceHint")}>
          <ValenceChart {...drawn} />
        </Row>
        <Row label={t("reportArousal")} readout={room?.arousal ?? t("reportArousalHint")}>
          <ArousalChart {...drawn} />
        </Row>
        {session.participants.map((participant) => (
          <ParticipantLane
            key={participant.id}
            participant={participant}
            cursor={cursor}
            drawn={hidden.has(participant.id) ? null : drawn}
            onToggle={() => onToggle(participant.id)}
            onRemove={session.endedMs === null ? null : () => onRemove(participant.id)}
          />
        ))}

        <div
          ref={plot}
          class="timeline-plot"
          role="slider"
          tabIndex={0}
          aria-label={t("reportCursor")}
          aria-describedby="timeline-keys"
          aria-valuemin={0}
          aria-valuemax={Math.max(0, seconds - 1)}
          aria-valuenow={now}
          aria-valuetext={secondSentence(shown, path, now)}
          onKeyDown={onKeyDown}
        >
          {session.notes
            .filter(({ second }) => second >= view.from && second < view.to)
            .map(({ id, second }) => (
              <span key={id} class="note-mark" style={{ left: `${place(second + 0.5, view)}%` }} />
            ))}
          {cursor !== null && cursor >= view.from && cursor < view.to && (
            <span class="cursor" style={{ left: `${place(cursor + 0.5, view)}%` }}>
              <span class="cursor-time" style={{ "--at": String(place(cursor + 0.5, view)) }}>
                {clock(cursor)}
              </span>
            </span>
          )}
        </div>
      </div>
      <p class="small-print timeline-keys" id="timeline-keys">
        {t("reportKeys")}
      </p>
      <Explain
        paragraphs={[
          t("defineTimeline"),
          t("defineValence"),
          t("defineArousal"),
          t("defineRoomLines", wholeNumber(WINDOW_SECONDS)),
        ]}
      />
    </section>
  );
}

/** The words that came with the last change of `key`: a session that merely goes on is not announced every few seconds. */
function useLastChange(key: string, words: string): string {
  const last = useRef({ key, words: "" });
  if (last.current.key !== key) last.current = { key, words };
  return last.current.words;
}

interface RowProps {
  readonly label: string;
  readonly readout: string;
  readonly isRoom?: boolean;
  readonly children: ComponentChildren;
}

function Row({ label, readout, isRoom = false, children }: RowProps) {
  return (
    <div class={isRoom ? "lane lane-room" : "lane"}>
      <div class="lane-label">
        <span class="lane-name">{label}</span>
        <span class="lane-readout small-print">{readout}</span>
      </div>
      <div class="lane-plot" aria-hidden="true">
        {children}
      </div>
    </div>
  );
}

/** In per cent of the view. */
function place(second: number, { from, to }: Span): number {
  return (100 * (second - from)) / (to - from);
}
