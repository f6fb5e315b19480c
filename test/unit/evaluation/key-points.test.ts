import { expect, test } from "vitest";
import { findKeyPoints } from "../../../evaluation/key-points.ts";
import canonicalFace from "../../../src/engine/canonical-face.json" with { type: "json" };
import parity from "../../fixtures/parity.json" with { type: "json" };

test("the engine finds the key points of small aligned faces where they belong, and none in an empty picture", async () => {
  const { size, points } = canonicalFace;
  const faces = parity.faces.slice(0, 8).map(({ pixels }) => {
    return { width: size, height: size, pixels: new Uint8Array(Buffer.from(pixels, "base64")) };
  });
  const empty = { width: size, height: size, pixels: new Uint8Array(size * size).fill(128) };
  const found = await findKeyPoints([...faces, empty]);
  expect(found.at(-1)).toBeNull();
  const whole = found.slice(0, -1).flatMap((face) => face ?? []);
  expect(whole).toHaveLength(faces.length);
  for (const face of whole) {
    for (const name of ["rightEye", "leftEye", "nose", "mouth"] as const) {
      const [x = 0, y = 0] = points[name];
      // Detectors differ by a pixel or two in what they call the eye's place.
      expect(Math.hypot(face[name].x - x * size, face[name].y - y * size), name).toBeLessThan(4);
    }
  }
}, 60_000);
