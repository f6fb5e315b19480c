import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type CallPage, Harness } from "./harness.ts";

let harness: Harness;
let call: CallPage;

beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.close());
beforeEach(async () => {
  call = await harness.open();
});
afterEach(async () => {
  expect(call.errors).toEqual([]);
  await call.page.close();
});

const join = (...names: string[]) =>
  call.page.evaluate(async (names) => {
    for (const name of names) await window.call.join(name);
  }, names);

test("finds who is there, and who joins later, by name", async () => {
  await join("Ada Lovelace");
  await call.inject();
  await call.tilesNamed("Ada Lovelace");
  await join("Grace Hopper");
  const [ada, grace] = await call.tilesNamed("Ada Lovelace", "Grace Hopper");
  expect(ada?.id).not.toBe(grace?.id);
  const [frame] = await call.grab(ada?.id ?? "");
  expect(frame).toMatchObject({ type: "frame", tile: ada?.id, image: { width: 320, height: 180 } });
});
