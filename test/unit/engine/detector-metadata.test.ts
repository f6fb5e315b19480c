import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ByteBuffer } from "flatbuffers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withMetadata, writeDetectors } from "../../../scripts/detector-metadata.mjs";

const MODELS = ["full_range_sparse", "full_range", "short_range"];
const require = createRequire(import.meta.url);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "detectors-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A table of a FlatBuffer, read by slot. */
class Table {
  constructor(
    private readonly bytes: ByteBuffer,
    private readonly position: number,
  ) {}

  static root(bytes: Uint8Array): Table {
    const buffer = new ByteBuffer(bytes);
    return new Table(buffer, buffer.readInt32(0));
  }

  private at(slot: number): number {
    const offset = this.bytes.__offset(this.position, 4 + 2 * slot);
    expect(offset, `slot ${slot} is there`).not.toBe(0);
    return this.position + offset;
  }

  byte(slot: number): number {
    return this.bytes.readUint8(this.at(slot));
  }

  /** A number; 0 is not written. */
  number(slot: number): number {
    const offset = this.bytes.__offset(this.position, 4 + 2 * slot);
    return offset === 0 ? 0 : this.bytes.readUint32(this.position + offset);
  }

  table(slot: number): Table {
    return new Table(this.bytes, this.bytes.__indirect(this.at(slot)));
  }

  tables(slot: number): readonly Table[] {
    const vector = this.bytes.__vector(this.at(slot));
    const length = this.bytes.__vector_len(this.at(slot));
    return Array.from({ length }, (_, i) => new Table(this.bytes, this.bytes.__indirect(vector + 4 * i)));
  }

  text(slot: number): string {
    return String(this.bytes.__string(this.at(slot)));
  }

  /** Bytes; none where the slot is empty, as it is for what is computed at run time. */
  content(slot: number): Uint8Array {
    if (this.bytes.__offset(this.position, 4 + 2 * slot) === 0) return new Uint8Array();
    const vector = this.bytes.__vector(this.at(slot));
    return Uint8Array.from(this.bytes.bytes().subarray(vector, vector + this.bytes.__vector_len(this.at(slot))));
  }

  float(slot: number): number {
    return this.bytes.readFloat32(this.bytes.__vector(this.at(slot)));
  }
}

test.each(MODELS)("%s keeps its parts and says how its input is normalised", async (name) => {
  const original = await readFile(require.resolve(`@mediapipe/face_detection/face_detection_${name}.tflite`));
  const written = withMetadata(original);
  expect(new TextDecoder().decode(written.slice(4, 8))).toBe("TFL3");

  const [before, after] = [Table.root(original), Table.root(written)];
  expect(after.number(0)).toBe(before.number(0));
  expect(after.tables(1)).toHaveLength(before.tables(1).length);
  expect(after.tables(2)).toHaveLength(1);
  expect(after.tables(2)[0]?.tables(3)).toHaveLength(before.tables(2)[0]?.tables(3).length ?? 0);
  const [buffersBefore, buffers] = [before.tables(4), after.tables(4)];
  expect(buffers).toHaveLength(buffersBefore.length + 1);
  expect(buffers.slice(0, -1).map((buffer) => hash(buffer.content(0)))).toEqual(
    buffersBefore.map((buffer) => hash(buffer.content(0))),
  );

  const entry = after.tables(6).find((candidate) => candidate.text(0) === "TFLITE_METADATA");
  const metadata = buffers[entry?.number(1) ?? -1]?.content(0) ?? new Uint8Array();
  expect(new TextDecoder().decode(metadata.slice(4, 8))).toBe("M001");
  const tensor = Table.root(metadata).tables(3)[0]?.tables(2)[0];
  const content = tensor?.table(3);
  expect(content?.byte(0), "ImageProperties").toBe(2);
  expect(content?.table(1).byte(0), "RGB").toBe(1);
  const unit = tensor?.tables(4)[0];
  expect(unit?.byte(0), "NormalizationOptions").toBe(1);
  expect(unit?.table(1).float(0)).toBe(127.5);
  expect(unit?.table(1).float(1)).toBe(127.5);
});

test("the one detector that the engine uses is written", async () => {
  await writeDetectors(folder);
  expect(await readdir(folder)).toEqual(["face_detection_full_range_sparse.tflite"]);
});

function hash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
