import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";

test("the examples say in one sentence that their port is taken", async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, "127.0.0.1", () => resolve(Object(other.address()).port));
  });
  const { stderr, status } = serve(`${port}`);
  other.close();
  expect(stderr).toMatch(/^The examples cannot be served: .*EADDRINUSE.*\n$/);
  expect(status).toBe(1);
});

test("the examples say in one sentence that what is given is no port", () => {
  const { stderr, status } = serve("abc");
  expect(stderr).toMatch(/^The examples cannot be served: .*port.*\n$/);
  expect(status).toBe(1);
});

function serve(port: string) {
  return spawnSync(process.execPath, [`${ROOT}examples/server.mjs`, port], { encoding: "utf8" });
}
