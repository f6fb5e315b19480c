import { useMemo, useRef, useState } from "preact/hooks";
import { clock } from "../ui/dates.ts";
import { useKeptFocus } from "../ui/use-kept-focus.ts";
import { t, wholeNumber } from "../ui/words.ts";
import { FaceLayer } from "./face-layer.tsx";
import { FaceShares } from "./face-shares.tsx";
import type { OpenedEntry } from "./file-queue.ts";
import { FilmLanes } from "./film-lanes.tsx";
import { FilmScreen } from "./film-screen.tsx";
import { faceTracks, MOST_LANES, shownAt } from "./film-tracks.ts";
import { Stage } from "./stage.tsx";

interface FilmViewProps {
  readonly entry: OpenedEntry;
  /** Of the film's look at present. */
  readonly onLook: (timeMs: number) => void;
}

/** A film that plays with the boxes of its faces, a lane for each under it, and what the chosen one shows. */
export function FilmView({ entry, onLook }: FilmViewProps) {
  const { name, media, everyMs, frames, looks, faces, file } = entry;
  const { width, height, durationMs, offsetMs } = media;
  const [timeMs, setTimeMs] = useState(0);
  const [sought, setSought] = useState({ timeMs: 0 });
  const [isPlaying, setIsPlaying] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  // The list grows in place: `looks` tells that it has.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const tracks = useMemo(() => faceTracks(frames, { durationMs, everyMs }, MOST_LANES), [frames, looks, durationMs]);
  const readings = shownAt(frames, timeMs, { durationMs, everyMs })?.readings ?? [];
  // Largest first; but of two that are alike, now one is larger, now the other. Who was shown stays until they have gone.
  const shown = useRef<number | null>(null);
  const stays = readings.length === 0 || readings.some(({ faceId }) => faceId === shown.current);
  shown.current = (stays ? shown.current : readings[0]?.faceId) ?? tracks[0]?.faceId ?? null;
  const selected = chosen ?? shown.current;
  // A face's box goes with the face, while the film plays.
  const player = useKeptFocus<HTMLButtonElement>();

  /** Returns the moment of the film that it is: sound may go on after the last picture. */
  function show(nextMs: number): number {
    const within = Math.max(0, Math.min(durationMs, nextMs));
    setTimeMs(within);
    onLook(within);
    return within;
  }

  function seek(nextMs: number): void {
    setSought({ timeMs: show(nextMs) });
  }

  function playOrPause(): void {
    if (!isPlaying && timeMs >= durationMs - 1) seek(0);
    setIsPlaying(!isPlaying);
  }

  return (
    <>
      <div class="film">
        <Stage width={width} height={height}>
          <FilmScreen
            name={name}
            file={file}
            durationMs={durationMs}
            offsetMs={offsetMs}
            sought={sought}
            isPlaying={isPlaying}
            onTime={show}
            onPlaying={setIsPlaying}
          />
          <FaceLayer readings={readings} width={width} height={height} selected={selected} onSelect={setChosen} />
        </Stage>
        <div class="film-bar">
          <button ref={player} type="button" class="tool tool-strong" onClick={playOrPause}>
            {isPlaying ? t("analysePauseFilm") : t("analysePlayFilm")}
          </button>
          <span class="film-time">{t("analyseTimeOf", clock(timeMs / 1000), clock(durationMs / 1000))}</span>
        </div>
        <FilmLanes
          tracks={tracks}
          readings={readings}
          durationMs={durationMs}
          everyMs={everyMs}
          timeMs={timeMs}
          isPlaying={isPlaying}
          selected={selected}
          onSelect={setChosen}
          onSeek={seek}
          onPlay={playOrPause}
        />
        {faces > tracks.length && (
          <p class="small-print">{t("analyseMostLanes", wholeNumber(tracks.length), wholeNumber(faces))}</p>
        )}
      </div>
      {selected !== null && (
        <FaceShares faceId={selected} reading={readings.find(({ faceId }) => faceId === selected) ?? null} />
      )}
    </>
  );
}
