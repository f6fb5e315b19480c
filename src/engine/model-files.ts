import type { io } from "@tensorflow/tfjs-core";
import { CROP_SIZE } from "./alignment.ts";
import { type Assets, fetchAsset } from "./assets.ts";
import { EngineError } from "./errors.ts";
import { EXPRESSIONS } from "./expression.ts";

/** What `model.json` says about the model under `userDefinedMetadata`. */
export interface ModelMetadata {
  /** Names the model, for whoever compares results. */
  readonly version: string;
  /** The outputs' meaning: {@link EXPRESSIONS}, in that order. */
  readonly labels: readonly string[];
  /** Width and height of the input, in pixels. */
  readonly size: number;
  /** Input = (grey level − mean) / std. */
  readonly mean: number;
  readonly std: number;
  /** The logits are divided by it before the softmax. */
  readonly temperature: number;
  /** A reading whose highest probability is lower is not sure. */
  readonly abstainBelow: number;
}

/** The expression model as fetched: enough to build it again on another backend. */
export interface ModelFiles {
  /** `modelTopology`, `weightSpecs` and `weightData`. */
  readonly artifacts: io.ModelArtifacts;
  readonly metadata: ModelMetadata;
}

export async function fetchModelFiles(assets: Assets): Promise<ModelFiles> {
  const [json, weights] = await Promise.all([
    fetchAsset(assets, "expression/model.json"),
    fetchAsset(assets, "expression/weights.bin"),
  ]);
  return modelFiles(json, weights);
}

/**
 * A model from `model.json` and `weights.bin`.
 * Throws an {@link EngineError} for a model that this engine can't use.
 */
export function modelFiles(json: ArrayBuffer, weights: ArrayBuffer): ModelFiles {
  const { modelTopology, weightsManifest, userDefinedMetadata } = parse(json);
  if (!Array.isArray(weightsManifest) || !weightsManifest.every((group) => Array.isArray(group?.weights))) {
    throw corrupt("is damaged: model.json does not list its weights");
  }
  const metadata = checkMetadata(userDefinedMetadata);
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  return { artifacts: { modelTopology, weightSpecs, weightData: weights }, metadata };
}

/** An error for a model that cannot be used. `why` completes "The expression model …". */
export function corrupt(why: string, cause?: unknown): EngineError {
  return new EngineError("model-corrupt", `The expression model ${why}. Install Countenance again.`, { cause });
}

function parse(file: ArrayBuffer): io.ModelJSON {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(file));
  } catch (error) {
    throw corrupt("is damaged: model.json is not JSON", error);
  }
  if (typeof json !== "object" || json === null || !("modelTopology" in json)) {
    throw corrupt("is damaged: model.json does not describe a layers model");
  }
  return json as io.ModelJSON;
}

/** The metadata of a model this engine can use; throws an {@link EngineError} that says what is wrong otherwise. */
export function checkMetadata(value: unknown): ModelMetadata {
  if (typeof value !== "object" || value === null) throw corrupt("has no userDefinedMetadata");
  const found = value as Partial<Record<keyof ModelMetadata, unknown>>;
  const number = (name: keyof ModelMetadata, least: number, most: number): number => {
    const given = found[name];
    if (typeof given === "number" && given >= least && given <= most) return given;
    throw corrupt(`has ${name} ${JSON.stringify(given)}, not a number from ${least} to ${most}`);
  };
  if (JSON.stringify(found.labels) !== JSON.stringify(EXPRESSIONS)) {
    throw corrupt(`has labels ${JSON.stringify(found.labels)}, not ${EXPRESSIONS.join(", ")}`);
  }
  if (typeof found.version !== "string") throw corrupt("has no version");
  return {
    version: found.version,
    labels: EXPRESSIONS,
    size: number("size", CROP_SIZE, CROP_SIZE),
    mean: number("mean", 0, 255),
    std: number("std", 1, 255),
    temperature: number("temperature", 0.01, 100),
    abstainBelow: number("abstainBelow", 0, 1),
  };
}
