import type { CDPSession, Page } from "puppeteer";
import { OURS } from "../contestants/all.ts";
import { table } from "../markdown.ts";
import { lessThanOurs } from "../speed.ts";
import { lookIn, runtime } from "../stage.ts";
import type { Each, Scenario } from "./scenario.ts";

interface Held {
  /** Null without TensorFlow.js. */
  readonly tensors: number | null;
  /** Of the page and its Workers after a collection: JavaScript objects and buffers, in bytes. */
  readonly heap: number;
}

interface Memory {
  readonly frames: number;
  /** After the first pictures, and after all. */
  readonly each: Each<{ readonly before: Held; readonly after: Held }>;
}

const WARM_UP = 20;
const TURN = 50;

/** What is held after many pictures of the gallery's film, in a page of its own. */
export const memory: Scenario<Memory> = {
  name: "memory",
  async run(stage) {
    const { frames } = stage.options;
    const film = await stage.pictures.film(4, stage.filmSeconds);
    const each: Record<string, Memory["each"][string]> = {};
    for await (const { contestant } of stage.rounds(1)) {
      const { page } = await stage.start(contestant, film[0] ?? "");
      const look = async (from: number, to: number) => {
        for (let start = from; start < to; start += TURN) {
          const places = Array.from({ length: Math.min(TURN, to - start) }, (_, i) => start + i);
          const pictures = places.map((place) => film[place % film.length] ?? "");
          await lookIn(
            page,
            pictures,
            places.map((place) => place * 200),
          );
        }
      };
      await look(0, WARM_UP);
      const before = await held(page);
      await look(WARM_UP, frames);
      each[contestant.id] = { before, after: await held(page) };
      await page.browserContext().close();
    }
    return { frames, each };
  },
  section({ frames, each }, contestants) {
    const megabytes = (bytes: number | undefined) => `${((bytes ?? Number.NaN) / 1e6).toFixed(1)} MB`;
    const growth = (id: string) => {
      const { before, after } = each[id] ?? {};
      return (after?.heap ?? Number.NaN) - (before?.heap ?? Number.NaN);
    };
    return {
      markdown: [
        "## Memory",
        `After ${WARM_UP} pictures of the gallery's film, and after ${frames}: tensors, and the heap of the page and its Workers after a collection, WebAssembly's memory apart. Target: flat. (\`--frames\` sets the number.) Our heap grew by ${megabytes(growth(OURS.id))}.`,
        table([
          ["", "tensors", "after", "heap", "after"],
          ...contestants.map(({ id, name }) => {
            const { before, after } = each[id] ?? {};
            return [
              name,
              before?.tensors?.toString() ?? "none",
              after?.tensors?.toString() ?? "none",
              megabytes(before?.heap),
              megabytes(after?.heap),
            ];
          }),
        ]),
      ].join("\n\n"),
      losses: lessThanOurs(`growth of the heap over ${frames} pictures`, contestants, growth),
    };
  },
};

async function held(page: Page): Promise<Held> {
  const session = await page.createCDPSession();
  const heaps = await Promise.all([session, ...page.workers().map(({ client }) => client)].map(heap));
  await session.detach();
  return { tensors: (await runtime(page))?.tensors ?? null, heap: heaps.reduce((sum, bytes) => sum + bytes, 0) };
}

async function heap(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}
