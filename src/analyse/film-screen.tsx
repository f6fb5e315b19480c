import type { RefObject } from "preact";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
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
  /** It plays, or no longer does: the keyboard's media keys play and pause films, too. */
  readonly onPlaying: (isPlaying: boolean) => void;
}

/** A film's pictures: as the browser plays them or, for animations and films it plays not, drawn one by one. */
export function FilmScreen(props: FilmScreenProps) {
  const [isDrawn, setIsDrawn] = useState(false);
  const { sought } = props;
  const shown = useRef({ sought, timeMs: sought.timeMs });
  if (shown.current.sought !== sought) shown.current = { sought, timeMs: sought.timeMs };
  const onTime = (timeMs: number) => {
    shown.current.timeMs = timeMs;
    props.onTime(timeMs);
  };
  if (isDrawn) return <Drawn {...props} onTime={onTime} fromMs={shown.current.timeMs} />;
  return <Played {...props} onTime={onTime} onTrouble={() => setIsDrawn(true)} />;
}

function Played(props: FilmScreenProps & { readonly onTrouble: () => void }) {
  const { name, file, offsetMs, sought, isPlaying, onTrouble } = props;
  const url = useObjectUrl(file);
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const tell = useCallback(() => {
    if (video.current) latest.current.onTime(video.current.currentTime * 1000 - latest.current.offsetMs);
  }, []);
  // As it is now: what an event tells may be of a moment ago. One that is taken away is paused, and tells nothing of the film.
  const follow = () => video.current && latest.current.onPlaying(!video.current.paused);
  useEffect(() => {
    if (video.current && url) video.current.currentTime = (offsetMs + sought.timeMs) / 1000;
  }, [sought, offsetMs, url]);
  useEffect(() => {
    const element = video.current;
    if (!element || !isPlaying) return;
    // Stopped again before it began is no trouble.
    element.play().catch(() => undefined);
    const tick = () => {
      tell();
      frame = requestAnimationFrame(tick);
    };
    let frame = requestAnimationFrame(tick);
    return () => {
      cancelAnimationFrame(frame);
      element.pause();
    };
  }, [isPlaying, tell]);
  return (
    <video
      ref={video}
      class="stage-picture"
      aria-label={t("analysePicture", name)}
      {...(url && { src: url })}
      playsInline
      preload="auto"
      onPlay={follow}
      onPause={follow}
      // In a tab that is not in view no frame is drawn that would tell.
      onTimeUpdate={() => isPlaying && tell()}
      onEnded={() => {
        tell();
        follow();
      }}
      onError={() => url && onTrouble()}
    />
  );
}

/** @param props `fromMs`: where it begins, if the user went nowhere since. */
function Drawn(props: FilmScreenProps & { readonly fromMs: number }) {
  const { name, file, durationMs, sought, isPlaying } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [media, setMedia] = useState<MediaFile | null>(null);
  const at = useRef({ sought, timeMs: props.fromMs });
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
    if (sought !== at.current.sought) at.current = { sought, timeMs: sought.timeMs };
    if (media) void draw(media, at.current.timeMs);
  }, [media, sought, draw]);

  useEffect(() => {
    if (!media || !isPlaying) return;
    const life = new AbortController();
    const play = async () => {
      for (let lastMs = performance.now(); !life.signal.aborted; ) {
        const nowMs = await nextFrame();
        at.current.timeMs = Math.min(at.current.timeMs + nowMs - lastMs, durationMs);
        lastMs = nowMs;
        if (life.signal.aborted) return;
        await draw(media, at.current.timeMs);
        // The user may have gone elsewhere while it was drawn.
        const { timeMs } = at.current;
        latest.current.onTime(timeMs);
        if (timeMs >= durationMs && !life.signal.aborted) return latest.current.onPlaying(false);
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
