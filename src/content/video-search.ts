/** How often the page's videos are looked through, in ms. Hidden pages' timers are held to once a second anyway. */
const SCAN_INTERVAL_MS = 1000;
/** How often new shadow roots are looked for, which takes a walk over the whole page, in ms. */
const ROOTS_INTERVAL_MS = 3000;
/** The walk pauses after so many elements, about a millisecond's worth, for the page to go on with its own work. */
const ELEMENTS_AT_ONCE = 4000;
/** Events of one moment, as when twelve videos begin at once, make one scan, this many ms later. */
const GATHER_MS = 50;
/** Frames that load in this time, in ms, are told of together: each telling has the script put into all of them. */
const GATHER_FRAMES_MS = 500;

/** What a video does when someone comes, goes or changes. Not composed: each shadow root has to be listened to. */
const VIDEO_EVENTS = ["playing", "loadeddata", "emptied", "ended"];

declare global {
  /** Chromium's own, and not yet in TypeScript's library. */
  var documentPictureInPicture:
    | (EventTarget & {
        readonly window: Window | null;
        requestWindow(size: { width: number; height: number }): Promise<Window>;
      })
    | undefined;
}

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
  const roots = new Map<Document | ShadowRoot, AbortController>();
  let rootsAtMs = Number.NEGATIVE_INFINITY;
  let scannedAtMs = Number.NEGATIVE_INFINITY;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let walking: ReturnType<typeof setTimeout> | undefined;
  let framesSoon: ReturnType<typeof setTimeout> | undefined;

  const listen = (root: Document | ShadowRoot) => {
    const gone = new AbortController();
    roots.set(root, gone);
    const options = { capture: true, passive: true, signal: AbortSignal.any([signal, gone.signal]) };
    for (const event of VIDEO_EVENTS) root.addEventListener(event, scanSoon, options);
    root.addEventListener("load", ({ target }) => target instanceof HTMLIFrameElement && tellFramesSoon(), options);
  };

  const tellFramesSoon = () => {
    framesSoon ??= setTimeout(() => {
      framesSoon = undefined;
      found.frames();
    }, GATHER_FRAMES_MS);
  };

  const updateRoots = () => {
    for (const [root, gone] of roots) {
      if (isOnScreen(root)) continue;
      gone.abort();
      roots.delete(root);
    }
    for (const page of documents()) if (!roots.has(page)) listen(page);
    walkOn(shadowRoots(documents()));
  };

  const walkOn = (walk: Iterator<ShadowRoot | null>) => {
    walking = undefined;
    for (let step = walk.next(); !step.done; step = walk.next()) {
      const root = step.value;
      // Nobody sees a hidden page stutter, and its timers come late.
      if (!root && !document.hidden) {
        walking = setTimeout(walkOn, 0, walk);
        return;
      }
      if (!root || roots.has(root)) continue;
      listen(root);
      scanSoon();
    }
  };

  const scan = () => {
    const nowMs = performance.now();
    clearTimeout(soon);
    soon = undefined;
    scannedAtMs = nowMs;
    const isDue = nowMs - rootsAtMs >= ROOTS_INTERVAL_MS || !documents().every((page) => roots.has(page));
    if (isDue && walking === undefined) {
      rootsAtMs = nowMs;
      updateRoots();
    }
    found.videos([...roots.keys()].flatMap((root) => [...root.querySelectorAll("video")]));
  };

  const scanSoon = () => {
    soon ??= setTimeout(scan, GATHER_MS);
  };

  const timer = setInterval(scan, SCAN_INTERVAL_MS);
  signal.addEventListener(
    "abort",
    () => {
      clearInterval(timer);
      clearTimeout(soon);
      clearTimeout(walking);
      clearTimeout(framesSoon);
      roots.clear();
    },
    { once: true },
  );
  scan();
  return () => {
    if (performance.now() - scannedAtMs >= SCAN_INTERVAL_MS) scan();
  };
}

/** The page, and the small window over all others that it may have moved its tiles to. */
function documents(): Document[] {
  const small = globalThis.documentPictureInPicture?.window?.document;
  return small ? [document, small] : [document];
}

function isOnScreen(root: Document | ShadowRoot): boolean {
  return root.isConnected && (root.ownerDocument ?? root).defaultView !== null;
}

/** The open shadow roots of these trees, those within others too; null where it is time for a pause. */
function* shadowRoots(trees: readonly (Document | ShadowRoot)[]): Generator<ShadowRoot | null> {
  const left = [...trees];
  let elements = 0;
  for (let tree = left.pop(); tree; tree = left.pop()) {
    const walker = document.createTreeWalker(tree, NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode()) {
      const { shadowRoot } = walker.currentNode as Element;
      if (shadowRoot) {
        left.push(shadowRoot);
        yield shadowRoot;
      }
      if (++elements % ELEMENTS_AT_ONCE === 0) yield null;
    }
  }
}
