import type { Contestant, ExpressionReader } from "./contestant.ts";

const PACKAGE = "bench/node_modules/@vladmandic/human";

/** The parts of Human's interface that are used here. */
interface Human {
  load(): Promise<void>;
  detect(
    picture: HTMLCanvasElement,
    change: { readonly cacheSensitivity: number },
  ): Promise<{
    readonly face: readonly { readonly box: readonly [x: number, y: number, width: number, height: number] }[];
  }>;
  readonly tf: TensorFlow;
}

interface TensorFlow {
  loadGraphModel(url: string): Promise<{ execute(input: Tensor): Tensor }>;
  tensor4d(values: Float32Array, shape: readonly [number, number, number, number]): Tensor;
}

interface Tensor {
  array(): Promise<number[][]>;
  dispose(): void;
}

const OFF = { enabled: false };

/** How much two pictures may differ for what was found in one to hold in the next: what it comes with, and not at all. */
const SENSITIVITY = { film: 0.7, single: 0 };

/**
 * Face and emotion only, all faces of the picture, and each expression read anew: by default Human repeats the emotions of up to
 * 1.5 s ago. Faces it looks for every 2.5 s in a film, as it comes. Without its filters, which only cost. All else is as it comes.
 */
function configuration(assets: string, mesh: boolean) {
  return {
    backend: "wasm",
    wasmPath: `${assets}wasm/`,
    modelBasePath: `${assets}models/`,
    warmup: "none",
    filter: OFF,
    gesture: OFF,
    body: OFF,
    hand: OFF,
    object: OFF,
    face: {
      enabled: true,
      detector: { maxDetected: 20, rotation: false },
      mesh: { enabled: mesh },
      iris: OFF,
      description: OFF,
      emotion: { enabled: true, skipFrames: 0, skipTime: 0 },
    },
  };
}

/** Its classic script is the smallest of its builds. */
async function start(assets: string, mesh: boolean): Promise<Human> {
  const script = document.createElement("script");
  script.src = `${assets}human.js`;
  await new Promise((resolve, reject) => {
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    document.head.append(script);
  });
  const { Human } = (globalThis as unknown as { Human: { Human: new (options: object) => Human } }).Human;
  const human = new Human(configuration(assets, mesh));
  await human.load();
  return human;
}

function withMesh(mesh: boolean): Contestant {
  return {
    id: mesh ? "human-mesh" : "human",
    name: mesh ? "Human, with mesh" : "Human",
    package: `${PACKAGE}/package.json`,
    files: {
      "human.js": `${PACKAGE}/dist/human.js`,
      models: `${PACKAGE}/models`,
      wasm: "bench/node_modules/@tensorflow/tfjs-backend-wasm/dist",
    },
    async load(assets) {
      const human = await start(assets, mesh);
      return {
        read: async (picture, timeMs) => {
          const cacheSensitivity = timeMs === null ? SENSITIVITY.single : SENSITIVITY.film;
          const { face } = await human.detect(picture, { cacheSensitivity });
          return face.map(({ box: [x, y, width, height] }) => ({ x, y, width, height }));
        },
      };
    },
    ...(!mesh && { loadExpressions }),
  };
}

/** Its emotion network takes grey of −1 … 1 (`src/gear/emotion.ts`). */
async function loadExpressions(assets: string): Promise<ExpressionReader> {
  const { tf } = await start(assets, false);
  const network = await tf.loadGraphModel(`${assets}models/emotion.json`);
  const size = 64;
  return {
    size,
    labels: ["anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral"],
    async probabilities(faces) {
      const levels = Float32Array.from(faces.flatMap((face) => Array.from(face, (level) => level / 127.5 - 1)));
      const input = tf.tensor4d(levels, [faces.length, size, size, 1]);
      const output = network.execute(input);
      const rows = await output.array();
      input.dispose();
      output.dispose();
      return rows;
    },
  };
}

export const human = withMesh(false);
export const humanMesh = withMesh(true);
