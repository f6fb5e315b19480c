/** The walk pauses after so many elements, about a millisecond's worth, for the page to go on with its own work. */
const ELEMENTS_AT_ONCE = 4000;

declare global {
  /** Chromium's own, and not yet in TypeScript's library. */
  var documentPictureInPicture:
    | (EventTarget & {
        readonly window: Window | null;
        requestWindow(size: { width: number; height: number }): Promise<Window>;
      })
    | undefined;
}

type Tree = Document | ShadowRoot;

/**
 * The trees of a page that may hold videos: the document, that of the small window over all others, and their open shadow
 * trees. What videos do is not heard outside of theirs, and of a new one nobody tells: it has to be looked for.
 */
export class PageTrees {
  readonly #onFound: (tree: Tree, gone: AbortSignal) => void;
  readonly #signal: AbortSignal;
  readonly #known = new Map<Tree, AbortController>();
  #walking: ReturnType<typeof setTimeout> | undefined;

  /** `onFound` is told of each tree; `gone` aborts when the page has let go of it, and with `signal`. */
  constructor(onFound: (tree: Tree, gone: AbortSignal) => void, signal: AbortSignal) {
    this.#onFound = onFound;
    this.#signal = signal;
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(this.#walking);
        this.#known.clear();
      },
      { once: true },
    );
  }

  /** Those that were found and are there still. */
  get known(): readonly Tree[] {
    return [...this.#known.keys()];
  }

  /** Whether there is a document that was not there at the last look. */
  get hasNewDocument(): boolean {
    return !documents().every((page) => this.#known.has(page));
  }

  /** Looks for new ones, which takes a walk over the whole page; nothing while the last one goes on. */
  look(): void {
    if (this.#walking !== undefined) return;
    for (const [tree, gone] of this.#known) {
      if (isOnScreen(tree)) continue;
      gone.abort();
      this.#known.delete(tree);
    }
    for (const page of documents()) this.#add(page);
    this.#walkOn(shadowRoots(documents()));
  }

  #walkOn(walk: Iterator<ShadowRoot | null>): void {
    this.#walking = undefined;
    for (let step = walk.next(); !step.done; step = walk.next()) {
      // Nobody sees a hidden page stutter, and its timers come late.
      if (!step.value && !document.hidden) {
        this.#walking = setTimeout(() => this.#walkOn(walk), 0);
        return;
      }
      if (step.value) this.#add(step.value);
    }
  }

  #add(tree: Tree): void {
    if (this.#known.has(tree)) return;
    const gone = new AbortController();
    this.#known.set(tree, gone);
    this.#onFound(tree, AbortSignal.any([this.#signal, gone.signal]));
  }
}

/** The page, and the small window over all others that it may have moved its tiles to. */
function documents(): Document[] {
  const small = globalThis.documentPictureInPicture?.window?.document;
  return small ? [document, small] : [document];
}

function isOnScreen(tree: Tree): boolean {
  return tree.isConnected && (tree.ownerDocument ?? tree).defaultView !== null;
}

/** The open shadow roots of these trees, those within others too; null where it is time for a pause. */
function* shadowRoots(trees: readonly Tree[]): Generator<ShadowRoot | null> {
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
