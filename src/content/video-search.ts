/** How often the page's videos are looked through, in ms. Hidden pages' timers are held to once a second anyway. */
const SCAN_INTERVAL_MS = 1000;
/** How often new shadow roots are looked for, which takes a walk over the whole page, in ms. */
const ROOTS_INTERVAL_MS = 3000;
/** Events of one moment, as when twelve videos begin at once, make one scan, this many ms later. */
const GATHER_MS = 50;

/** What a video does when someone comes, goes or changes. Not composed: each shadow root has to be listened to. */
const VIDEO_EVENTS = ["playing", "loadeddata", "emptied", "ended"];

interface Found {
  /** The page's videos, shadow trees' included: once a second and soon after one of them begins or stops to play. */
  readonly videos: (videos: HTMLVideoElement[]) => void;
  /** A frame within the page has loaded: a new one, or another document in an old one. */
  readonly frame: () => void;
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

  const listen = (root: Document | ShadowRoot) => {
    const gone = new AbortController();
    roots.set(root, gone);
    const options = { capture: true, passive: true, signal: AbortSignal.any([signal, gone.signal]) };
    for (const event of VIDEO_EVENTS) root.addEventListener(event, scanSoon, options);
    root.addEventListener("load", ({ target }) => target instanceof HTMLIFrameElement && found.frame(), options);
  };

  const updateRoots = () => {
    for (const [root, gone] of roots) {
      if (root.isConnected) continue;
      gone.abort();
      roots.delete(root);
    }
    for (const root of shadowRoots(document)) if (!roots.has(root)) listen(root);
  };

  const scan = () => {
    const nowMs = performance.now();
    clearTimeout(soon);
    soon = undefined;
    scannedAtMs = nowMs;
    if (nowMs - rootsAtMs >= ROOTS_INTERVAL_MS) {
      rootsAtMs = nowMs;
      updateRoots();
    }
    found.videos([...roots.keys()].flatMap((root) => [...root.querySelectorAll("video")]));
  };

  const scanSoon = () => {
    soon ??= setTimeout(scan, GATHER_MS);
  };

  listen(document);
  const timer = setInterval(scan, SCAN_INTERVAL_MS);
  signal.addEventListener(
    "abort",
    () => {
      clearInterval(timer);
      clearTimeout(soon);
      roots.clear();
    },
    { once: true },
  );
  scan();
  return () => {
    if (performance.now() - scannedAtMs >= SCAN_INTERVAL_MS) scan();
  };
}

/** The open shadow roots below a node, those within others too. */
function* shadowRoots(within: Document | ShadowRoot): Generator<ShadowRoot> {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const { shadowRoot } = walker.currentNode as Element;
    if (!shadowRoot) continue;
    yield shadowRoot;
    yield* shadowRoots(shadowRoot);
  }
}
