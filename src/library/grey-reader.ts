import type { GreyImage } from "../engine/grey-image.ts";
import { Room } from "../engine/wasm-memory.ts";

/** What `engine/kernels/picture.ts` is compiled to; what the numbers are is told there. */
interface Kernels {
  readonly memory: WebAssembly.Memory;
  readonly grey: (colours: number, luma: number, count: number) => void;
  readonly halve: (pixels: number, width: number, height: number) => void;
}

/** Pixels that vectors may reach beyond a picture. */
const BEYOND = 16;
/** Sides of pictures that are not halved any more, in pixels. */
const SMALLEST = 16;

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
    const { memory, grey, halve } = this.#kernels;
    let [width, height] =
      "visibleRect" in picture ? [picture.displayWidth, picture.displayHeight] : [picture.width, picture.height];
    const count = width * height;
    const room = new Room(memory);
    const colours = room.reserve(4 * (count + BEYOND));
    const luma = room.reserve(count + BEYOND);
    const bytes = new Uint8Array(memory.buffer, colours, 4 * count);
    if (!(await copyFrame(picture, bytes))) bytes.set(this.#draw(picture, width, height));
    grey(colours, luma, count);
    while (Math.max(width, height) > longestSide && Math.min(width, height) >= 2 * SMALLEST) {
      halve(luma, width, height);
      [width, height] = [width >> 1, height >> 1];
    }
    return { width, height, pixels: new Uint8Array(memory.buffer, luma, width * height).slice() };
  }

  /** By way of a canvas: several times as slow. */
  #draw(picture: VideoFrame | ImageBitmap, width: number, height: number): Uint8ClampedArray {
    this.#context ??= new OffscreenCanvas(width, height).getContext("2d", { alpha: false, willReadFrequently: true });
    const context = this.#context;
    if (!context) throw new Error("No canvas to be had.");
    if (context.canvas.width !== width) context.canvas.width = width;
    if (context.canvas.height !== height) context.canvas.height = height;
    context.fillRect(0, 0, width, height);
    context.drawImage(picture, 0, 0);
    return context.getImageData(0, 0, width, height).data;
  }
}

/** Copies the picture's colours, red, green, blue and alpha; false where the browser can't. */
async function copyFrame(picture: VideoFrame | ImageBitmap, to: Uint8Array<ArrayBuffer>): Promise<boolean> {
  // A bitmap of a picture that lay on its side would do so again as a frame (seen in Chromium 156).
  if (!("visibleRect" in picture)) return false;
  try {
    if (picture.allocationSize({ format: "RGBA" }) !== to.length) return false;
    await picture.copyTo(to, { format: "RGBA" });
    return true;
  } catch {
    return false;
  }
}
