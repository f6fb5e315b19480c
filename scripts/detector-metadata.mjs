// MediaPipe's Face Detector refuses the published model files: "Input tensor has type float32: it requires specifying
// NormalizationOptions metadata". The files are right, only that note is missing; here it is added.

import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { Builder, ByteBuffer } from "flatbuffers";

/** The models the engine uses, from the npm package @mediapipe/face_detection (Apache-2.0). */
const DETECTORS = ["face_detection_full_range_sparse.tflite"];

/** Pixels 0 … 255 are brought to −1 … 1: what the models were trained on. */
const MEAN = 127.5;
const STD = 127.5;

/** Fields of `Model` in TensorFlow Lite's schema.fbs, in its order. */
const MODEL = {
  version: 0,
  operatorCodes: 1,
  subgraphs: 2,
  description: 3,
  buffers: 4,
  metadataBuffer: 5,
  metadata: 6,
  signatureDefs: 7,
};

/**
 * Writes the detectors' models into a folder, with metadata.
 * @param {string} folder
 */
export async function writeDetectors(folder) {
  const require = createRequire(import.meta.url);
  await Promise.all(
    DETECTORS.map(async (file) => {
      const model = await readFile(require.resolve(`@mediapipe/face_detection/${file}`));
      await writeFile(`${folder}/${basename(file)}`, withMetadata(model));
    }),
  );
}

/**
 * A TensorFlow Lite model with the metadata that says how its input is normalised.
 *
 * FlatBuffers are built from the end, and their offsets point forward only. So the old file stays as it is, as the end of the new
 * one, and gets a new root in front that lists the old parts and the new.
 * @param {Uint8Array} model
 * @returns {Uint8Array}
 */
export function withMetadata(model) {
  const old = new ByteBuffer(model);
  const root = old.readInt32(0);
  const field = (/** @type {number} */ slot) => {
    const offset = old.__offset(root, 4 + 2 * slot);
    return offset === 0 ? 0 : old.__indirect(root + offset);
  };
  const builder = new Builder(model.length + 4096);
  builder.startVector(1, model.length, 16);
  for (let i = model.length - 1; i >= 0; i--) builder.addInt8(model[i] ?? 0);
  const start = builder.offset();
  builder.endVector();
  // Where a part of the old file lies, as the builder counts: from the end.
  const kept = (/** @type {number} */ position) => start - position;
  const entriesOf = (/** @type {number} */ slot) => {
    const vector = field(slot);
    const count = vector === 0 ? 0 : old.readInt32(vector);
    return Array.from({ length: count }, (_, i) => kept(old.__indirect(vector + 4 + 4 * i)));
  };

  const metadata = modelMetadata();
  builder.startVector(1, metadata.length, 16);
  for (let i = metadata.length - 1; i >= 0; i--) builder.addInt8(metadata[i] ?? 0);
  const data = builder.endVector();
  builder.startObject(1);
  builder.addFieldOffset(0, data, 0);
  const buffer = builder.endObject();

  const oldBuffers = entriesOf(MODEL.buffers);
  const buffers = vectorOf(builder, [...oldBuffers, buffer]);

  const name = builder.createString("TFLITE_METADATA");
  builder.startObject(2);
  builder.addFieldOffset(0, name, 0);
  builder.addFieldInt32(1, oldBuffers.length, 0);
  const entry = builder.endObject();
  const entries = vectorOf(builder, [...entriesOf(MODEL.metadata), entry]);

  builder.startObject(8);
  builder.addFieldInt32(MODEL.version, old.readInt32(root + old.__offset(root, 4 + 2 * MODEL.version)), 0);
  for (const slot of [
    MODEL.operatorCodes,
    MODEL.subgraphs,
    MODEL.description,
    MODEL.metadataBuffer,
    MODEL.signatureDefs,
  ]) {
    if (field(slot)) builder.addFieldOffset(slot, kept(field(slot)), 0);
  }
  builder.addFieldOffset(MODEL.buffers, buffers, 0);
  builder.addFieldOffset(MODEL.metadata, entries, 0);
  builder.finish(builder.endObject(), "TFL3");
  return builder.asUint8Array();
}

/** A `ModelMetadata` of TensorFlow Lite's metadata_schema.fbs: the first input is an RGB image, normalised. */
function modelMetadata() {
  const builder = new Builder(512);
  const table = (/** @type {number} */ slots, /** @type {() => void} */ fill) => {
    builder.startObject(slots);
    fill();
    return builder.endObject();
  };
  const floats = (/** @type {number} */ value) => {
    builder.startVector(4, 1, 4);
    builder.addFloat32(value);
    return builder.endVector();
  };
  const mean = floats(MEAN);
  const std = floats(STD);
  const normalization = table(2, () => {
    builder.addFieldOffset(0, mean, 0);
    builder.addFieldOffset(1, std, 0);
  });
  const processUnit = table(2, () => {
    builder.addFieldInt8(0, 1, 0); // options: NormalizationOptions
    builder.addFieldOffset(1, normalization, 0);
  });
  const image = table(2, () => builder.addFieldInt8(0, 1, 0)); // colour space: RGB
  const content = table(3, () => {
    builder.addFieldInt8(0, 2, 0); // content properties: ImageProperties
    builder.addFieldOffset(1, image, 0);
  });
  const processUnits = vectorOf(builder, [processUnit]);
  const tensor = table(7, () => {
    builder.addFieldOffset(3, content, 0);
    builder.addFieldOffset(4, processUnits, 0);
  });
  const inputs = vectorOf(builder, [tensor]);
  const subgraph = table(3, () => builder.addFieldOffset(2, inputs, 0));
  const subgraphs = vectorOf(builder, [subgraph]);
  const root = table(8, () => builder.addFieldOffset(3, subgraphs, 0));
  builder.finish(root, "M001");
  return builder.asUint8Array();
}

/**
 * @param {Builder} builder
 * @param {number[]} offsets
 */
function vectorOf(builder, offsets) {
  builder.startVector(4, offsets.length, 4);
  for (const offset of offsets.toReversed()) builder.addOffset(offset);
  return builder.endVector();
}
