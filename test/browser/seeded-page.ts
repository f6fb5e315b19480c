// What a test puts into a page of the extension: a script that sets the global `seed`, functions that use the product's own store.

import { build } from "esbuild";
import type { Page } from "puppeteer";
import { ROOT } from "../../scripts/bootstrap.mjs";

/** The script, bundled. `entry` is its path from the repository's root. */
export async function seedScript(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    format: "iife",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** The script of the reports, which the bench uses, too. */
export const REPORT_SEED = "test/browser/report/seed.ts";

type Functions<Seed> = { [Name in keyof Seed]: (...given: never[]) => unknown };

/** Calls one of `seed`'s functions in the page. */
export async function callSeed<Seed extends Functions<Seed>, Name extends keyof Seed & string>(
  page: Page,
  name: Name,
  given: Parameters<Seed[Name]>,
): Promise<Awaited<ReturnType<Seed[Name]>>> {
  return page.evaluate(
    (name, given) => {
      const { seed } = globalThis as unknown as { seed: Record<string, (...given: unknown[]) => unknown> };
      return seed[name]?.(...given);
    },
    name,
    given,
  ) as never;
}
