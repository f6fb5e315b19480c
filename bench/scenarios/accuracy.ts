import { cropFace } from "../../evaluation/crops.ts";
import { FER2013_CLASSES, readTestFaces, type TestFace } from "../../evaluation/fer2013.ts";
import { readFer2013Head } from "../../evaluation/fer2013-head.ts";
import { argmax } from "../../evaluation/metrics.ts";
import { withoutContempt } from "../../evaluation/report.ts";
import { readModel } from "../../evaluation/shipped-model.ts";
import { percent } from "../../evaluation/table.ts";
import { TfjsModel } from "../../evaluation/tfjs-model.ts";
import { ROOT } from "../../scripts/bootstrap.mjs";
import { alignment, CROP_SIZE, type Similarity } from "../../src/engine/alignment.ts";
import { cut } from "../../src/engine/crop.ts";
import { EXPRESSIONS, type Expression } from "../../src/engine/expression.ts";
import { barChart } from "../bar-chart.ts";
import { OURS } from "../contestants/all.ts";
import { table } from "../markdown.ts";
import type { BenchPage } from "../page.ts";
import { lessThanOurs } from "../speed.ts";
import type { Stage } from "../stage.ts";
import type { Each, Scenario } from "./scenario.ts";

/** Shares of faces read right. */
interface Shares {
  readonly fer2013: number;
  readonly ferplus: number;
}

interface Score extends Shares {
  /** How the faces were cut out. */
  readonly framing: Framing;
  /** With the pictures as they are. */
  readonly uncut: Shares;
}

interface Accuracy {
  readonly faces: number;
  readonly agreed: number;
  readonly each: Each<Score>;
  /** Ours on FER-2013's labels with the second head, which is not shipped; null where the model has none. */
  readonly secondHead: number | null;
}

const MODEL = `${ROOT}models/expression`;
const BATCH = 16;
/** Faces by which a rival's framing is chosen. */
const SAMPLE = 600;

/** How a face may be cut out for a rival: the frame's edge and size as shares of the picture's, or of our aligned crop. */
const FRAMINGS = {
  "the picture as it is": { aligned: false, edge: 0 },
  "the picture's inner 84 %": { aligned: false, edge: 0.08 },
  "aligned as ours": { aligned: true, edge: 0 },
  "aligned, a fifth wider": { aligned: true, edge: -0.1 },
} as const;
type Framing = keyof typeof FRAMINGS;
const UNCUT: Framing = "the picture as it is";

/** The expression networks by themselves, on FER-2013's PrivateTest. */
export const accuracy: Scenario<Accuracy> = {
  name: "accuracy",
  async run(stage) {
    const { data } = stage.options;
    if (data === null) return null;
    const all = await readTestFaces({
      images: `${data}/fer2013.npz`,
      votes: `${data}/ferplus.csv`,
      keypoints: `${data}/fer2013-keypoints.npz`,
    });
    const faces = stage.options.quick ? all.slice(0, 100) : all;
    const { ours, uncut, secondHead } = await readOurs(faces);
    const each: Record<string, Score> = { [OURS.id]: { ...ours, framing: "aligned as ours", uncut } };
    for (const contestant of stage.contestants) {
      if (contestant.loadExpressions)
        each[contestant.id] = await readRival(await rivalReader(stage, contestant.id), faces);
    }
    return { faces: faces.length, agreed: faces.filter(({ ferplus }) => ferplus !== null).length, each, secondHead };
  },
  section({ faces, agreed, each, secondHead }, contestants) {
    const shown = contestants.flatMap(({ id, name }) =>
      each[id] ? { id, name: name.replace(/, .*/, ""), score: each[id] } : [],
    );
    const figure = (score: Score | undefined, kind: "fer2013" | "ferplus") =>
      Math.max(score?.[kind] ?? Number.NaN, score?.uncut[kind] ?? Number.NaN);
    const rivals = shown.filter(({ id }) => id !== OURS.id);
    const best = (kind: "fer2013" | "ferplus") => Math.max(...rivals.map(({ score }) => figure(score, kind)));
    const bestUncut = Math.max(...rivals.map(({ score }) => score.uncut.ferplus));
    const points = (share: number) => `${(100 * share).toFixed(1)} points`;
    const ours = each[OURS.id];
    const ahead = (kind: "fer2013" | "ferplus") => points((ours?.[kind] ?? 0) - best(kind));
    const aheadOfUncut = points((ours?.ferplus ?? 0) - bestUncut);
    const uncutAhead = points((ours?.uncut.ferplus ?? 0) - bestUncut);
    const labels = {
      fer2013: `FER-2013's labels, ${faces} faces, 7 classes`,
      ferplus: `FER+ majority, ${agreed} faces, 8 classes`,
    };
    return {
      markdown: [
        "## Accuracy",
        `The expression networks alone, on the same pictures of FER-2013's PrivateTest. Each gets them as its own code prepares them (grey of −1 … 1 at 64×64 for Human, colours without their means at 112×112 for face-api, in one resampling; ours both as it is and mirrored, as it does with a face that it meets), framed in the way of four by which it reads ${SAMPLE} of these very pictures best, which favours the rivals a little; and once more, all alike, with the pictures as they are, which ours never sees so. They know no contempt, which is 16 of FER+'s faces; ours leaves it out for FER-2013's labels, which know none.`,
        table([
          ["", labels.fer2013, labels.ferplus, "framing"],
          ...shown.map(({ name, score }) => [name, percent(score.fer2013), percent(score.ferplus), score.framing]),
          ...shown.map(({ name, score: { uncut } }) => [name, percent(uncut.fer2013), percent(uncut.ferplus), UNCUT]),
        ]),
        ...(rivals.length === 0
          ? []
          : [
              `Ours over the best rival, each in whichever framing suits it: ${ahead("fer2013")} on FER-2013's labels, ${ahead("ferplus")} on FER+ (target: 18); on FER+ ${aheadOfUncut} when theirs get the pictures as they are, as in the figures usually given of them, and ${uncutAhead} when ours does, too.`,
            ]),
        ...(secondHead === null
          ? []
          : [
              `With the head for FER-2013's labels that was trained along and is not shipped ours reads ${percent(secondHead)} of them.`,
            ]),
        "![Share of faces read right](images/bench-accuracy.svg)",
      ].join("\n\n"),
      losses: (["ferplus", "fer2013"] as const).flatMap((kind) =>
        lessThanOurs(`faces read wrongly, ${labels[kind]}`, contestants, (id) => 1 - figure(each[id], kind)),
      ),
      charts: {
        "bench-accuracy": barChart(
          "Faces read right",
          (["ferplus", "fer2013"] as const).map((kind) => ({
            heading: labels[kind],
            bars: shown.map(({ id, name, score }) => ({ name, value: figure(score, kind), ours: id === OURS.id })),
          })),
          percent,
        ),
      },
    };
  },
};

