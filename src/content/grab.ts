import { type GreyImage, toGrey } from "../engine/grey-image.ts";
import { isFullRange, isTurned, LUMA_FORMATS } from "../engine/video-frame.ts";
import type { NoFrameReason } from "../messages/messages.ts";
import { scaleLuma } from "./luma-scaling.ts";

/** Of the pictures that leave the page, in pixels: enough for a face, too little to read a page held before it. */
const MAX_WIDTH = 320;
const MAX_HEIGHT = 640;
/** A picture whose shades differ by no more than this shows nothing: what senders put in place of a camera. */
const BLANK_RANGE = 8;
/** Every how manyth pixel is looked at for that. */
const BLANK_STEP = 17;

export type Grab =
  /** `costMs`: of the page's main thread. */
  { readonly image: GreyImage; readonly costMs: number } | { readonly reason: NoFrameReason };

/** Takes small grey pictures of videos. */
export class Grabber {
  #canvas: OffscreenCanvasRenderingContext2D | null = null;
  /** Kept from one grab to the next, without the picture; null while a grab uses it. */
  #buffer: Uint8Array<ArrayBuffer> | null = null;

  /** Never throws. */
  async grab(video: HTMLVideoElement): Promise<Grab> {
    const { videoWidth, videoHeight } = video;
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || videoWidth === 0 || videoHeight === 0) {
      return { reason: "not-ready" };
    }
    const scale = Math.min(1, MAX_WIDTH / videoWidth, MAX_HEIGHT / videoHeight);
    const width = Math.max(1, Math.round(videoWidth * scale));
    const height = Math.max(1, Math.round(videoHeight * scale));
    try {
      // Why it could not be copied, drawing it will tell, if it can't be had at all.
      const copied = await this.#copyLuma(video, width, height).catch(() => null);
      const grab = copied ?? this.#draw(video, width, height);
      return isBlank(grab.image) ? { reason: "still" } : grab;
    } catch (error) {
      // A canvas that has seen a picture of another origin can't be read ever after.
      this.#canvas = null;
      return { reason: error instanceof DOMException && error.name === "SecurityError" ? "unreadable" : "not-ready" };
    }
  }

  close(): void {
    this.#canvas = null;
    this.#buffer = null;
  }

  /**
   * Reads the luma as it was decoded, which spares turning the picture into colours and back: a fifth of the time that
   * drawing it takes. Null where that can't be done: on insecure pages, for other formats, for turned pictures.
   */
  async #copyLuma(
    video: HTMLVideoElement,
    width: number,
    height: number,
  ): Promise<(Grab & { image: GreyImage }) | null> {
    if (typeof VideoFrame === "undefined") return null;
    const startMs = performance.now();
    const frame = new VideoFrame(video);
    try {
      const { visibleRect } = frame;
      if (!visibleRect || !LUMA_FORMATS.includes(frame.format) || isTurned(frame)) return null;
      if (visibleRect.width < width || visibleRect.height < height) return null;
      const size = frame.allocationSize();
      const bytes = this.#buffer && this.#buffer.length >= size ? this.#buffer : new Uint8Array(size);
      this.#buffer = null;
      const copying = frame.copyTo(bytes);
      const startedMs = performance.now();
      const [luma] = await copying;
      const copiedMs = performance.now();
      if (!luma) return null;
      const image = scaleLuma(
        {
          bytes,
          offset: luma.offset,
          stride: luma.stride,
          width: visibleRect.width,
          height: visibleRect.height,
          fullRange: isFullRange(frame),
        },
        width,
        height,
      );
      bytes.fill(0);
      this.#buffer = bytes;
      return { image, costMs: startedMs - startMs + performance.now() - copiedMs };
    } finally {
      frame.close();
    }
  }

  #draw(video: HTMLVideoElement, width: number, height: number): Grab & { image: GreyImage } {
    const startMs = performance.now();
    const context = this.#context(width, height);
    context.drawImage(video, 0, 0, width, height);
    const image = toGrey(context.getImageData(0, 0, width, height).data, width, height);
    // It is not kept. Nor is it another's: a video that has lost its picture draws nothing.
    context.clearRect(0, 0, width, height);
    return { image, costMs: performance.now() - startMs };
  }

  #context(width: number, height: number): OffscreenCanvasRenderingContext2D {
    const canvas = this.#canvas?.canvas ?? new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
    if (!context) throw new Error("No canvas to be had.");
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    this.#canvas = context;
    return context;
  }
}

function isBlank({ pixels }: GreyImage): boolean {
  let min = 255;
  let max = 0;
  for (let i = 0; i < pixels.length; i += BLANK_STEP) {
    const shade = pixels[i] ?? 0;
    if (shade < min) min = shade;
    if (shade > max) max = shade;
  }
  return max - min <= BLANK_RANGE;
}
