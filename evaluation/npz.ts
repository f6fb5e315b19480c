import { type FileEntry, Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { Failure } from "../scripts/failure.mjs";
import { readInput } from "./input-file.ts";

/** Arrays as NumPy stores them: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */

/** What an array must be. A length of null may be any, the same for all that have null in the first place. */
export interface Wanted {
  readonly type: "uint8" | "integer" | "float" | "text";
  readonly shape: readonly (number | null)[];
}

export interface NumpyArray {
  readonly shape: readonly number[];
  /** All elements, the last axis fastest; texts as strings. */
  readonly values: ArrayLike<number> | readonly string[];
}

interface Header {
  readonly dtype: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the elements begin, in bytes. */
  readonly start: number;
}

type Decoder = (bytes: Uint8Array<ArrayBuffer>, dtype: string) => NumpyArray["values"];

/** The types of elements that are understood, by what they are good for. All of little-endian machines, as ours are. */
const DECODERS: Record<Wanted["type"], Readonly<Record<string, Decoder>>> = {
  uint8: { "|u1": (bytes) => bytes },
  integer: {
    "|u1": (bytes) => bytes,
    "|i1": ({ buffer }) => new Int8Array(buffer),
    "<i4": ({ buffer }) => new Int32Array(buffer),
    "<i8": ({ buffer }) => Array.from(new BigInt64Array(buffer), Number),
  },
  float: {
    "<f4": ({ buffer }) => new Float32Array(buffer),
    "<f8": ({ buffer }) => new Float64Array(buffer),
  },
  text: { "<U": decodeText },
};

/**
 * The named arrays of an .npz file. Throws a {@link Failure} unless each is there and as wanted.
 */
export async function readNpz<Name extends string>(
  path: string,
  wanted: Readonly<Record<Name, Wanted>>,
): Promise<Record<Name, NumpyArray>> {
  const names = Object.keys(wanted) as Name[];
  const zip = new ZipReader(new Uint8ArrayReader(await readInput(path)));
  const entries = await whole(path, zip.getEntries());
  const read = async (name: Name): Promise<NumpyArray> => {
    const entry = entries.find(({ filename }) => filename === `${name}.npy`);
    if (!entry || entry.directory) {
      const others = entries.map(({ filename }) => `“${filename.replace(/\.npy$/, "")}”`).join(", ");
      throw new Failure(`${path} has no array “${name}”${others === "" ? ": it is empty" : `, only ${others}`}.`);
    }
    return decode(await whole(path, unpacked(entry)), wanted[name], `The array “${name}” of ${path}`);
  };
  const named = await Promise.all(names.map(async (name) => [name, await read(name)] as const));
  const arrays = Object.fromEntries(named) as Record<Name, NumpyArray>;
  const [first, ...others] = names;
  for (const name of others) {
    const [one, other] = [arrays[first as Name].shape[0], arrays[name].shape[0]];
    if (one !== other) {
      throw new Failure(`In ${path} “${first}” has ${one} rows and “${name}” ${other}: they must agree.`);
    }
  }
  return arrays;
}

/** Its checksum is looked at: figures are only worth what their pictures are. */
function unpacked(entry: FileEntry): Promise<Uint8Array<ArrayBuffer>> {
  return entry.getData(new Uint8ArrayWriter(), { checkSignature: true, useWebWorkers: false });
}

async function whole<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch {
    throw new Failure(`${path} is not an .npz file as numpy.savez writes it, or it is damaged.`);
  }
}

/** @param what begins the sentence of a {@link Failure}. */
function decode(npy: Uint8Array, wanted: Wanted, what: string): NumpyArray {
  const header = parseHeader(npy);
  if (!header) throw new Failure(`${what} is damaged, or of a kind of array that cannot be read here.`);
  const { dtype, shape, start, fortranOrder } = header;
  const textWidth = dtype.startsWith("<U") ? Number(dtype.slice(2)) : 0;
  const decoder = DECODERS[wanted.type][textWidth > 0 ? "<U" : dtype];
  const fits = shape.length === wanted.shape.length && wanted.shape.every((n, i) => n === null || n === shape[i]);
  if (!decoder || !fits) {
    throw new Failure(
      `${what} must be ${wanted.type} [${wanted.shape.map((n) => n ?? "n")}], not ${dtype} [${shape}].`,
    );
  }
  if (fortranOrder && shape.length > 1) {
    throw new Failure(`${what} is in Fortran's order: store it with numpy.ascontiguousarray.`);
  }
  const size = shape.reduce((product, length) => product * length, 1);
  // A copy begins where every type of element may begin.
  const bytes = new Uint8Array(npy.subarray(start));
  const expected = size * (textWidth > 0 ? 4 * textWidth : Number(dtype.slice(2)));
  if (bytes.length !== expected) {
    throw new Failure(`${what} is damaged: it has ${bytes.length} bytes of elements, not ${expected}.`);
  }
  return { shape, values: decoder(bytes, dtype) };
}

/** Null for what is no .npy file, or one of records. */
function parseHeader(npy: Uint8Array): Header | null {
  const magic = String.fromCharCode(...npy.subarray(0, 6));
  if (magic !== "\x93NUMPY" || npy.length < 12) return null;
  const view = new DataView(npy.buffer, npy.byteOffset, npy.byteLength);
  const [lengthAt, textAt] = npy[6] === 1 ? [view.getUint16(8, true), 10] : [view.getUint32(8, true), 12];
  const text = new TextDecoder().decode(npy.subarray(textAt, textAt + lengthAt));
  const dtype = /'descr':\s*'([^']+)'/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (dtype === undefined || order === undefined || shape === undefined) return null;
  return {
    dtype,
    fortranOrder: order === "True",
    shape: shape.split(",").flatMap((length) => (length.trim() === "" ? [] : Number(length))),
    start: textAt + lengthAt,
  };
}

/** Strings of a fixed number of code points, the shorter ones filled up with zeros. */
function decodeText({ buffer }: Uint8Array<ArrayBuffer>, dtype: string): readonly string[] {
  const points = new Uint32Array(buffer);
  const width = Number(dtype.slice(2));
  return Array.from({ length: points.length / width }, (_, i) => {
    const own = points.subarray(i * width, (i + 1) * width);
    return String.fromCodePoint(...own).replace(/\0+$/, "");
  });
}
