import { expect, test } from "vitest";
import { MEDIA } from "../../media.ts";
import { openFilesPage, page } from "./files-page.ts";

openFilesPage();

test.each(["image/png", "image/jpeg", "image/webp"])("opens %s", async (type) => {
  const seen = await page.evaluate(async (type) => {
    return files.look(await files.makePicture("/faces/happiness-a.png", type), 250);
  }, type);
  expect(seen).toMatchObject({
    shape: { kind: "picture", width: 480, height: 360, durationMs: 0 },
    times: [0],
    code: null,
  });
});

test("opens a BMP", async () => {
  const seen = await page.evaluate(() => {
    const bmp = new DataView(new ArrayBuffer(54 + 20 * 12 * 4));
    bmp.setUint16(0, 0x424d);
    for (const [at, value] of [
      [2, bmp.byteLength],
      [10, 54],
      [14, 40],
      [18, 20],
      [22, 12],
    ] as const)
      bmp.setUint32(at, value, true);
    bmp.setUint16(26, 1, true);
    bmp.setUint16(28, 32, true);
    return files.look(new Blob([bmp]), 250);
  });
  expect(seen).toMatchObject({ shape: { kind: "picture", width: 20, height: 12 }, sizes: ["20×12"], code: null });
});

test("a picture taken on its side stands upright", async () => {
  const seen = await page.evaluate(async () => {
    // Orientation 6 is a quarter turn clockwise.
    return files.look(await files.makeExifJpeg("/faces/happiness-a.png", { orientation: 6 }), 250);
  });
  expect(seen).toMatchObject({ shape: { width: 360, height: 480 }, sizes: ["360×480"], code: null });
});

test.each([1, 6])("a JPEG that is shown at half its size has all its pixels (orientation %d)", async (orientation) => {
  const seen = await page.evaluate(async (orientation) => {
    const exif = { orientation, width: 240, height: 180, resolution: 144 };
    return files.look(await files.makeExifJpeg("/faces/happiness-a.png", exif), 250);
  }, orientation);
  const [width, height] = orientation === 1 ? [480, 360] : [360, 480];
  expect(seen).toMatchObject({ shape: { width, height }, sizes: [`${width}×${height}`], code: null });
});

test("a large file is a picture all the same, unless it is animated: then it is too large", async () => {
  const seen = await page.evaluate(async () => {
    // Bytes after a picture's end are not looked at.
    const padded = (file: Blob) => new Blob([file, new Uint8Array(2 ** 28)]);
    const png = await files.makePicture("/faces/happiness-a.png", "image/png");
    const gif = await files.fetchFile("/fixtures/animated.gif");
    return [await files.look(padded(png), 250), await files.look(padded(gif), 250)];
  });
  expect(seen[0]).toMatchObject({ shape: { kind: "picture", width: 480 }, sizes: ["480×360"], code: null });
  expect(seen[1]?.code).toBe("too-large");
});

test("an AVIF is a picture, and its face is read", async () => {
  const [frames, seen] = await page.evaluate(async () => {
    const file = await files.fetchFile("/fixtures/smile.avif");
    return [await files.read(file, 250), await files.look(file, 250)] as const;
  });
  expect(seen).toMatchObject({ shape: { kind: "picture", width: 320, height: 240 }, sizes: ["320×240"], code: null });
  expect(frames.map(({ readings }) => readings.map(({ dominant }) => dominant))).toEqual([["happiness"]]);
});

test("a face is found upright in a picture taken on its side", async () => {
  const [frame] = await page.evaluate(async () => files.read(await files.fetchFile("/fixtures/turned.jpg"), 250));
  const [face] = frame?.readings ?? [];
  expect(face?.dominant).toBe("happiness");
  // Boxes are in the upright picture, 320 by 240; its face is in the middle.
  const { x, y, width, height } = face?.box ?? { x: 0, y: 0, width: 0, height: 0 };
  expect([Math.abs(x + width / 2 - 160) < 20, Math.abs(y + height / 2 - 120) < 30]).toEqual([true, true]);
});

test("a film that begins a little late keeps its time; one with the time of day for a clock counts from its beginning", async () => {
  const seen = await page.evaluate(async () => {
    const faces = ["/faces/happiness-a.png"];
    const late = (beginsAt: number) => files.makeFilm({ container: "webm", faces, secondsEach: 2, beginsAt });
    return [await files.look(await late(1.25), 500), await files.look(await late(1.7e9), 500)];
  });
  expect(seen[0]).toMatchObject({ shape: { offsetMs: 0 }, times: [1250, 1500, 2000, 2500, 3000], code: null });
  expect(seen[1]).toMatchObject({ shape: { offsetMs: 1.7e12 }, times: [0, 500, 1000, 1500], code: null });
  expect(seen[1]?.shape?.durationMs).toBeLessThanOrEqual(2000);
});

test("a film whose picture changes its size is read in one: the wider picture fitted in, as players show it", async () => {
  const [seen, frames] = await page.evaluate(async () => {
    const film = await files.makeWideningFilm("/faces/happiness-a.png");
    return [await files.look(film, 500), await files.read(film, 500)] as const;
  });
  expect(seen).toMatchObject({ shape: { width: 480, height: 360 }, sizes: ["480×360"], code: null });
  const boxes = frames.map(({ readings: [face] }) => face?.box ?? { x: 0, y: 0, width: 0, height: 0 });
  expect(boxes).toHaveLength(4);
  // The face is in the middle, half as large once the picture is twice as wide.
  for (const { x, width } of boxes) expect(Math.abs(x + width / 2 - 240)).toBeLessThan(15);
  expect((boxes[3]?.width ?? 0) / (boxes[0]?.width ?? 1)).toBeCloseTo(0.5, 1);
  expect((boxes[3]?.y ?? 0) + (boxes[3]?.height ?? 0) / 2).toBeGreaterThan(170);
});

