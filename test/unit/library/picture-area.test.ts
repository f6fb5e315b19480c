import { expect, test } from "vitest";
import { inFrame } from "../../../src/library/face-mark.ts";
import { fitPicture } from "../../../src/library/picture-area.ts";

const frame = { width: 400, height: 300 };
const film = { width: 1280, height: 720 };

test.each([
  ["contain", "50% 50%", { x: 0, y: 37.5, width: 400, height: 225 }],
  ["contain", "50% 0%", { x: 0, y: 0, width: 400, height: 225 }],
  ["cover", "50% 50%", { x: -200 / 3, y: 0, width: 1600 / 3, height: 300 }],
  ["cover", "100% 50%", { x: -400 / 3, y: 0, width: 1600 / 3, height: 300 }],
  ["fill", "50% 50%", { x: 0, y: 0, width: 400, height: 300 }],
  ["none", "10px 20px", { x: 10, y: 20, width: 1280, height: 720 }],
  ["none", "-10px 1e-05px", { x: -10, y: 0.00001, width: 1280, height: 720 }],
  ["contain", "0px calc(100% - 10px)", { x: 0, y: 65, width: 400, height: 225 }],
  ["cover", "calc(100% - 10px) 0px", { x: -400 / 3 - 10, y: 0, width: 1600 / 3, height: 300 }],
  ["cover", "calc(-10px + 100%) calc(50% + 20px)", { x: -400 / 3 - 10, y: 20, width: 1600 / 3, height: 300 }],
  ["scale-down", "50% 50%", { x: 0, y: 37.5, width: 400, height: 225 }],
])("object-fit: %s; object-position: %s", (objectFit, objectPosition, expected) => {
  const fitted = fitPicture(frame, film, objectFit, objectPosition);
  for (const side of ["x", "y", "width", "height"] as const) expect(fitted[side]).toBeCloseTo(expected[side], 6);
});

test("a small picture is not enlarged by scale-down", () => {
  expect(fitPicture(frame, { width: 100, height: 100 }, "scale-down", "50% 50%")).toEqual({
    x: 150,
    y: 100,
    width: 100,
    height: 100,
  });
});

test("a box of the picture in the frame, and in a mirror of it", () => {
  const area = {
    frame: { x: 0, y: 0, ...frame },
    picture: { x: 0, y: 37.5, width: 400, height: 225 },
    mirrored: false,
  };
  const box = { x: 128, y: 72, width: 320, height: 320 };
  expect(inFrame(box, area, film)).toEqual({ x: 40, y: 60, width: 100, height: 100 });
  expect(inFrame(box, { ...area, mirrored: true }, film)).toEqual({ x: 260, y: 60, width: 100, height: 100 });
});
