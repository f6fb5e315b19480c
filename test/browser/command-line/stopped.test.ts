// Stopped, killed, cut off: whatever ends it leaves whole lines and rows, and no browser.

import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import papaparse from "papaparse";
import { expect, test, vi } from "vitest";
import { command, FACES, film, installCommandForFile, looks, PATIENCE } from "./setup.ts";

installCommandForFile();

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s in the middle of a film leaves whole lines, and no browser",
  async (signal) => {
    const running = command.start(["analyze", film, "--every", "1ms", "--json"]);
    await running.lines(5);
    running.process.kill(signal);
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(signal === "SIGINT" ? 130 : 143);
    expect(stderr).toContain("Stopped.");
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
    const read = looks(stdout);
    expect(read.length).toBeGreaterThanOrEqual(5);
    expect(read.length).toBeLessThan(6000);
    expect(read.map(({ timeMs }) => timeMs)).toEqual(read.map((_, i) => i));
  },
  PATIENCE,
);

test(
  "SIGINT leaves a CSV file of whole rows",
  async () => {
    const csv = join(command.project, "stopped.csv");
    const running = command.start(["analyze", film, "--every", "1ms", "--csv", csv]);
    await vi.waitFor(async () => expect((await readFile(csv, "utf8")).split("\n").length).toBeGreaterThan(5), {
      timeout: 90_000,
      interval: 20,
    });
    running.process.kill("SIGINT");
    expect((await running.ended).code).toBe(130);
    const text = await readFile(csv, "utf8");
    expect(text.endsWith("\r\n")).toBe(true);
    const { errors } = papaparse.parse(text, { header: true, skipEmptyLines: true });
    expect(errors).toEqual([]);
  },
  PATIENCE,
);

test(
  "a browser that never answers is given up with the first Ctrl-C",
  async () => {
    const silent = join(command.project, "silent-browser");
    const words = [
      "#!/bin/sh",
      '[ "$1" = --version ] && echo "Chromium 140.0.0.0" && exit',
      "echo started >&2",
      "exec sleep 6007",
    ];
    await writeFile(silent, words.join("\n"), { mode: 0o755 });
    const running = command.start(["analyze", film, "--json"], { CHROME_PATH: silent });
    await vi.waitFor(
      () => expect(execFileSync("ps", ["-axo", "args="], { encoding: "utf8" })).toContain("sleep 6007"),
      {
        timeout: 60_000,
        interval: 100,
      },
    );
    running.process.kill("SIGINT");
    const { code, stdout, stderr } = await running.ended;
    expect([code, stdout]).toEqual([130, ""]);
    expect(stderr).toContain("Stopped.");
  },
  PATIENCE,
);

test(
  "who stops reading stdout ends it quietly",
  async () => {
    const running = command.start(["analyze", film, "--every", "1ms", "--json"]);
    await running.lines(2);
    running.process.stdout?.destroy();
    const { code, stderr } = await running.ended;
    expect([code, stderr]).toEqual([0, ""]);
  },
  PATIENCE,
);

test(
  "killed outright, it takes its browser and the profile along",
  async () => {
    const running = command.start(["analyze", film, "--every", "1ms", "--json"]);
    await running.lines(2);
    running.process.kill("SIGKILL");
    await running.ended;
    await vi.waitFor(async () => expect(await command.left()).toEqual([]), { timeout: 60_000, interval: 200 });
  },
  PATIENCE,
);

test(
  "a browser that ends in the middle costs the file it read, and no other",
  async () => {
    const running = command.start(["analyze", film, `${FACES}/happiness-a.png`, "--every", "1ms", "--json"]);
    await running.lines(2);
    const found = execFileSync("ps", ["-axww", "-o", "pid=,args="], { encoding: "utf8" }).split("\n");
    const temporary = join(command.project, "..", "temporary");
    const own = found.filter((line) => line.includes(`--user-data-dir=${temporary}`) && !line.includes("--type="));
    // Not the shell that waits for it.
    const browser = own.find((line) => !line.includes("rm -rf"));
    process.kill(Number.parseInt(browser ?? "", 10), "SIGKILL");
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/film\.png: The browser has ended\..* What was read before, \d+ looks, stands\./);
    expect(looks(stdout).at(-1)).toMatchObject({ file: `${FACES}/happiness-a.png`, timeMs: 0 });
    // Chromium's own, which it could not remove.
    await command.sweep();
  },
  PATIENCE,
);
