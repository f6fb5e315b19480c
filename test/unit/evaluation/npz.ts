import { writeFileSync } from "node:fs";
import { zipSync } from "fflate";

/** An array to be stored as NumPy stores it: its type in NumPy's words, its shape, its elements' bytes. */
export interface StoredArray {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: ArrayBufferView;
  readonly fortranOrder?: boolean;
}

/** A file as `numpy.savez_compressed` writes it. */
export function writeNpz(path: string, arrays: Readonly<Record<string, StoredArray>>): void {
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npy(array)]);
  writeFileSync(path, zipSync(Object.fromEntries(files)));
}

/** Strings as NumPy stores them: four bytes a character, all of the longest one's length. */
export function texts(values: readonly string[]): StoredArray {
  const width = Math.max(...values.map(({ length }) => length));
  const data = Uint32Array.from(
    values.flatMap((value) => Array.from({ length: width }, (_, i) => value.codePointAt(i) ?? 0)),
  );
  return { dtype: `<U${width}`, shape: [values.length], data };
}

function npy({ dtype, shape, data, fortranOrder = false }: StoredArray): Uint8Array {
  const order = fortranOrder ? "True" : "False";
  const words = `{'descr': '${dtype}', 'fortran_order': ${order}, 'shape': (${shape.join(", ")}${shape.length === 1 ? "," : ""}), }`;
  const header = `${words.padEnd(Math.ceil((words.length + 11) / 64) * 64 - 11)}\n`;
  const start = Buffer.from(`\x93NUMPY\x01\x00`, "latin1");
  const length = Buffer.from(Uint16Array.of(header.length).buffer);
  return Buffer.concat([
    start,
    length,
    Buffer.from(header),
    Buffer.from(data.buffer, data.byteOffset, data.byteLength),
  ]);
}
