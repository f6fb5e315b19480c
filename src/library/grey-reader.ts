import { type GreyImage, keepHalf } from "../engine/grey-image.ts";
import { isFullRange, LUMA_FORMATS } from "../engine/video-frame.ts";
import { Room } from "../engine/wasm-memory.ts";

/** What `engine/kernels/picture.ts` is compiled to; what the numbers are is told there. */
interface Kernels {
  readonly memory: WebAssembly.Memory;
  readonly grey: (colours: number, luma: number, count: number, blueFirst: boolean, opaque: boolean) => void;
  readonly stretch: (luma: number, count: number) => void;
  readonly halve: (pixels: number, width: number, height: number) => void;
}

/** Pixels that vectors may reach beyond a picture. */
const BEYOND = 16;
/** Sides of pictures that are not halved any more, in pixels. */
const SMALLEST = 16;

/** Four bytes a pixel: the colours, then the alpha, or nothing that counts. */
const COLOUR_FORMATS: readonly (VideoPixelFormat | null)[] = ["RGBA", "RGBX", "BGRA", "BGRX"];

/** Turns pictures of the browser into grey ones. */
export class GreyReader {
  readonly #kernels: Kernels;
  #context: OffscreenCanvasRenderingContext2D | null = null;
  /** One picture at a time is in the memory. */
  #last: Promise<unknown> = Promise.resolve();

  static async create(kernels: WebAssembly.Module): Promise<GreyReader> {
    const { exports } = await WebAssembly.instantiate(kernels);
    return new GreyReader(exports as unknown as Kernels);
  }

  private constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  /**
   * The picture in grey; what is transparent is black. Closes the picture.
   * @param longestSide of the result: a larger picture is halved until it is no larger.
   */
  read(picture: VideoFrame | ImageBitmap, longestSide: number): Promise<GreyImage> {
    const reading = this.#last.then(() => this.#read(picture, longestSide)).finally(() => picture.close());
    this.#last = reading.catch(() => {}); // Told to who asked for it.
    return reading;
  }

  async #read(picture: VideoFrame | ImageBitmap, longestSide: number): Promise<GreyImage> {
    const { memory, halve } = this.#kernels;
    let { luma, width, height } = await this.#grey(picture);
    const canHalve = () => Math.min(width, height) >= 2 * SMALLEST;
    const toHalf = () => {
      halve(luma, width, height);
      [width, height] = [width >> 1, height >> 1];
    };
    const image = () => ({ width, height, pixels: new Uint8Array(memory.buffer, luma, width * height).slice() });
    while (Math.max(width, height) > longestSide && canHalve()) toHalf();
    const whole = image();
    // The engine wants them, and has no vectors to make them with.
    for (let last = whole; canHalve(); ) {
      toHalf();
      const half = image();
      keepHalf(last, half);
      last = half;
    }
    return whole;
  }

  /** Where in the memory the picture lies in grey. */
  async #grey(picture: VideoFrame | ImageBitmap): Promise<{ luma: number; width: number; height: number }> {
    const { memory, grey, stretch } = this.#kernels;
    const [width, height] =
      "visibleRect" in picture ? [picture.displayWidth, picture.displayHeight] : [picture.width, picture.height];
    const count = width * height;
    const room = new Room(memory);
    const pixels = room.reserve(4 * (count + BEYOND));
    const luma = room.reserve(count + BEYOND);
    const bytes = new Uint8Array(memory.buffer, pixels, 4 * count);
    const format = (await copyFrame(picture, bytes)) ?? this.#draw(picture, bytes, width, height);
    if (COLOUR_FORMATS.includes(format)) {
      grey(pixels, luma, count, format.startsWith("B"), format.endsWith("X"));
      return { luma, width, height };
    }
    // The luma is the first of the planes.
    if ("visibleRect" in picture && !isFullRange(picture)) stretch(pixels, count);
    return { luma: pixels, width, height };
  }

  /** By way of a canvas: several times as slow. */
  #draw(picture: VideoFrame | ImageBitmap, to: Uint8Array, width: number, height: number): VideoPixelFormat {
    this.#context ??= new OffscreenCanvas(width, height).getContext("2d", { alpha: false, willReadFrequently: true });
    const context = this.#context;
    if (!context) throw new Error("No canvas to be had.");
    if (context.canvas.width !== width) context.canvas.width = width;
    if (context.canvas.height !== height) context.canvas.height = height;
    context.fillRect(0, 0, width, height);
    context.drawImage(picture, 0, 0);
    to.set(context.getImageData(0, 0, width, height).data);
    return "RGBA";
  }
}

/**
 * Copies the picture's pixels as they are, if the kernels know their format, else in colours; which format it is. Null where the
 * browser can't.
 */
async function copyFrame(
  picture: VideoFrame | ImageBitmap,
  to: Uint8Array<ArrayBuffer>,
): Promise<VideoPixelFormat | null> {
  // A bitmap of a picture that lay on its side would do so again as a frame (seen in Chromium 156).
  if (!("visibleRect" in picture)) return null;
  const { format, displayWidth } = picture;
  try {
    if (picture.allocationSize({ format: "RGBA" }) !== to.length) return null;
    if (COLOUR_FORMATS.includes(format) || LUMA_FORMATS.includes(format)) {
      const [plane] = await picture.copyTo(to.subarray(0, picture.allocationSize()));
      const row = LUMA_FORMATS.includes(format) ? displayWidth : 4 * displayWidth;
      if (plane?.offset === 0 && plane.stride === row) return format;
    }
    await picture.copyTo(to, { format: "RGBA" });
    return "RGBA";
  } catch {
    return null;
  }
}
