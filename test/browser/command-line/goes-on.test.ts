// What fails in one file is told of that file, and the next ones are read.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { png } from "./animation.ts";
import { command, FACES, installCommandForFile, looks, PATIENCE } from "./setup.ts";

installCommandForFile();

const face = `${FACES}/happiness-a.png`;

test(
  "a picture that is but a line is read and drawn, and the next one, too",
  async () => {
    const line = join(command.project, "line.png");
    await writeFile(line, greyPng(20_000, 1));
    const boxes = join(command.project, "boxes");
    const { code, stdout, stderr } = await command.run(["analyze", line, face, "--json", "--boxes", boxes]);
    expect([code, stderr]).toEqual([0, `${line}: read\n${face}: read\n`]);
    expect(looks(stdout).map(({ faces }) => faces.length)).toEqual([0, 1]);
    const drawn = await readFile(join(boxes, "line.png.png"));
    // Width and height.
    expect([drawn.readUInt32BE(16), drawn.readUInt32BE(20)]).toEqual([8192, 1]);
  },
  PATIENCE,
);

test(
  "an engine that fails on one file is started anew for the next",
  async () => {
    const worker = join(command.project, "node_modules/countenance/dist/library/assets/worker.js");
    const whole = await readFile(worker, "utf8");
    const fails = `self.addEventListener("message", ({ data }) => {
      if (data.size?.width === 128) throw new Error("out of memory");
    });\n`;
    await writeFile(worker, fails + whole);
    const { code, stdout, stderr } = await command.run(["analyze", `${ROOT}icons/png/128.png`, face, "--json"]);
    await writeFile(worker, whole);
    expect(code).toBe(1);
    expect(stderr).toMatch(/128\.png: The engine's Worker, .* has failed \(.*out of memory/);
    expect(looks(stdout)).toMatchObject([{ file: face, faces: [{ dominant: "happiness" }] }]);
  },
  PATIENCE,
);

/** A picture of one grey. */
function greyPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Bits; their kind, grey, is 0.
  header[8] = 8;
  const rows = Buffer.alloc((width + 1) * height, 128);
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0;
  return png([
    ["IHDR", header],
    ["IDAT", deflateSync(rows)],
    ["IEND", Buffer.alloc(0)],
  ]);
}
