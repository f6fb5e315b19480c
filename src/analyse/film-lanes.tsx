import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Reading } from "../engine/reading.ts";
import { useScheme } from "../ui/chart-colours.ts";
import { clock } from "../ui/dates.ts";
import { readingLabel, readingPhrase } from "../ui/expressions.ts";
import { LaneCanvas } from "../ui/lane-canvas.tsx";
import { pressKey } from "../ui/press-key.ts";
import "../ui/timeline.css";
import { useViewWheel } from "../ui/use-view-wheel.ts";
import { useWidth } from "../ui/use-width.ts";
import { LEAST_COLUMNS, revealing, type Span } from "../ui/view.ts";
import { ViewButtons, zoomKeys } from "../ui/view-buttons.tsx";
import { t } from "../ui/words.ts";
import { faceName } from "./face-layer.tsx";
import "./film-lanes.css";
import { type FaceTrack, lookCount } from "./film-tracks.ts";

/** Shift and an arrow key go this part of what is in view, Page Up and Page Down more. */
const STRIDE = 0.05;
const PAGE = 0.2;

interface FilmLanesProps {
  readonly tracks: readonly FaceTrack[];
  /** At the time shown. */
  readonly readings: readonly Reading[];
  readonly durationMs: number;
  readonly everyMs: number;
  readonly timeMs: number;
  readonly isPlaying: boolean;
  /** A face's id. */
  readonly selected: number | null;
  readonly onSelect: (faceId: number) => void;
  readonly onSeek: (timeMs: number) => void;
  readonly onPlay: () => void;
}

/** A lane for each face over the film's time, or the part of it in view; pointing at it, or keys, go to that moment. */
export function FilmLanes(props: FilmLanesProps) {
  const { tracks, readings, durationMs, everyMs, timeMs, isPlaying, selected, onSelect, onSeek, onPlay } = props;
  const scheme = useScheme();
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const columns = lookCount(durationMs, everyMs);
  /** Null: all of it. */
  const [part, setPart] = useState<Span | null>(null);
  const whole = useMemo(() => ({ from: 0, to: columns }), [columns]);
  const view = part ?? whole;
  const inView = ({ from, to }: Span) =>
    to - from >= columns ? "" : t("reportShown", clock((from * everyMs) / 1000), clock((to * everyMs) / 1000));
  /** What the user last chose to see. That it goes along with a film that plays is not announced. */
  const [announced, announce] = useState("");
  const show = (chosen: Span) => {
    setPart(chosen);
    announce(inView(chosen));
  };
  const look = timeMs / everyMs;
  const controls = { view, columns, around: look, onView: show };
  useViewWheel({ plot, view, columns, onView: show });
  // Who looks elsewhere while the film stands still may do so.
  useEffect(() => setPart((part) => part && revealing(part, Math.floor(look), columns)), [look, columns]);
  const words = (faceId: number) => {
    const reading = readings.find((reading) => reading.faceId === faceId);
    return reading ? readingLabel(reading) : t("reportNoFace");
  };
  const viewMs = (view.to - view.from) * everyMs;
  // What a film that plays comes to is not read out second by second.
  const spoken = useRef("");
  if (!isPlaying) spoken.current = momentInWords(timeMs, readings);

  function seekTo({ clientX }: PointerEvent): void {
    const box = plot.current?.getBoundingClientRect();
    if (box && box.width > 0) onSeek(view.from * everyMs + (viewMs * (clientX - box.left)) / box.width);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.shiftKey ? Math.max(everyMs, viewMs * STRIDE) : everyMs;
    pressKey(event, {
      ArrowRight: () => onSeek(timeMs + step),
      ArrowLeft: () => onSeek(timeMs - step),
      ArrowUp: () => onSeek(timeMs + step),
      ArrowDown: () => onSeek(timeMs - step),
      PageUp: () => onSeek(timeMs + viewMs * PAGE),
      PageDown: () => onSeek(timeMs - viewMs * PAGE),
      Home: () => onSeek(0),
      End: () => onSeek(durationMs),
      ...zoomKeys(controls),
      " ": onPlay,
    });
  }

  return (
    <>
      {columns > LEAST_COLUMNS && (
        <div class="film-view">
          <span class="small-print">{inView(view)}</span>
          <span class="visually-hidden" role="status">
            {announced}
          </span>
          <ViewButtons {...controls} />
        </div>
      )}
      <div class="timeline film-lanes" dir="ltr">
        {tracks.map(({ faceId, track }) => (
          <div key={faceId} class="lane">
            <button
              type="button"
              class="lane-label film-face"
              aria-pressed={faceId === selected}
              onClick={() => onSelect(faceId)}
            >
              <span class="lane-name">{faceName(faceId)}</span>
              <span class="lane-readout small-print">{words(faceId)}</span>
            </button>
            <div class="lane-plot" aria-hidden="true">
              <LaneCanvas track={track} view={view} width={width} scheme={scheme} />
            </div>
          </div>
        ))}
        {tracks.length === 0 && <div class="film-no-lane" />}
        <div
          ref={plot}
          class="timeline-plot"
          role="slider"
          tabIndex={0}
          aria-label={t("analyseMoment")}
          aria-describedby="film-keys"
          aria-valuemin={0}
          aria-valuemax={Math.round(durationMs / 1000)}
          aria-valuenow={Math.round(timeMs / 1000)}
          aria-valuetext={spoken.current}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            seekTo(event);
          }}
          onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && seekTo(event)}
        >
          <span class="cursor" style={{ left: `${(100 * (look - view.from)) / (view.to - view.from)}%` }} />
        </div>
      </div>
      <p class="small-print timeline-keys" id="film-keys">
        {t("analyseKeys")}
      </p>
    </>
  );
}

function momentInWords(timeMs: number, readings: readonly Reading[]): string {
  const time = clock(timeMs / 1000);
  if (readings.length === 0) return t("sentenceNow", time, t("reportNoFace"));
  const sentences = readings.map((reading) => t("sentenceNow", faceName(reading.faceId), readingPhrase(reading)));
  return [time, ...sentences].join(" ");
}
