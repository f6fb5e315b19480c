import { beforeEach, expect, test, vi } from "vitest";
import { renewInOpenPages } from "../../../src/background/always-on.ts";
import { DEFAULT_SETTINGS } from "../../../src/messages/parse-settings.ts";

/** The tabs that are open, what they were looked for by, and which of them was given a script. */
const tabs = vi.hoisted(() => ({ open: [] as { id: number }[], asked: [] as object[], given: [] as object[] }));
vi.mock("webextension-polyfill", () => ({
  default: {
    tabs: {
      TAB_ID_NONE: -1,
      query: async (asked: object) => {
        tabs.asked.push(asked);
        return tabs.open;
      },
    },
    scripting: {
      executeScript: async (given: { target: { tabId: number } }) => {
        if (given.target.tabId === 2) throw new Error("Frame with ID 0 is showing error page");
        tabs.given.push(given);
      },
    },
  },
}));

beforeEach(() => {
  for (const list of Object.values(tabs)) list.splice(0);
});

test("open pages of the sites are given the script, all but those that can't have it", async () => {
  tabs.open.push({ id: 1 }, { id: 2 }, { id: 3 });
  await renewInOpenPages({ ...DEFAULT_SETTINGS, alwaysOn: ["meet.example.org", "call.example.org"] });
  expect(tabs.asked).toEqual([{ url: ["https://meet.example.org/*", "https://call.example.org/*"], discarded: false }]);
  expect(tabs.given).toEqual([1, 3].map((tabId) => ({ target: { tabId, allFrames: true }, files: ["always-on.js"] })));
});

test("without such sites nobody looks for pages", async () => {
  await renewInOpenPages(DEFAULT_SETTINGS);
  expect(tabs.asked).toEqual([]);
});
