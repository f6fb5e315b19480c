import type { RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type MediaFile, openMediaFile } from "../files/media-file.ts";
import { t } from "../ui/words.ts";
import { useObjectUrl } from "./use-object-url.ts";

interface FilmScreenProps {
  readonly name: string;
  readonly file: Blob;
  readonly durationMs: number;
  /** What the video element's clock shows at the film's time 0. */
  readonly offsetMs: number;
  /** Where the user went last; another object with each time. */
  readonly sought: { readonly timeMs: number };
  readonly isPlaying: boolean;
  readonly onTime: (timeMs: number) => void;
  readonly onEnd: () => void;
}

/** A film's pictures: as the browser plays them or, for animations and films it plays not, drawn one by one. */
export function FilmScreen(props: FilmScreenProps) {
  const [isDrawn, setIsDrawn] = useState(false);
  return isDrawn ? <Drawn {...props} /> : <Played {...props} onTrouble={() => setIsDrawn(true)} />;
}

function Played(props: FilmScreenProps & { readonly onTrouble: () => void }) {
  const { name, file, offsetMs, sought, isPlaying, onEnd, onTrouble } = props;
  const url = useObjectUrl(file);
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (video.current && url) video.current.currentTime = (offsetMs + sought.timeMs) / 1000;
  }, [sought, offsetMs, url]);
  useEffect(() => {
    const element = video.current;
    if (!element || !isPlaying) return;
    // Stopped again before it began is no trouble.
    element.play().catch(() => undefined);
    const tick = () => {
      latest.current.onTime(element.currentTime * 1000 - offsetMs);
      frame = requestAnimationFrame(tick);
    };
    let frame = requestAnimationFrame(tick);
    return () => {
      cancelAnimationFrame(frame);
      element.pause();
    };
  }, [isPlaying, offsetMs]);
  return (
    <video
      ref={video}
      class="stage-picture"
      aria-label={t("analysePicture", name)}
      {...(url && { src: url })}
      playsInline
      preload="auto"
      onEnded={onEnd}
      onError={() => url && onTrouble()}
    />
  );
}

function Drawn(props: FilmScreenProps) {
  const { name, file, durationMs, sought, isPlaying } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [media, setMedia] = useState<MediaFile | null>(null);
  const at = useRef(sought.timeMs);
  const draw = useMemo(() => drawingOn(canvas), []);

  useEffect(() => {
    const life = new AbortController();
    const { signal } = life;
    openMediaFile(file, "", signal).then(
      (opened) => {
        if (signal.aborted) return opened.close();
        signal.addEventListener("abort", () => opened.close(), { once: true });
        setMedia(opened);
      },
      // Its trouble is told where it was read.
      () => undefined,
    );
    return () => life.abort();
  }, [file]);

  useEffect(() => {
    at.current = sought.timeMs;
    if (media) void draw(media, sought.timeMs);
  }, [media, sought, draw]);

  useEffect(() => {
    if (!media || !isPlaying) return;
    const life = new AbortController();
    const play = async () => {
      for (let lastMs = performance.now(); !life.signal.aborted; ) {
        const nowMs = await nextFrame();
        at.current += nowMs - lastMs;
        lastMs = nowMs;
        if (life.signal.aborted) return;
        at.current = Math.min(at.current, durationMs);
        await draw(media, at.current);
        latest.current.onTime(at.current);
        if (at.current >= durationMs) return latest.current.onEnd();
      }
    };
    void play();
    return () => life.abort();
  }, [media, isPlaying, durationMs, draw]);

  const { width = 1, height = 1 } = media ?? {};
  return (
    <canvas
      ref={canvas}
      class="stage-picture"
      role="img"
      aria-label={t("analysePicture", name)}
      width={width}
      height={height}
    />
  );
}

/** Draws a film's picture of a moment, unless another was asked for before it came. */
function drawingOn(canvas: RefObject<HTMLCanvasElement | null>): (media: MediaFile, timeMs: number) => Promise<void> {
  let latest = 0;
  return async (media, timeMs) => {
    const own = ++latest;
    const frame = await media.frameAt(timeMs).catch(() => null);
    const onto = canvas.current;
    if (frame && onto && own === latest) onto.getContext("2d")?.drawImage(frame.image, 0, 0, onto.width, onto.height);
    frame?.image.close();
  };
}

function nextFrame(): Promise<number> {
  return new Promise(requestAnimationFrame);
}
