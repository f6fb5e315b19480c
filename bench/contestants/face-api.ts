import type { Box } from "../../src/engine/geometry.ts";
import type { Contestant, ExpressionReader } from "./contestant.ts";

const PACKAGE = "bench/node_modules/@vladmandic/face-api";

interface Net {
  loadFromUri(url: string): Promise<void>;
}

/** The parts of face-api's interface that are used here. */
interface FaceApi {
  readonly tf: {
    setWasmPaths(folder: string): void;
    setBackend(name: string): Promise<boolean>;
    ready(): Promise<void>;
    tensor3d(values: Float32Array, shape: readonly [number, number, number]): { dispose(): void };
  };
  readonly nets: {
    readonly tinyFaceDetector: Net;
    readonly faceExpressionNet: Net & { predictExpressions(input: unknown): Promise<Record<string, number>[]> };
  };
  readonly TinyFaceDetectorOptions: new (options: { inputSize: number }) => object;
  detectAllFaces(
    picture: HTMLCanvasElement,
    options: object,
  ): { withFaceExpressions(): Promise<readonly { readonly detection: { readonly box: Box } }[]> };
}

async function start(assets: string): Promise<FaceApi> {
  const faceApi: FaceApi = await import(`${assets}face-api.js`);
  faceApi.tf.setWasmPaths(`${assets}wasm/`);
  await faceApi.tf.setBackend("wasm");
  await faceApi.tf.ready();
  return faceApi;
}

/** The tiny detector and expressions, without landmarks, which nothing here needs. */
function tiny(inputSize: number): Contestant {
  return {
    id: `face-api-${inputSize}`,
    name: `face-api, tiny ${inputSize}`,
    package: `${PACKAGE}/package.json`,
    files: {
      "face-api.js": `${PACKAGE}/dist/face-api.esm.js`,
      models: `${PACKAGE}/model`,
      wasm: "bench/node_modules/@tensorflow/tfjs-backend-wasm/dist",
    },
    async load(assets) {
      const faceApi = await start(assets);
      const { tinyFaceDetector, faceExpressionNet } = faceApi.nets;
      await Promise.all([tinyFaceDetector, faceExpressionNet].map((net) => net.loadFromUri(`${assets}models`)));
      const options = new faceApi.TinyFaceDetectorOptions({ inputSize });
      return {
        read: async (picture) => {
          const faces = await faceApi.detectAllFaces(picture, options).withFaceExpressions();
          return faces.map(({ detection: { box } }) => ({ x: box.x, y: box.y, width: box.width, height: box.height }));
        },
      };
    },
    ...(inputSize === 416 && { loadExpressions }),
  };
}

/** Its expression network takes colours of 0 … 255 and subtracts their means itself. */
async function loadExpressions(assets: string): Promise<ExpressionReader> {
  const { tf, nets } = await start(assets);
  await nets.faceExpressionNet.loadFromUri(`${assets}models`);
  const size = 112;
  const names = ["neutral", "happy", "sad", "angry", "fearful", "disgusted", "surprised"];
  return {
    size,
    labels: ["neutral", "happiness", "sadness", "anger", "fear", "disgust", "surprise"],
    async probabilities(faces) {
      const inputs = faces.map((face) => {
        const colours = Float32Array.from({ length: 3 * face.length }, (_, i) => face[Math.floor(i / 3)] ?? 0);
        return tf.tensor3d(colours, [size, size, 3]);
      });
      const found = await nets.faceExpressionNet.predictExpressions(inputs);
      for (const input of inputs) input.dispose();
      return found.map((face) => names.map((name) => face[name] ?? 0));
    },
  };
}

export const faceApi416 = tiny(416);
export const faceApi320 = tiny(320);
