import { expect, test, vi } from "vitest";
import { type Entry, FileQueue } from "../../../src/analyse/file-queue.ts";

/** Files whose opening takes for ever. */
vi.mock("../../../src/files/media-file.ts", async (original) => ({
  ...(await original()),
  openMediaFile: (_: Blob, __: string, signal: AbortSignal) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
}));

test("a file is stopped while it is being opened, and the next one's turn comes", async () => {
  let entries: readonly Entry[] = [];
  const queue = new FileQueue({
    analyzer: () => expect.fail("nothing is there to be read"),
    onChange: (changed) => {
      entries = changed;
    },
  });
  const states = () => entries.map(({ state }) => state);
  const files = ["one.gif", "other.gif"].map((name) => ({ name, file: new File(["GIF89a"], name) }));
  queue.add(files, 250);
  await expect.poll(states).toEqual(["reading", "waiting"]);
  queue.stop(entries[0]?.id ?? 0);
  await expect.poll(states).toEqual(["stopped", "reading"]);
  queue.stopAll();
  await expect.poll(states).toEqual(["stopped", "stopped"]);
});
