// What every file of these tests begins with: a browser for the file, and a page for each test.

import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { type CallPage, Harness } from "./harness.ts";

export let harness: Harness;
/** The page of the test that runs. */
export let call: CallPage;

/** Call it once, at the top of the file. `prepare`: what each test's page is given before. */
export function openPageForEachTest(prepare: () => Promise<void> = async () => {}): void {
  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(() => harness.close());
  beforeEach(async () => {
    call = await harness.open();
    await prepare();
  });
  afterEach(async () => {
    expect(call.errors).toEqual([]);
    await call.page.close();
  });
}

/** Gives the page a part of the content script alone. `script` imports it as a neighbour would, from `src/content`. */
export async function addPart(script: string): Promise<void> {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: `${ROOT}src/content` },
    bundle: true,
    write: false,
  });
  await call.page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
}

/** People join, one after the other: each has a picture before the next comes. */
export async function join(...names: string[]): Promise<void> {
  await call.page.evaluate(async (names) => {
    for (const name of names) {
      await window.call.join(name);
      const video = document.getElementById(name)?.querySelector("video");
      while (video && video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  }, names);
}
