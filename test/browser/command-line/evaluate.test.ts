import { once } from "node:events";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { beforeAll, expect, test } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { command, FACES, installCommandForFile, PATIENCE } from "./setup.ts";

installCommandForFile();

/** Six labelled faces, a picture without one, and one that is broken. */
let labelled: string;
beforeAll(async () => {
  labelled = join(command.project, "labelled");
  const folders = { happy: "happiness", Surprised: "surprise", "3_neutral": "neutral" };
  for (const [name, expression] of Object.entries(folders)) {
    await mkdir(join(labelled, name), { recursive: true });
    for (const one of "ab") await copyFile(`${FACES}/${expression}-${one}.png`, join(labelled, name, `${one}.png`));
  }
  await copyFile(`${ROOT}icons/png/128.png`, join(labelled, "happy", "icon.png"));
  await writeFile(join(labelled, "happy", "broken.png"), "no picture");
});

test(
  "evaluate: figures of labelled pictures, those without a face and broken ones counted",
  async () => {
    const { code, stdout, stderr } = await command.run([
      "evaluate",
      labelled,
      "--svg",
      "matrix.svg",
      "--json",
      "figures.json",
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/broken\.png: [A-Z]/);
    const figures = JSON.parse(await readFile(join(command.project, "figures.json"), "utf8"));
    expect(figures).toMatchObject({ pictures: 7, withoutFace: 1, unreadable: 1, withSeveralFaces: 0, accuracy: 1 });
    expect(figures.accuracyOfAll).toBeCloseTo(6 / 7, 4);
    expect(figures.perClass.happiness).toMatchObject({ n: 2, withoutFace: 1, recall: 1 });
    expect(stdout).toMatch(/… without a face +\| +1 \|/);
    expect(await readFile(join(command.project, "matrix.svg"), "utf8")).toMatch(
      /^<svg .*Your pictures \(1 more show no face\)/s,
    );
  },
  PATIENCE,
);

test(
  "evaluate: stopped in the middle, it leaves the files of before as they were, and no empty ones",
  async () => {
    const before = join(command.project, "before.svg");
    await writeFile(before, "of before");
    const running = command.start(["evaluate", "labelled", "--svg", before, "--json", "new.json"]);
    await once(running.process.stderr as Readable, "data");
    running.process.kill("SIGINT");
    const { code, stdout } = await running.ended;
    expect([code, stdout]).toEqual([130, ""]);
    expect(await readFile(before, "utf8")).toBe("of before");
    expect(existsSync(join(command.project, "new.json"))).toBe(false);
  },
  PATIENCE,
);
