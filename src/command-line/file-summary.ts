import { percent, table } from "../../evaluation/table.ts";
import { printable } from "../../scripts/printable.mjs";
import { EXPRESSIONS, type Expression } from "../engine/expression.ts";
import type { Reading } from "../engine/reading.ts";
import type { Look } from "../exchange/readings.ts";
import { counted } from "./counted.ts";
import type { OpenedFile } from "./page/page.ts";

interface FaceTotals {
  firstMs: number;
  lastMs: number;
  looks: number;
  valence: number;
  arousal: number;
  /** Looks that were sure. */
  sure: number;
  readonly shown: Map<Expression, number>;
  last: Reading;
}

/** What a file's faces showed, in a table; of each face only sums are kept, however long the film. */
export class FileSummary {
  readonly #file: string;
  readonly #opened: OpenedFile;
  readonly #faces = new Map<number, FaceTotals>();
  #looks = 0;

  constructor(file: string, opened: OpenedFile) {
    this.#file = file;
    this.#opened = opened;
  }

  add({ timeMs, readings }: Look): void {
    this.#looks++;
    for (const reading of readings) {
      const face = this.#faces.get(reading.faceId) ?? newFace(timeMs, reading);
      this.#faces.set(reading.faceId, face);
      face.lastMs = timeMs;
      face.looks++;
      face.valence += reading.valence;
      face.arousal += reading.arousal;
      face.last = reading;
      if (reading.doubt !== null) continue;
      face.sure++;
      face.shown.set(reading.dominant, (face.shown.get(reading.dominant) ?? 0) + 1);
    }
  }

  /** "" of a file that gave no picture: here there is nothing to say of it. */
  text(): string {
    if (this.#looks === 0) return "";
    const { kind, width, height } = this.#opened;
    const looks = kind === "film" ? `, ${counted(this.#looks, "look")}` : "";
    const heading = `${printable(this.#file)}: ${kind}, ${width} × ${height}${looks}, ${counted(this.#faces.size, "face")}`;
    if (this.#faces.size === 0) return heading;
    return `${heading}\n${kind === "film" ? this.#film() : this.#picture()}`;
  }

  #picture(): string {
    return table([
      ["face", "shows", "likely", "valence", "arousal"],
      ...[...this.#faces].map(([id, { last }]) => {
        const likely = last.probabilities[EXPRESSIONS.indexOf(last.dominant)] ?? 0;
        const shows = last.doubt === null ? last.dominant : `not sure (${last.doubt}), ${last.dominant}?`;
        return [String(id), shows, percent(likely), signed(last.valence), signed(last.arousal)];
      }),
    ]);
  }

  #film(): string {
    return table([
      ["face", "from", "to", "looks", "shows", "not sure", "valence", "arousal"],
      ...[...this.#faces].map(([id, face]) => [
        String(id),
        seconds(face.firstMs),
        seconds(face.lastMs),
        String(face.looks),
        shares(face),
        percent(1 - face.sure / face.looks),
        signed(face.valence / face.looks),
        signed(face.arousal / face.looks),
      ]),
    ]);
  }
}

function newFace(timeMs: number, last: Reading): FaceTotals {
  return { firstMs: timeMs, lastMs: timeMs, looks: 0, valence: 0, arousal: 0, sure: 0, shown: new Map(), last };
}

/** The two expressions shown most, each with its share of all looks at the face. */
function shares({ shown, looks }: FaceTotals): string {
  const most = [...shown].sort(([, one], [, other]) => other - one).slice(0, 2);
  return most.map(([expression, count]) => `${expression} ${percent(count / looks)}`).join(", ");
}

function seconds(timeMs: number): string {
  return `${(timeMs / 1000).toFixed(2)} s`;
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}
