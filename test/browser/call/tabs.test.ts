import type { Page } from "puppeteer";
import { afterEach, expect, test, vi } from "vitest";
import { followCall } from "../../../scripts/call-report.mjs";
import { openPopup } from "../../../scripts/demo-call.mjs";
import {
  openCall,
  openSecondTab,
  PATIENCE,
  person,
  press,
  type TestCall,
  untilPresent,
  untilRead,
} from "./demo-call.ts";

let call: TestCall;
afterEach(() => call.close());

test("two calls in two tabs, with the same people in them, don't mix", async () => {
  call = await openCall([person("Ada", 0), person("Ben", 1)]);
  await untilPresent(call, { Ada: "face", Ben: "face" });
  const { page: second, tabId: secondTab, view: secondView } = await openSecondTab(call);
  expect(secondTab).not.toBe(call.tabId);
  await vi.waitFor(async () => {
    const participants = (await secondView())?.participants ?? [];
    expect(participants.map(({ name, presence }) => [name, presence])).toEqual([
      ["Ada", "face"],
      ["Ben", "face"],
    ]);
  }, PATIENCE);

  await press(second, "Leave: Ada");
  await vi.waitFor(async () => {
    expect((await secondView())?.participants[0]).toMatchObject({ name: "Ada", presence: "gone" });
  }, PATIENCE);
  await untilRead(call, ["Ada", "Ben"]);
  expect((await call.view())?.participants).toHaveLength(2);
  const shows = (page: Page, expected: Record<string, string>) =>
    vi.waitFor(async () => expect(await phrases(page)).toEqual(expected), PATIENCE);
  await shows(second, { Ada: "Has left", Ben: "Neutral face" });
  await shows(call.page, { Ada: "Neutral face", Ben: "Neutral face" });

  await second.close();
  await vi.waitFor(async () => expect(await secondView()).toBeNull(), PATIENCE);
  await untilRead(call, ["Ada", "Ben"]);
});

/** What the popup says of each when it is opened on the page by the toolbar's button. */
async function phrases(page: Page): Promise<Record<string, string>> {
  await page.bringToFront();
  const popup = await openPopup(call.browser, call.extensionId, page);
  await popup.waitForSelector(".card");
  const shown = await popup.$$eval(".card", (cards) =>
    cards.map((card) => [".card-name bdi", ".card-phrase"].map((part) => card.querySelector(part)?.textContent)),
  );
  await popup.close();
  return Object.fromEntries(shown);
}

test("a meeting whose tab is hidden for half a minute goes on being read", async () => {
  call = await openCall([person("Ada", 0, "happiness"), person("Ben", 1)]);
  await untilPresent(call, { Ada: "face", Ben: "face" });
  // Another tab of the same window comes to the front.
  await call.page.bringToFront();
  await call.page.evaluate(() => void window.open("about:blank"));
  await vi.waitFor(async () => expect(await call.page.evaluate(() => document.hidden)).toBe(true), PATIENCE);
  await new Promise((resolve) => setTimeout(resolve, 30_000));
  await untilRead(call, ["Ada", "Ben"], 8);
  expect(await call.page.evaluate(() => document.hidden)).toBe(true);
  expect(await call.participant("Ada")).toMatchObject({ presence: "face", reading: { dominant: "happiness" } });

  await call.press("Camera off: Ben");
  await untilPresent(call, { Ada: "face", Ben: "still" });
});

test("the popup closed and opened again shows the same call", async () => {
  call = await openCall([person("Ada", 0), person("Ben", 1)]);
  await untilPresent(call, { Ada: "face", Ben: "face" });
  const url = call.popup.url();
  const before = await call.view();
  await call.popup.close();
  const reopened = await call.browser.newPage();
  await reopened.goto(url);
  const view = await followCall(reopened, call.tabId);
  await vi.waitFor(async () => {
    const now = await view();
    expect(now?.startedMs).toBe(before?.startedMs);
    for (const [i, participant] of (before?.participants ?? []).entries()) {
      expect(now?.participants[i]?.id).toBe(participant.id);
      expect(now?.participants[i]?.framesWithFace).toBeGreaterThan(participant.framesWithFace);
    }
  }, PATIENCE);
  await reopened.waitForFunction(() => document.body.textContent.includes("Ada"));
});
