import { expect, test, vi } from "vitest";
import { NO_TOTALS } from "../../../src/session/totals.ts";
import { participantName, sessionName, sessionPeople, sessionTitle } from "../../../src/ui/session-words.ts";

vi.stubGlobal("navigator", { languages: ["en-GB"] });
vi.mock("webextension-polyfill", async () => (await import("./english.ts")).POLYFILL);

test("one site's calls are told apart by their times; a title of its own is enough", () => {
  const startedMs = new Date(2026, 4, 12, 14, 30).getTime();
  const nowMs = new Date(2026, 4, 15, 9, 30).getTime();
  expect(sessionName({ title: " ", site: "meet.example.org", startedMs }, nowMs)).toBe(
    "meet.example.org · Tuesday 14:30",
  );
  expect(sessionName({ title: "Team sync", site: "meet.example.org", startedMs }, nowMs)).toBe("Team sync");
});

test("a title and names that are nothing but spaces, as in a file, are told as none", () => {
  expect(sessionTitle({ title: "  ", site: "meet.example.org" })).toBe("meet.example.org");
  expect(sessionTitle({ title: "\t", site: " " })).toBe("A call");
  expect(participantName({ name: "\u00a0", number: 2 })).toBe("Participant 2");
  const participants = ["Ada", " "].map((name, i) => ({
    id: `p${i}`,
    number: i + 1,
    name,
    self: false,
    totals: NO_TOTALS,
  }));
  expect(sessionPeople({ participants })).toBe("\u2068Ada\u2069, 1 other");
});
