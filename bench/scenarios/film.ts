import { FRAMES_PER_SECOND } from "../pictures.ts";
import { fasterThanRivals, lessThanOurs, speedTable, timesChart } from "../speed.ts";
import { collect, mean, type Spread, spread } from "../statistics.ts";
import type { Each, Scenario } from "./scenario.ts";

interface Film {
  readonly seconds: number;
  readonly people: boolean;
  /** Mean milliseconds a picture in each second of the film, by the number of faces in it. */
  readonly ms: Readonly<Record<"one" | "four", Each<Spread>>>;
  readonly found: Readonly<Record<"one" | "four", Each<number>>>;
}

/**
 * A film: whoever follows faces may. A second of it is a contestant's turn, and its mean is what counts, so that pictures in
 * which faces are looked for anew count as much as those in which they are followed.
 */
export const film: Scenario<Film> = {
  name: "film",
  async run(stage) {
    const ms = { one: {} as Each<Spread>, four: {} as Each<Spread> };
    const found = { one: {} as Each<number>, four: {} as Each<number> };
    const seconds = stage.filmSeconds;
    for (const [layout, faces] of [
      ["one", 1],
      ["four", 4],
    ] as const) {
      const pictures = await stage.pictures.film(faces, seconds);
      // On a clock of its own: the two films are the same source to the contestants, an hour apart.
      const startMs = faces * 3_600_000;
      const means: Record<string, number[]> = {};
      const counts: Record<string, number[]> = {};
      for await (const { round, contestant } of stage.rounds(seconds)) {
        const from = round * FRAMES_PER_SECOND;
        const second = pictures.slice(from, from + FRAMES_PER_SECOND);
        const times = second.map((_, i) => startMs + (1000 * (from + i)) / FRAMES_PER_SECOND);
        const looks = await stage.look(contestant, second, times);
        collect(means, contestant.id, [mean(looks.map((look) => look.ms))]);
        collect(
          counts,
          contestant.id,
          looks.map(({ boxes }) => boxes.length),
        );
      }
      ms[layout] = Object.fromEntries(Object.entries(means).map(([id, values]) => [id, spread(values)]));
      found[layout] = Object.fromEntries(Object.entries(counts).map(([id, values]) => [id, mean(values)]));
    }
    return { seconds, people: (await stage.pictures.filmsOfPeople()).length > 0, ms, found };
  },
  section({ seconds, people, ms, found }, contestants) {
    return {
      markdown: [
        "## Film",
        `The same ${seconds} seconds for all, ${FRAMES_PER_SECOND} pictures a second, 1280×720, ${people ? "four filmed people (not part of the repository)" : "composite faces of the demo call"}. Means over each second, of these the medians and quartiles. Expressions are read in each picture. We look for faces once a second and follow them in between; Human, as it comes, may keep to those it found for up to 2.5 s of the clock on the wall; face-api looks in each.`,
        speedTable(contestants, [
          ["one face", ms.one, found.one],
          ["gallery of four", ms.four, found.four],
        ]),
        `The fastest rival takes ${fasterThanRivals(ms.one, contestants)} our time for one face and ${fasterThanRivals(ms.four, contestants)} for the gallery. Targets: 4 times for each.`,
        "![Milliseconds a picture of a film](images/bench-film.svg)",
      ].join("\n\n"),
      losses: [
        ...lessThanOurs("time for a picture of a film, one face", contestants, (id) => ms.one[id]?.median),
        ...lessThanOurs("time for a picture of a film, four faces", contestants, (id) => ms.four[id]?.median),
      ],
      charts: {
        "bench-film": timesChart("Milliseconds for a picture of a film, 1280×720", contestants, [
          ["one face", ms.one],
          ["gallery of four", ms.four],
        ]),
      },
    };
  },
};
