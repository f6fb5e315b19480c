import { OURS } from "../contestants/all.ts";
import { fasterThanRivals, lessThanOurs, milliseconds, speedTable, timesChart } from "../speed.ts";
import { collect, mean, type Spread, spread } from "../statistics.ts";
import type { Each, Scenario } from "./scenario.ts";

interface Frames {
  /** Milliseconds a picture, by the number of faces in it. */
  readonly ms: Readonly<Record<"one" | "four", Each<Spread>>>;
  /** Faces found in a picture, on average. */
  readonly found: Readonly<Record<"one" | "four", Each<number>>>;
  /** Milliseconds a picture of ours, small faces looked for, too. */
  readonly thorough: Readonly<Record<"one" | "four", Spread>>;
}

const LAYOUTS = ["one", "four"] as const;
const FACES = { one: { count: 1, name: "one face" }, four: { count: 4, name: "four faces" } } as const;
/** Pictures a contestant reads in its turn. */
const TURN = 3;

/** Single pictures: none has anything to do with the one before. */
export const frames: Scenario<Frames> = {
  name: "frames",
  async run(stage) {
    const ms = { one: {} as Each<Spread>, four: {} as Each<Spread> };
    const found = { one: {} as Each<number>, four: {} as Each<number> };
    const thorough = { one: spread([]), four: spread([]) };
    for (const layout of LAYOUTS) {
      const film = await stage.pictures.film(FACES[layout].count, stage.filmSeconds);
      const times: Record<string, number[]> = {};
      const faces: Record<string, number[]> = {};
      const slow: number[] = [];
      for await (const { round, contestant } of stage.rounds(stage.options.quick ? 2 : 12)) {
        const pictures = Array.from({ length: TURN }, (_, i) => film[((round * TURN + i) * 7) % film.length] ?? "");
        const looks = await stage.look(contestant, pictures, null);
        collect(
          times,
          contestant.id,
          looks.map((look) => look.ms),
        );
        collect(
          faces,
          contestant.id,
          looks.map(({ boxes }) => boxes.length),
        );
        if (contestant !== OURS) continue;
        for (const look of await stage.look(contestant, pictures, null, true)) slow.push(look.ms);
      }
      thorough[layout] = spread(slow);
      ms[layout] = Object.fromEntries(Object.entries(times).map(([id, values]) => [id, spread(values)]));
      found[layout] = Object.fromEntries(Object.entries(faces).map(([id, values]) => [id, mean(values)]));
    }
    return { ms, found, thorough };
  },
  section({ ms, found, thorough }, contestants) {
    const thoroughly = (layout: "one" | "four") => ({ ...ms[layout], [OURS.id]: thorough[layout] });
    return {
      markdown: [
        "## Single pictures",
        "Pictures of 1280×720 that have nothing to do with one another: one face, and a gallery of two by two with a face each. From the canvas to the result. Medians, quartiles in brackets, and how many times our own median that is.",
        speedTable(contestants, [
          ["one face", ms.one, found.one],
          ["gallery of four", ms.four, found.four],
        ]),
        `The fastest rival takes ${fasterThanRivals(ms.one, contestants)} our time for one face and ${fasterThanRivals(ms.four, contestants)} for four. Target: 3 times for one.`,
        `Ours is told not to look for faces narrower than a thirtieth of the picture. Unless told, it does so in pictures that stand alone (what that gives is seen in the stills below), and takes ${milliseconds(thorough.one)} for one face, ${milliseconds(thorough.four)} for four: then the fastest rival takes ${fasterThanRivals(thoroughly("one"), contestants)} and ${fasterThanRivals(thoroughly("four"), contestants)} our time.`,
        "![Milliseconds a single picture](images/bench-frames.svg)",
      ].join("\n\n"),
      losses: LAYOUTS.flatMap((layout) => [
        ...lessThanOurs(
          `time for a single picture, ${FACES[layout].name}`,
          contestants,
          (id) => ms[layout][id]?.median,
        ),
        ...lessThanOurs(
          `time for a single picture, ${FACES[layout].name}, small ones looked for, too`,
          contestants,
          (id) => thoroughly(layout)[id]?.median,
        ),
        ...lessThanOurs(
          `distance from the number of faces in a single picture, ${FACES[layout].name}`,
          contestants,
          (id) => Math.abs((found[layout][id] ?? Number.NaN) - FACES[layout].count),
        ),
      ]),
      charts: {
        "bench-frames": timesChart("Milliseconds for a single picture, 1280×720", contestants, [
          ["one face", ms.one],
          ["gallery of four", ms.four],
        ]),
      },
    };
  },
};
