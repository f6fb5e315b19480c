/** Bytes of a page of WebAssembly memory. */
const PAGE = 65536;
/** A cache line's bytes: where everything begins. */
export const ALIGNMENT = 64;

/** Rounded up to whole cache lines. */
export function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}

/** Gives parts of a WebAssembly memory away, one after the other, and makes it larger as needed. */
export class Room {
  readonly #memory: WebAssembly.Memory;
  #end: number;

  /** @param start what lies before is left alone. */
  constructor(memory: WebAssembly.Memory, start = ALIGNMENT) {
    this.#memory = memory;
    this.#end = start;
  }

  /** Where the room begins that was not given away, in bytes. */
  get end(): number {
    return this.#end;
  }

  /** Where the part begins. Makes earlier views of the memory's buffer useless. */
  reserve(bytes: number): number {
    const start = this.#end;
    this.#end = aligned(start + bytes);
    const pages = Math.ceil((this.#end - this.#memory.buffer.byteLength) / PAGE);
    if (pages > 0) this.#memory.grow(pages);
    return start;
  }

  /** Where the values are from now on. */
  write(values: Float32Array): number {
    const start = this.reserve(values.byteLength);
    new Float32Array(this.#memory.buffer, start, values.length).set(values);
    return start;
  }
}
