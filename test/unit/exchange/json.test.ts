import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { asCopy, isKept, readSession, readSessionFile } from "../../../src/exchange/read-session.ts";
import schema from "../../../src/exchange/session.schema.json";
import { SessionFileError } from "../../../src/exchange/session-file-error.ts";
import { writeSession } from "../../../src/exchange/write-session.ts";
import { MOST_FILE_BYTES } from "../../../src/session/limits.ts";
import type { Session } from "../../../src/session/session.ts";
import { longCall, NEUTRAL, participantsOf, SMILE, times, trackOf } from "../session/hand-made.ts";
import { anySession } from "./any-session.ts";

const SESSION: Session = {
  id: "0b1e7a52-6f0c-4a7e-9a53-2d0c8f1e4b6a",
  title: "Monday",
  site: "meet.example.org",
  startedMs: 1_700_000_000_000,
  endedMs: 1_700_000_003_000,
  modelVersion: "1",
  participants: participantsOf({ ada: trackOf(NEUTRAL, SMILE, null), ben: trackOf(null, null, SMILE) }),
  notes: [{ id: "0b1e7a52-6f0c-4a7e-9a53-2d0c8f1e4b6b", second: 1, text: "Hello" }],
};

function fileOf(session: Session): string {
  return [...writeSession(session)].join("");
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The file with the value at this path changed; undefined takes it out. */
function changed(path: string, value: Json | undefined): string {
  const file = JSON.parse(fileOf(SESSION));
  const keys = path.match(/[^.[\]]+/g) ?? [];
  const last = keys.pop() ?? "";
  const parent = keys.reduce((object, key) => object[key], file);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return JSON.stringify(file);
}

function errorOf(json: string): SessionFileError {
  try {
    readSession(json);
  } catch (error) {
    if (error instanceof SessionFileError) return error;
    throw error;
  }
  return expect.fail("the file was read");
}

describe("round trip", () => {
  test("any session comes back the same", () => {
    fc.assert(
      fc.property(anySession, (session) => {
        expect(readSession(fileOf(session))).toEqual(session);
      }),
    );
  }, 60_000);

  test("any file comes back the same to the letter, whatever a store holds of seconds without a face", () => {
    fc.assert(
      fc.property(anySession, fc.integer({ min: 1, max: 255 }), (session, junk) => {
        const participants = session.participants.map(({ track, ...participant }) => {
          const isSeen = (i: number) => (track.readings[i] ?? 0) > 0;
          const fill = (column: Uint8Array, width: number) =>
            column.map((byte, i) => (isSeen(Math.floor(i / width)) ? byte : junk));
          return {
            ...participant,
            track: {
              ...track,
              notSure: fill(track.notSure, 1),
              quality: fill(track.quality, 1),
              probabilities: fill(track.probabilities, 8),
            },
          };
        });
        const file = fileOf({ ...session, participants });
        expect(file).toBe(fileOf(session));
        expect(fileOf(readSession(file))).toBe(file);
      }),
    );
  }, 60_000);

  test("by way of a file, too, with or without a byte order mark", async () => {
    expect(await readSessionFile(new Blob([...writeSession(SESSION)]))).toEqual(SESSION);
    expect(await readSessionFile(new Blob(["\ufeff", ...writeSession(SESSION)]))).toEqual(SESSION);
    expect(readSession(`\ufeff${fileOf(SESSION)}`)).toEqual(SESSION);
  });

  test("a session that goes on ends at its last second", () => {
    expect(readSession(fileOf({ ...SESSION, endedMs: null }))).toEqual(SESSION);
  });

  test("eight hours of twelve people", () => {
    const session = { ...SESSION, endedMs: SESSION.startedMs + 8 * 3600_000, participants: longCall() };
    const parts = [...writeSession(session)];
    const json = parts.join("");
    // About 50 bytes a second and person, segments of a restless call included; no part that would stall a page.
    expect(json.length).toBeLessThan(20e6);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(2e6);
    const read = readSession(json);
    expect(read.participants.map(({ totals }) => totals)).toEqual(session.participants.map(({ totals }) => totals));
    for (const [i, { track }] of read.participants.entries())
      expect(Buffer.compare(track.probabilities, session.participants[i]?.track.probabilities ?? Buffer.of())).toBe(0);
  }, 60_000);

  test("three hours of three hundred people who come and go", async () => {
    const [length, stay] = [3 * 3600, 720];
    const tracks = Array.from({ length: 300 }, (_, i) => {
      const before = times(Math.floor((i / 300) * (length - stay)), null);
      const seen = times(stay, { neutral: 128, happiness: 127 });
      return trackOf(...before, ...seen, ...times(length - stay - before.length, null));
    });
    const participants = participantsOf(Object.fromEntries(tracks.map((track, i) => [`p${i}`, track])));
    const session = { ...SESSION, endedMs: SESSION.startedMs + length * 1000, participants };
    const read = await readSessionFile(new Blob([...writeSession(session)]));
    expect(read.participants.map(({ totals }) => totals)).toEqual(participants.map(({ totals }) => totals));
  }, 60_000);
});

describe("the schema", () => {
  const isValid = new Ajv2020({ strict: true }).compile(schema);

  test("holds for every file that is written", () => {
    fc.assert(
      fc.property(anySession, (session) => {
        if (!isValid(JSON.parse(fileOf(session)))) expect.fail(JSON.stringify(isValid.errors));
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  test("finds fault with a file that is not one", () => {
    expect(isValid(JSON.parse(changed("participants[0].track.quality[1]", 256)))).toBe(false);
    expect(isValid(JSON.parse(changed("participants[0].segments[0].shows", "boredom")))).toBe(false);
  });
});

describe("a broken file", () => {
  test.each([
    ["id", "7", "a UUID"],
    ["title", "x".repeat(121), "text of at most 120 characters"],
    ["title", undefined, "text of at most 120 characters"],
    ["site", 7, "text of at most 253 characters"],
    ["startedMs", "yesterday", "a number from 0 to 253401609600000"],
    ["startedMs", 1e300, "a number from 0 to 253401609600000"],
    ["startedMs", 253401609600001, "a number from 0 to 253401609600000"],
    ["endedMs", 1, "a number from 1700000000000 to 253402214400000"],
    ["endedMs", null, "a number from 1700000000000 to 253402214400000"],
    ["endedMs", 1700000000000, "at least 1700000002000, when the tracks' last second begins"],
    ["endedMs", 1700000001999.5, "at least 1700000002000, when the tracks' last second begins"],
    ["modelVersion", null, "text of at most 100 characters"],
    ["version", "1", "a whole number from 1 to 9007199254740991"],
    ["notes", {}, "a list of at most 10000 entries"],
    ["notes[0].id", 1, "a UUID"],
    ["notes[0].second", -1, "a number from 0 to 604800"],
    ["notes[0].text", "x".repeat(2001), "text of at most 2000 characters"],
    ["participants", undefined, "a list of at most 1000 entries"],
    ["participants[1]", null, "an object"],
    ["participants[1].id", "ada", "one that does not occur before"],
    ["participants[1].id", "", "text without control characters, and not empty"],
    ["participants[1].id", "a\u0000", "text without control characters, and not empty"],
    ["participants[1].number", 1, "one that does not occur before"],
    ["participants[1].number", 0.5, "a whole number from 1 to 9007199254740991"],
    ["participants[1].self", 1, "true or false"],
    ["participants[0].track", [], "an object"],
    ["participants[0].track.length", -3, "a whole number from 0 to 604800"],
    ["participants[0].track.probabilities", [1], "a list of 24 numbers"],
    ["participants[0].track.readings[1]", 256, "a whole number from 0 to 255"],
    ["participants[0].track.readings[2]", null, "a whole number from 0 to 255"],
    ["participants[0].track.notSure[1]", 5, "at most 4, the second's readings"],
    ["participants[0].track.quality[2]", 9, "0 in a second without readings"],
  ] as const)("%s as %j is told by its place", (field, value, mustBe) => {
    expect(errorOf(changed(field, value as Json))).toMatchObject({
      trouble: "broken",
      field,
      message: `The file is damaged: “${field}” must be ${mustBe}.`,
    });
  });

  test("probabilities that do not sum to 1, or that are without readings", () => {
    expect(errorOf(changed("participants[0].track.probabilities[8]", 99)).field).toBe(
      "participants[0].track.probabilities[8…15]",
    );
    expect(errorOf(changed("participants[0].track.probabilities[23]", 1)).message).toMatch("0 in a second without");
  });

  test("tracks of different lengths", () => {
    const shorter = { ...SESSION, participants: participantsOf({ a: trackOf(SMILE), b: trackOf(SMILE, SMILE) }) };
    expect(errorOf(fileOf(shorter)).field).toBe("participants[1].track.length");
  });

  test.each([
    ["not JSON", "PK\u0003\u0004", "not-json"],
    ["empty", "", "not-json"],
    ["cut off", fileOf(SESSION).slice(0, -20), "not-json"],
    ["nested beyond reason", "[".repeat(1e6), "not-json"],
    ["something else's", '{"version": 1}', "not-a-session"],
    ["a number", "7", "not-a-session"],
    ["nothing", "null", "not-a-session"],
    ["a list", "[]", "not-a-session"],
    ["of a newer version", changed("version", 2), "newer"],
    ["of a newer version that is otherwise unlike ours", '{"format":"countenance-session","version":9}', "newer"],
  ] as const)("one that is %s", (_, json, trouble) => {
    expect(errorOf(json)).toMatchObject({ trouble, field: null });
  });

  test("too large is refused before it is read", async () => {
    const text = () => expect.fail("was read");
    const file = { size: MOST_FILE_BYTES + 1, text } as unknown as Blob;
    await expect(readSessionFile(file)).rejects.toMatchObject({ trouble: "too-large" });
  });

  test("a folder, or a file that was removed since it was chosen, is no trouble with the stored sessions", async () => {
    const file = new Blob(["{}"]);
    vi.spyOn(file, "text").mockRejectedValue(new DOMException("Gone.", "NotFoundError"));
    await expect(readSessionFile(file)).rejects.toMatchObject({ name: "SessionFileError", trouble: "not-json" });
  });

  test("whatever a value is changed to, it is read or refused as such", () => {
    const paths: string[] = [];
    const collect = (value: Json, path: string) => {
      if (path) paths.push(path);
      if (typeof value === "object" && value !== null)
        for (const [key, inner] of Object.entries(value)) collect(inner, path ? `${path}.${key}` : key);
    };
    collect(JSON.parse(fileOf(SESSION)), "");
    const readOrRefused = (json: string) => {
      try {
        const session = readSession(json);
        expect(readSession(fileOf(session))).toEqual(session);
      } catch (error) {
        expect(error).toBeInstanceOf(SessionFileError);
      }
    };
    const anyValue = fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.constantFrom(-0, 1e308, "__proto__"));
    fc.assert(
      fc.property(fc.constantFrom(...paths), anyValue, (path, value) => readOrRefused(changed(path, value as Json))),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), readOrRefused));
    const file = fileOf(SESSION);
    fc.assert(
      fc.property(fc.nat(file.length), fc.nat(20), fc.string({ maxLength: 5 }), (at, length, instead) =>
        readOrRefused(file.slice(0, at) + instead + file.slice(at + length)),
      ),
      { numRuns: 500 },
    );
  }, 60_000);
});

test("what may disguise a text is left out", () => {
  const title = changed("title", "a\u202eb\u0000c\u0007\nd");
  expect(readSession(title).title).toBe("abcd");
  expect(readSession(changed("notes[0].text", "a\nb\t\u001bc")).notes[0]?.text).toBe("a\nb\tc");
});

test("what follows from the tracks is computed, not believed", () => {
  const session = readSession(changed("participants[0].totals", { secondsInView: 1e9 }));
  expect(session).toEqual(SESSION);
});

test("an id that is kept already is noticed, also in capitals, and a copy gets its own", () => {
  const { id } = SESSION;
  const read = readSession(changed("id", id.toUpperCase()));
  expect(isKept(read, [SESSION])).toBe(true);
  expect(read.id, "that which replaces the kept one").toBe(id);
  const copy = asCopy(SESSION);
  expect(isKept(copy, [SESSION])).toBe(false);
  expect({ ...copy, id }).toEqual(SESSION);
});
