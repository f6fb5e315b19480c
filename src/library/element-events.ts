import type { EngineError } from "../engine/errors.ts";
import type { Reading } from "../engine/reading.ts";
import type { CountenanceLive } from "./element.ts";

/** What the `reading` event of a `<countenance-live>` carries as its `detail`. */
export interface ReadingDetail {
  readonly video: HTMLVideoElement;
  /** The moment of the video that was read, in milliseconds: its `currentTime`. */
  readonly timeMs: number;
  /** The largest face first; boxes are in the video's own pixels. */
  readonly readings: readonly Reading[];
}

/** The element's events, its own and those of all elements, by their names. */
export interface CountenanceLiveEventMap extends HTMLElementEventMap {
  readonly ready: CustomEvent<null>;
  readonly reading: CustomEvent<ReadingDetail>;
  readonly failure: CustomEvent<EngineError>;
}

/** `addEventListener` or `removeEventListener` that knows them. */
export interface Listening<Options> {
  <Type extends keyof CountenanceLiveEventMap>(
    type: Type,
    listener: (this: CountenanceLive, event: CountenanceLiveEventMap[Type]) => unknown,
    options?: boolean | Options,
  ): void;
  (type: string, listener: EventListenerOrEventListenerObject, options?: boolean | Options): void;
}
