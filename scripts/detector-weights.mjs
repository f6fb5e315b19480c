// The face detector's weights, out of MediaPipe's model file: in the order that the network takes them, without the rest.

import { readFile } from "node:fs/promises";
import { ByteBuffer } from "flatbuffers";
import { ROOT } from "./bootstrap.mjs";

/** From the npm package @mediapipe/face_detection (Apache-2.0). */
const MODEL = "node_modules/@mediapipe/face_detection/face_detection_full_range_sparse.tflite";

// Numbers of TensorFlow Lite's schema.fbs.
const CONV_2D = 3;
const DEPTHWISE_CONV_2D = 4;
const FLOAT16 = 1;
/** Fields of its tables, in its order. */
const MODEL_FIELDS = { operatorCodes: 1, subgraphs: 2, buffers: 4 };
const SUBGRAPH_FIELDS = { tensors: 0, operators: 3 };
const CODE_FIELDS = { deprecated: 0, code: 3 };
const OPERATOR_FIELDS = { code: 0, inputs: 1, outputs: 2 };
const TENSOR_FIELDS = { shape: 0, type: 1, buffer: 2, sparsity: 6 };
const SPARSITY_FIELDS = { dimensions: 2 };
const DIMENSION_FIELDS = { segments: 3, indices: 5 };

/**
 * The weights and then the biases of each convolution in the order they are run in: float16, little-endian, a convolution's as
 * [outputs][rows][columns][inputs], a depthwise one's as [rows][columns][channels]. 70 of 100 are zero: the model is sparse.
 *
 * @returns {Promise<ArrayBuffer>}
 */
export async function detectorWeights() {
  const root = Table.root(await readFile(ROOT + MODEL));
  const codes = root.tables(MODEL_FIELDS.operatorCodes).map((code) => {
    return Math.max(code.byte(CODE_FIELDS.deprecated), code.int(CODE_FIELDS.code));
  });
  const buffers = root.tables(MODEL_FIELDS.buffers);
  const [graph] = root.tables(MODEL_FIELDS.subgraphs);
  const tensors = graph?.tables(SUBGRAPH_FIELDS.tensors) ?? [];
  const operators = graph?.tables(SUBGRAPH_FIELDS.operators) ?? [];
  /** What each tensor is made from: dequantised from float16, spread out from a sparse one. */
  const origins = new Map(
    operators.map((operator) => [
      operator.ints(OPERATOR_FIELDS.outputs)[0] ?? -1,
      operator.ints(OPERATOR_FIELDS.inputs)[0] ?? -1,
    ]),
  );
  const parts = operators.flatMap((operator) => {
    const code = codes[operator.int(OPERATOR_FIELDS.code)] ?? -1;
    if (code !== CONV_2D && code !== DEPTHWISE_CONV_2D) return [];
    const [, weights = -1, biases = -1] = operator.ints(OPERATOR_FIELDS.inputs);
    return [weights, biases].map((tensor) => constant(tensors, buffers, origins, tensor));
  });
  return Uint16Array.from(parts.flatMap((part) => [...part])).buffer;
}

/**
 * @param {Table[]} tensors
 * @param {Table[]} buffers
 * @param {Map<number, number>} origins
 * @param {number} index
 * @returns {Uint16Array} float16
 */
function constant(tensors, buffers, origins, index) {
  const tensor = tensors[index];
  const content = buffers[tensor?.int(TENSOR_FIELDS.buffer) ?? -1]?.bytes(0);
  if (!tensor || !content) throw new Error("The face detector's model is not built as expected.");
  if (content.length === 0) return constant(tensors, buffers, origins, origins.get(index) ?? -1);
  if (tensor.byte(TENSOR_FIELDS.type) !== FLOAT16) throw new Error("The face detector's weights are not float16.");
  const values = new Uint16Array(Uint8Array.from(content).buffer);
  const [sparsity] = tensor.optional(TENSOR_FIELDS.sparsity);
  return sparsity ? spreadOut(values, tensor.ints(TENSOR_FIELDS.shape), sparsity) : values;
}

/**
 * Sparse weights as TensorFlow Lite keeps those of 1×1 convolutions: each output's inputs that count, one after the other.
 *
 * @param {Uint16Array} values
 * @param {readonly number[]} shape
 * @param {Table} sparsity
 */
function spreadOut(values, [outputs = 0, , , inputs = 0], sparsity) {
  const last = sparsity.tables(SPARSITY_FIELDS.dimensions)[3];
  const segments = last?.vector(DIMENSION_FIELDS.segments) ?? [];
  const indices = last?.vector(DIMENSION_FIELDS.indices) ?? [];
  const dense = new Uint16Array(outputs * inputs);
  for (let output = 0; output < outputs; output++) {
    for (let i = segments[output] ?? 0; i < (segments[output + 1] ?? 0); i++) {
      dense[output * inputs + (indices[i] ?? 0)] = values[i] ?? 0;
    }
  }
  return dense;
}

/** A table of a FlatBuffer, its fields by number. */
class Table {
  /** @param {Uint8Array} bytes */
  static root(bytes) {
    const buffer = new ByteBuffer(bytes);
    return new Table(buffer, buffer.readInt32(0));
  }

  /**
   * @param {ByteBuffer} buffer
   * @param {number} position
   */
  constructor(buffer, position) {
    this.buffer = buffer;
    this.position = position;
  }

  /** @param {number} field */
  #at(field) {
    const offset = this.buffer.__offset(this.position, 4 + 2 * field);
    return offset === 0 ? 0 : this.position + offset;
  }

  /** @param {number} field */
  byte(field) {
    return this.#at(field) === 0 ? 0 : this.buffer.readInt8(this.#at(field));
  }

  /** @param {number} field */
  int(field) {
    return this.#at(field) === 0 ? 0 : this.buffer.readInt32(this.#at(field));
  }

  /** @param {number} field */
  bytes(field) {
    if (this.#at(field) === 0) return new Uint8Array();
    const start = this.buffer.__vector(this.#at(field));
    return this.buffer.bytes().subarray(start, start + this.buffer.__vector_len(this.#at(field)));
  }

  /** @param {number} field */
  ints(field) {
    if (this.#at(field) === 0) return [];
    const start = this.buffer.__vector(this.#at(field));
    const length = this.buffer.__vector_len(this.#at(field));
    return Array.from({ length }, (_, i) => this.buffer.readInt32(start + 4 * i));
  }

  /** @param {number} field */
  optional(field) {
    return this.#at(field) === 0 ? [] : [new Table(this.buffer, this.buffer.__indirect(this.#at(field)))];
  }

  /** @param {number} field */
  tables(field) {
    if (this.#at(field) === 0) return [];
    const start = this.buffer.__vector(this.#at(field));
    const length = this.buffer.__vector_len(this.#at(field));
    return Array.from({ length }, (_, i) => new Table(this.buffer, this.buffer.__indirect(start + 4 * i)));
  }

  /**
   * A vector of the union `SparseIndexVector`, whose kind the field before tells: of int32, uint16 or uint8.
   * @param {number} field
   */
  vector(field) {
    const [table] = this.optional(field);
    const kind = this.byte(field - 1);
    if (kind === 1) return table?.ints(0) ?? [];
    const [read, size] =
      kind === 2
        ? [(/** @type {number} */ at) => this.buffer.readUint16(at), 2]
        : [(/** @type {number} */ at) => this.buffer.readUint8(at), 1];
    const at = table ? table.#at(0) : 0;
    if (at === 0) return [];
    const start = this.buffer.__vector(at);
    return Array.from({ length: this.buffer.__vector_len(at) }, (_, i) => read(start + size * i));
  }
}