async function readOurs(
  faces: readonly TestFace[],
): Promise<{ ours: Shares; uncut: Shares; secondHead: number | null }> {
  const files = await readModel(MODEL);
  const model = await TfjsModel.load(files, await readFer2013Head(MODEL, files.weightsSha256));
  const read = async (crop: (face: TestFace) => Float32Array) => {
    const logits: ArrayLike<number>[] = [];
    const seconds: ArrayLike<number>[] = [];
    for (let start = 0; start < faces.length; start += BATCH) {
      const { both } = await model.bothWays(faces.slice(start, start + BATCH).map(crop));
      logits.push(...both.ferplus);
      seconds.push(...(both.fer2013 ?? []));
    }
    const expressions = logits.map((row) => EXPRESSIONS[argmax(row)]);
    const classes = logits.map((row) => FER2013_CLASSES[argmax(withoutContempt(row))]);
    return {
      shares: { ferplus: ferplusShare(faces, expressions), fer2013: fer2013Share(faces, classes) },
      seconds: seconds.map((row) => FER2013_CLASSES[argmax(row)]),
    };
  };
  const aligned = await read(({ image, points }) => cropFace(image, points ?? null));
  const uncut = await read(({ image }) => cropFace(image, null));
  model.close();
  const secondHead = aligned.seconds.length > 0 ? fer2013Share(faces, aligned.seconds) : null;
  return { ours: aligned.shares, uncut: uncut.shares, secondHead };
}

type ReadFaces = (faces: readonly TestFace[], framing: Framing) => Promise<readonly (Expression | undefined)[]>;

async function rivalReader(stage: Stage, id: string): Promise<ReadFaces> {
  const contestant = stage.contestants.find((candidate) => candidate.id === id);
  if (!contestant) throw new Error(`There is no contestant ${id}.`);
  const page = await stage.openPage(contestant);
  const { size, labels } = await page.evaluate(() =>
    (globalThis as unknown as { bench: BenchPage }).bench.startExpressions(),
  );
  return async (faces, framing) => {
    const read: (Expression | undefined)[] = [];
    for (let start = 0; start < faces.length; start += BATCH) {
      const crops = faces.slice(start, start + BATCH).map((face) => frame(face, framing, size));
      const found = await page.evaluate(
        (crops) => (globalThis as unknown as { bench: BenchPage }).bench.expressions(crops),
        crops.map((crop) => Buffer.from(Uint8ClampedArray.from(crop)).toString("base64")),
      );
      read.push(...found.map((label) => labels[label]));
    }
    return read;
  };
}

async function readRival(read: ReadFaces, faces: readonly TestFace[]): Promise<Score> {
  const sample = faces.filter((_, i) => (i * SAMPLE) % faces.length < SAMPLE);
  let [best, most]: [Framing, number] = [UNCUT, 0];
  for (const framing of Object.keys(FRAMINGS) as Framing[]) {
    const { fer2013, ferplus } = shares(sample, await read(sample, framing));
    if (fer2013 + ferplus > most) [best, most] = [framing, fer2013 + ferplus];
  }
  const uncut = shares(faces, await read(faces, UNCUT));
  return { ...(best === UNCUT ? uncut : shares(faces, await read(faces, best))), framing: best, uncut };
}

function frame({ image, points }: TestFace, framing: Framing, size: number): Float32Array {
  const { aligned, edge } = FRAMINGS[framing];
  const whole: Similarity = { a: CROP_SIZE / image.width, b: 0, tx: 0, ty: 0 };
  const from = edge * CROP_SIZE;
  const step = (CROP_SIZE - 2 * from) / size;
  return cut(image, aligned && points ? alignment(points) : whole, {
    x: from,
    y: from,
    width: size,
    height: size,
    step,
  });
}

function shares(faces: readonly TestFace[], read: readonly (Expression | undefined)[]): Shares {
  return { fer2013: fer2013Share(faces, read), ferplus: ferplusShare(faces, read) };
}

function fer2013Share(faces: readonly TestFace[], read: readonly (Expression | undefined)[]): number {
  return faces.filter(({ fer2013 }, i) => FER2013_CLASSES[fer2013] === read[i]).length / faces.length;
}

function ferplusShare(faces: readonly TestFace[], read: readonly (Expression | undefined)[]): number {
  const agreed = faces.flatMap(({ ferplus }, i) => (ferplus === null ? [] : EXPRESSIONS[ferplus] === read[i]));
  return agreed.filter(Boolean).length / agreed.length;
}
