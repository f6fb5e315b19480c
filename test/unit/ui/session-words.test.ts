import { expect, test, vi } from "vitest";
import messages from "../../../_locales/en/messages.json";
import { NO_TOTALS } from "../../../src/session/totals.ts";
import { participantName, sessionPeople, sessionTitle } from "../../../src/ui/session-words.ts";

vi.mock("webextension-polyfill", () => ({
  default: {
    i18n: {
      getMessage: (key: keyof typeof messages, given: string[] = []) =>
        messages[key].message.replaceAll(/\$(\d)/g, (_, place) => given[Number(place) - 1] ?? ""),
    },
  },
}));

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
