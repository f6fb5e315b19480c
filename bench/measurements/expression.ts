import { readModel } from "../../evaluation/shipped-model.ts";
import { TfjsModel } from "../../evaluation/tfjs-model.ts";
import { ROOT } from "../../scripts/bootstrap.mjs";
import { compiledKernels } from "../../scripts/compile-kernels.mjs";
import { ExpressionNetwork } from "../../src/engine/expression-network.ts";
import { table } from "../markdown.ts";
import { spread } from "../statistics.ts";

const FACES = [1, 4, 16];
const WARM_UP = 10;
const ROUNDS = 60;

/** The expression model on the product's own kernels beside TensorFlow.js's WebAssembly, in turns: milliseconds a batch takes. */
export async function measure(): Promise<string> {
  const files = await readModel(`${ROOT}models/expression`);
  const own = await ExpressionNetwork.build(files, await WebAssembly.compile(await compiledKernels("expression")));
  const tensorflow = await TfjsModel.load(files, null);
  const rows = [];
  for (const count of FACES) {
    const crops = Array.from({ length: count }, (_, i) =>
      Float32Array.from({ length: files.metadata.size ** 2 }, (_, at) => 128 + 100 * Math.sin(at * (0.3 + i))),
    );
    const times: Record<"own" | "tensorflow", number[]> = { own: [], tensorflow: [] };
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      for (const [name, model] of Object.entries({ own, tensorflow })) {
        const startedMs = performance.now();
        await model.logits(crops);
        if (round >= WARM_UP) times[name as "own" | "tensorflow"].push(performance.now() - startedMs);
      }
    }
    const [ours, theirs] = [spread(times.own).median, spread(times.tensorflow).median];
    rows.push([String(count), `${theirs.toFixed(1)} ms`, `${ours.toFixed(1)} ms`, (theirs / ours).toFixed(1)]);
  }
  return table([["faces", "TensorFlow.js", "own kernels", "ratio"], ...rows]);
}
