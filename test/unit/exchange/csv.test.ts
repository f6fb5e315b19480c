import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { affect } from "../../../src/engine/circumplex.ts";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { CSV_COLUMNS, csvStyleFor, writeCsv } from "../../../src/exchange/csv.ts";
import type { Session, SessionParticipant } from "../../../src/session/session.ts";
import { longCall, participantsOf, SMILE, trackOf } from "../session/hand-made.ts";
import { anySession } from "./any-session.ts";

const nameOf = ({ name, number }: SessionParticipant) => name || `Participant ${number}`;

function sessionOf(participants: Session["participants"], change: Partial<Session> = {}): Session {
  const id = "0b1e7a52-6f0c-4a7e-9a53-2d0c8f1e4b6a";
  const startedMs = Date.UTC(2026, 0, 15, 9);
  return {
    id,
    title: "",
    site: "",
    startedMs,
    endedMs: startedMs,
    modelVersion: "1.0",
    participants,
    notes: [],
    ...change,
  };
}

function named(name: string): Session["participants"] {
  return participantsOf({ a: trackOf(SMILE) }).map((participant) => ({ ...participant, name }));
}

/** Read by someone else's reader. */
function rowsOf(csv: string, delimiter = ","): string[][] {
  expect(csv.startsWith("\ufeff")).toBe(true);
  const { data, errors } = Papa.parse<string[]>(csv.slice(1), { delimiter, newline: "\r\n", skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data;
}

test("a second in view is a row", () => {
  const mixed = { neutral: 51, happiness: 204, notSure: true };
  const csv = [
    ...writeCsv(sessionOf(participantsOf({ ada: trackOf(null, SMILE), ben: trackOf(null, mixed) })), nameOf),
  ];
  expect(csv.join("").slice(1).split("\r\n")).toEqual([
    CSV_COLUMNS.join(","),
    '2026-01-15T09:00:01.000Z,1,1,"Participant 1",0.000,1.000,0.000,0.000,0.000,0.000,0.000,0.000,0.810,0.510,0.800,sure,"1.0"',
    '2026-01-15T09:00:01.000Z,1,2,"Participant 2",0.200,0.800,0.000,0.000,0.000,0.000,0.000,0.000,0.648,0.408,0.800,not sure,"1.0"',
    "",
  ]);
});

test("no session is too empty for a table", () => {
  expect(rowsOf([...writeCsv(sessionOf([]), nameOf)].join(""))).toEqual([[...CSV_COLUMNS]]);
});

test.each(["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "＝1"])("the name %j is no formula", (name) => {
  const [, row] = rowsOf([...writeCsv(sessionOf(named(name)), nameOf)].join(""));
  expect(row?.[3]).toBe(`'${name}`);
});

test("numbers below zero are left alone", () => {
  const [, row] = rowsOf([...writeCsv(sessionOf(participantsOf({ a: trackOf({ sadness: 255 }) })), nameOf)].join(""));
  expect(row?.[CSV_COLUMNS.indexOf("valence")]).toBe("-0.630");
});

test("where 0,5 is written so, semicolons part the cells", () => {
  expect(csvStyleFor("de")).toEqual({ decimal: "," });
  expect(csvStyleFor("en")).toEqual({ decimal: "." });
  expect(csvStyleFor("ja")).toEqual({ decimal: "." });
  const csv = [...writeCsv(sessionOf(named('Ada; "A", B')), nameOf, csvStyleFor("de"))].join("");
  const [header, row] = rowsOf(csv, ";");
  expect(header).toEqual([...CSV_COLUMNS]);
  expect(row?.[3]).toBe('Ada; "A", B');
  expect(row?.[12]).toBe("0,810");
});

test("another reader finds every cell of any session", () => {
  fc.assert(
    fc.property(anySession, fc.constantFrom("." as const, "," as const), (session, decimal) => {
      const csv = [...writeCsv(session, nameOf, { decimal })].join("");
      const number = (text: string | undefined) => Number(text?.replace(",", "."));
      const [header, ...rows] = rowsOf(csv, decimal === "," ? ";" : ",");
      expect(header).toEqual([...CSV_COLUMNS]);
      let next = 0;
      const length = session.participants[0]?.track.length ?? 0;
      for (let second = 0; second < length; second++)
        for (const participant of session.participants) {
          const { readings, notSure, quality, probabilities } = participant.track;
          const count = readings[second] ?? 0;
          if (count === 0) continue;
          const row = rows[next++] ?? [];
          expect(row).toHaveLength(CSV_COLUMNS.length);
          expect(Date.parse(row[0] ?? "")).toBe(session.startedMs + 1000 * second);
          expect(row.slice(1, 3)).toEqual([String(second), String(participant.number)]);
          expect(row[3]?.replace(/^'(?=[=+\-@＝])/, "")).toBe(nameOf(participant));
          const bytes = [...probabilities.subarray(second * 8, second * 8 + 8)];
          expect(row.slice(4, 12).map((cell) => Math.round(number(cell) * 255))).toEqual(bytes);
          const { valence, arousal } = affect(bytes.map((byte) => byte / 255));
          expect(Math.abs(number(row[12]) - valence)).toBeLessThanOrEqual(0.0006);
          expect(Math.abs(number(row[13]) - arousal)).toBeLessThanOrEqual(0.0006);
          expect(Math.round(number(row[14]) * 255)).toBe(quality[second]);
          expect(row[15]).toBe(2 * (notSure[second] ?? 0) >= count ? "not sure" : "sure");
          expect(row[16]?.replace(/^'(?=[=+\-@＝])/, "")).toBe(session.modelVersion);
        }
      expect(rows).toHaveLength(next);
    }),
  );
}, 60_000);

test("eight hours of twelve people come in parts that stall nothing", () => {
  const participants = longCall();
  let rows = 0;
  let longest = 0;
  for (const part of writeCsv(sessionOf(participants), nameOf)) {
    longest = Math.max(longest, part.length);
    for (let at = part.indexOf("\r\n"); at >= 0; at = part.indexOf("\r\n", at + 1)) rows++;
  }
  expect(rows).toBe(1 + participants.reduce((sum, { totals }) => sum + totals.secondsInView, 0));
  expect(longest).toBeLessThan(200_000);
}, 60_000);

test("the expressions are columns", () => {
  expect(CSV_COLUMNS.slice(4, 12)).toEqual([...EXPRESSIONS]);
});
