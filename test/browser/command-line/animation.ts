import { crc32 } from "../crc32.ts";

/** A PNG's chunk: its type and what is in it. */
type Chunk = readonly [type: string, data: Buffer];

const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

/** Pictures of one size and kind, one after the other, as an animated PNG: a film that needs no encoder. */
export function animatedPng(pictures: readonly Buffer[], secondsEach: number): Buffer {
  const [first = Buffer.alloc(0)] = pictures;
  const header = chunksOf(first).find(([type]) => type === "IHDR")?.[1] ?? Buffer.alloc(13);
  let sequence = 0;
  const numbered = (data: Buffer) => Buffer.concat([uint32(sequence++), data]);
  const frames = pictures.flatMap((picture, i): Chunk[] => {
    const delay = Buffer.from([secondsEach >> 8, secondsEach & 255, 0, 1, 0, 0]);
    const control = numbered(Buffer.concat([header.subarray(0, 8), uint32(0), uint32(0), delay]));
    const data = chunksOf(picture).flatMap(([type, bytes]): Chunk[] => {
      if (type !== "IDAT") return [];
      return [i === 0 ? ["IDAT", bytes] : ["fdAT", numbered(bytes)]];
    });
    return [["fcTL", control], ...data];
  });
  const all: Chunk[] = [
    ["IHDR", header],
    ["acTL", Buffer.concat([uint32(pictures.length), uint32(0)])],
    ...frames,
    ["IEND", Buffer.alloc(0)],
  ];
  return png(all);
}

export function png(chunks: readonly Chunk[]): Buffer {
  return Buffer.concat([SIGNATURE, ...chunks.map(chunkBytes)]);
}

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push([png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, at + 8 + length)]);
    at += length + 12;
  }
  return chunks;
}

function chunkBytes([type, data]: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
