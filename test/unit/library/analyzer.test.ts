import { expect, test } from "vitest";
import { createAnalyzer } from "../../../src/library/analyzer.ts";

test("where there are no Workers, as on a server, that is said as every other trouble is", async () => {
  await expect(createAnalyzer({ signal: new AbortController().signal })).rejects.toMatchObject({
    name: "EngineError",
    code: "worker-failed",
    message: expect.stringContaining("Worker is not defined"),
  });
});
