import { afterEach, expect, test, vi } from "vitest";
import { giveImage, handImage } from "../../../src/messages/handed-image.ts";

// Outside extensions it does not load.
vi.mock("webextension-polyfill", () => ({ default: {} }));

afterEach(() => {
  vi.useRealTimers();
});

test("an image is handed over once", () => {
  const image = { name: "face.png", dataUrl: "data:image/png;base64,AAAA" };
  const key = handImage(image);
  expect(giveImage("another")).toBeNull();
  expect(giveImage(key)).toEqual(image);
  expect(giveImage(key)).toBeNull();
});

test("what no page asks for is forgotten after a minute", () => {
  vi.useFakeTimers();
  const key = handImage({ name: "face.png", dataUrl: null });
  vi.advanceTimersByTime(60_000);
  expect(giveImage(key)).toBeNull();
});
