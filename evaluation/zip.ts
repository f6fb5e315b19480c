import { inflateRawSync } from "node:zlib";

/** What the records of a zip file begin with: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3. */
const END = "PK\x05\x06";
const ENTRY = 0x02014b50;
const FILE = 0x04034b50;
/** Their lengths, in bytes, before what differs in length. */
const ENTRY_LENGTH = 46;
const FILE_LENGTH = 30;

const STORED = 0;
const DEFLATED = 8;

/** Remainders of each byte for {@link crc32}. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  return remainder;
});

/**
 * The files of a zip file by their names, each unpacked when it is asked for. Throws where the zip is none or damaged, down to a
 * single byte: figures are only worth what their pictures are.
 */
export function unzipped(zip: Buffer): ReadonlyMap<string, () => Uint8Array> {
  const files = new Map<string, () => Uint8Array>();
  const end = zip.lastIndexOf(END, undefined, "latin1");
  check(end >= 0);
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    check(zip.readUInt32LE(at) === ENTRY);
    const entry = at;
    const nameLength = zip.readUInt16LE(at + 28);
    files.set(zip.toString("utf8", at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength), () => unpack(zip, entry));
    at += ENTRY_LENGTH + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

/** @param entry where the file's entry in the directory begins. */
function unpack(zip: Buffer, entry: number): Uint8Array {
  const [method, checksum] = [zip.readUInt16LE(entry + 10), zip.readUInt32LE(entry + 16)];
  const [packedLength, length] = [zip.readUInt32LE(entry + 20), zip.readUInt32LE(entry + 24)];
  const file = zip.readUInt32LE(entry + 42);
  check(zip.readUInt32LE(file) === FILE && (method === STORED || method === DEFLATED));
  const start = file + FILE_LENGTH + zip.readUInt16LE(file + 26) + zip.readUInt16LE(file + 28);
  const packed = zip.subarray(start, start + packedLength);
  const bytes = method === STORED ? packed : inflateRawSync(packed);
  check(bytes.length === length && crc32(bytes) === checksum);
  return bytes;
}

/** The checksum of zip files. Node's own came with later versions than the oldest that is supported. */
function crc32(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) remainder = (remainder >>> 8) ^ (REMAINDERS[(remainder ^ byte) & 255] ?? 0);
  return ~remainder >>> 0;
}

function check(isWhole: boolean): void {
  if (!isWhole) throw new Error("The zip file is damaged.");
}