test("a recording whose header tells no duration has one", async () => {
  const seen = await page.evaluate(async () => files.look(await files.record(), 250));
  expect(seen.code).toBe(null);
  expect(seen.shape?.durationMs).toBeGreaterThan(700);
  expect(seen.times.length).toBeGreaterThan(2);
});

test("a recording without an index is read to its end, however long ago its last key frame was", async () => {
  const seen = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d");
    return files.look(await files.makeLiveFilm(canvas, 6), 500);
  });
  expect(seen.code).toBe(null);
  expect(seen.times).toEqual(Array.from({ length: 12 }, (_, i) => 500 * i));
});

test("who looks no further gets the signal's reason", async () => {
  const name = await page.evaluate(async () => {
    const faces = ["/faces/happiness-a.png"];
    const film = await files.openMediaFile(await files.makeFilm({ container: "mp4", faces, secondsEach: 2 }), "film");
    const life = new AbortController();
    try {
      for await (const { image } of film.frames(100, life.signal)) {
        image.close();
        life.abort();
      }
      return "went on";
    } catch (error) {
      return (error as Error).name;
    } finally {
      film.close();
    }
  });
  expect(name).toBe("AbortError");
});

test("bad files say what is wrong with them", async () => {
  const codes = await page.evaluate(async () => {
    const cut = async (file: Blob, share: number) => file.slice(0, Math.floor(file.size * share));
    const faces = ["/faces/happiness-a.png"];
    const jpeg = await files.makePicture("/faces/happiness-a.png", "image/jpeg");
    const png = await files.makePicture("/faces/happiness-a.png", "image/png");
    const mp4 = await files.makeFilm({ container: "mp4", faces, secondsEach: 2 });
    const webm = await files.makeFilm({ container: "webm", faces, secondsEach: 8 });
    const bad: Record<string, Blob> = {
      empty: new Blob([]),
      text: new Blob(["hello"]),
      "cut jpeg": await cut(jpeg, 0.5),
      "cut png": await cut(png, 0.5),
      "a png's signature": await cut(png, 0.0001).then(() => png.slice(0, 9)),
      "cut mp4": await cut(mp4, 0.5),
      "cut webm": await cut(webm, 0.5),
      "a webm that a download filled by half": new Blob([await cut(webm, 0.5), new Uint8Array(webm.size / 2)]),
      "an mp4's signature": mp4.slice(0, 24),
      sound: await files.makeSound(),
      huge: files.makeHugePng(20_000, 20_000),
      "huge, but shown small": await files.makeHugeJpeg(20_000, 20_000),
      avi: new Blob(["RIFF\x10\0\0\0AVI LIST"]),
      heic: new Blob(["\0\0\0\x18ftypheic\0\0\0\0mif1heic"]),
    };
    const found: Record<string, unknown> = {};
    for (const [name, file] of Object.entries(bad)) found[name] = (await files.look(file, 250)).code;
    return found;
  });
  expect(codes).toEqual({
    empty: "empty",
    text: "not-media",
    "cut jpeg": "broken",
    "cut png": "broken",
    "a png's signature": "broken",
    "cut mp4": "broken",
    "cut webm": "broken",
    "a webm that a download filled by half": "broken",
    "an mp4's signature": "broken",
    sound: "no-video",
    huge: "too-large",
    "huge, but shown small": "too-large",
    avi: "unsupported",
    heic: "unsupported",
  });
});

test("faces are followed through a film, numbered from 1 in each file", async () => {
  const frames = await page.evaluate(async () => {
    const faces = ["/faces/happiness-a.png", "/faces/anger-a.png"];
    return files.read(await files.makeFilm({ container: "mp4", faces, secondsEach: 3 }), 250);
  });
  expect(frames).toHaveLength(24);
  expect(frames.every(({ readings }) => readings.length === 1)).toBe(true);
  const [early, late] = [frames[8]?.readings[0], frames[23]?.readings[0]];
  expect(frames[0]?.readings[0]?.faceId).toBe(1);
  expect(early).toMatchObject({ dominant: "happiness", source: "a file" });
  expect(late?.dominant).toBe("anger");
  // The face is in the middle, 200 of 480 pixels wide with its hair.
  const box = early?.box ?? { x: 0, width: 0, y: 0, height: 0 };
  expect(Math.abs(box.x + box.width / 2 - 240)).toBeLessThan(30);
});

test.skipIf(!MEDIA)("real pictures and films are read as what they are", async () => {
  const [still, clip] = await page.evaluate(async () => [
    await files.read(await files.fetchFile("/media/stills/happy.jpg"), 250),
    await files.read(await files.fetchFile("/media/clips/d18.mp4"), 500),
  ]);
  expect(still?.[0]?.readings[0]?.dominant).toBe("happiness");
  expect(clip?.length).toBeGreaterThan(12);
  expect(clip?.every(({ readings }) => readings.length === 1 && readings[0]?.faceId === 1)).toBe(true);
});
