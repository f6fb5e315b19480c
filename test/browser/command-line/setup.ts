// What every file of these tests begins with: the packed and installed command, and a film for it to read.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import type { LookObject } from "../../../src/exchange/readings.ts";
import { animatedPng } from "./animation.ts";
import { type InstalledCommand, installCommand } from "./installed-command.ts";

export const FACES = `${ROOT}test/fixtures/faces`;
export const PATIENCE = 240_000;

export let command: InstalledCommand;
/** Three faces for two seconds each. It is film.png, in the project. */
export let film: string;

/** Call it once, at the top of the file. */
export function installCommandForFile(): void {
  beforeAll(async () => {
    command = await installCommand();
    film = join(command.project, "film.png");
    const shown = ["neutral-a", "happiness-a", "surprise-a"];
    const pictures = await Promise.all(shown.map((name) => readFile(`${FACES}/${name}.png`)));
    await writeFile(film, animatedPng(pictures, 2));
  }, PATIENCE);
  afterAll(() => command?.remove());
  // A browser's last processes end a moment after it.
  afterEach(() => vi.waitFor(async () => expect(await command.left()).toEqual([]), { timeout: 60_000 }));
}

/** The lines of stdout. */
export function looks(stdout: string): LookObject[] {
  expect(stdout).toMatch(/^$|\n$/);
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
