import { PageTrees } from "./page-trees.ts";

/** How often the page's videos are looked through, in ms. Hidden pages' timers are held to once a second anyway. */
const SCAN_INTERVAL_MS = 1000;
/** How often new trees are looked for, in ms. */
const TREES_INTERVAL_MS = 3000;
/** Events of one moment, as when twelve videos begin at once, make one scan, this many ms later. */
const GATHER_MS = 50;
/** Frames that load in this time, in ms, are told of together: each telling has the script put into all of them. */
const GATHER_FRAMES_MS = 500;

/** What a video does when someone comes, goes or changes. */
const VIDEO_EVENTS = ["playing", "loadeddata", "emptied", "ended"];

interface Found {
  /** The page's videos, shadow trees' included: once a second and soon after one of them begins or stops to play. */
  readonly videos: (videos: HTMLVideoElement[]) => void;
  /** Frames within the page have loaded: new ones, or other documents in old ones. */
  readonly frames: () => void;
}

/**
 * Watches a page for videos and for frames, which may hold more of them. Following events and not mutations costs a busy
 * page nothing: a video that has just come has nothing to show until it plays, and that is an event.
 *
 * Returns a function that looks at once, unless it was done a moment ago: in hidden pages timers may fire but once a
 * minute, messages always come.
 */
export function watchVideos(found: Found, signal: AbortSignal): () => void {
  let treesAtMs = Number.NEGATIVE_INFINITY;
  let scannedAtMs = Number.NEGATIVE_INFINITY;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let framesSoon: ReturnType<typeof setTimeout> | undefined;

  const tellFramesSoon = () => {
    framesSoon ??= setTimeout(() => {
      framesSoon = undefined;
      found.frames();
    }, GATHER_FRAMES_MS);
  };

  const scan = () => {
    const nowMs = performance.now();
    clearTimeout(soon);
    soon = undefined;
    scannedAtMs = nowMs;
    if (nowMs - treesAtMs >= TREES_INTERVAL_MS || trees.hasNewDocument) {
      treesAtMs = nowMs;
      trees.look();
    }
    found.videos(trees.known.flatMap((tree) => [...tree.querySelectorAll("video")]));
  };

  const scanSoon = () => {
    soon ??= setTimeout(scan, GATHER_MS);
  };

  const trees = new PageTrees((tree, gone) => {
    const options = { capture: true, passive: true, signal: gone };
    for (const event of VIDEO_EVENTS) tree.addEventListener(event, scanSoon, options);
    tree.addEventListener("load", ({ target }) => target instanceof HTMLIFrameElement && tellFramesSoon(), options);
    // Those in it may have loaded before anybody listened.
    if (tree.querySelector("iframe")) tellFramesSoon();
    scanSoon();
  }, signal);

  const timer = setInterval(scan, SCAN_INTERVAL_MS);
  signal.addEventListener(
    "abort",
    () => {
      clearInterval(timer);
      clearTimeout(soon);
      clearTimeout(framesSoon);
    },
    { once: true },
  );
  scan();
  return () => {
    if (performance.now() - scannedAtMs >= SCAN_INTERVAL_MS) scan();
  };
}
