import { expect, test, vi } from "vitest";
import { browser, openBrowserForEachTest, openSessions, PATIENCE, quiet, store, titles } from "./session-setup.ts";

openBrowserForEachTest();

test("a summary tells each participant's time in view and shares, in words too", async () => {
  await store("some");
  const popup = await openSessions();
  await popup.click(".session-words");
  await popup.waitForSelector(".summary-heading");
  expect(
    await popup.$$eval(".card > .visually-hidden", (found) => found.map(({ textContent }) => textContent)),
  ).toEqual([
    "Ada Lovelace: In view for 24 min. Over the whole session: Neutral 70%, Smile 30%. Not sure in 5% of the time.",
    "Ben (you): In view for 24 min. Over the whole session: Neutral 90%, Surprised 10%. Not sure in 5% of the time.",
    "Chiara: In view for 24 min. Over the whole session: Smile 50%, Neutral 40%, Smirk 10%. Not sure in 5% of the time.",
    "Deniz: In view for 24 min. Over the whole session: Neutral 70%, Downcast 20%, Scowl 10%. Not sure in 5% of the time.",
  ]);
});

test("the moments of somebody whom the report deletes meanwhile go, and are not said to be everyone's", async () => {
  await store("some");
  const popup = await openSessions();
  await (await popup.$$(".session-words"))[1]?.click();
  const shown = () => popup.$$eval(".moment bdi", (names) => names.map(({ textContent }) => textContent));
  await vi.waitFor(async () => expect(await shown()).toEqual(["Chiara", "Chiara", "Chiara"]), PATIENCE);
  await store("removePerson", "Coaching with Ada", "Chiara");
  await vi.waitFor(async () => expect(await popup.$$(".card")).toHaveLength(3), PATIENCE);
  // Those of who is left are looked for meanwhile.
  await quiet();
  await vi.waitFor(async () => expect(await shown()).not.toContain("Everyone"), PATIENCE);
  expect(await shown()).not.toContain("Chiara");
});

test("the moments are looked for by a Worker: of a long session with many people they take seconds", async () => {
  await store("some");
  const popup = await openSessions();
  const workers: string[] = [];
  popup.on("workercreated", (worker) => workers.push(worker.url()));
  await (await popup.$$(".session-words"))[1]?.click();
  await popup.waitForSelector(".moment");
  expect(workers).toEqual([expect.stringMatching(/\/findings-worker\.js$/)]);
});

test("the report opens in a tab, and once it is open that tab is shown again", async () => {
  await store("some");
  const reports = () => browser.targets().filter((target) => target.url().includes("/report/report.html?session="));
  for (const _ of ["opened", "shown again"]) {
    const popup = await openSessions();
    await popup.click(".session-words");
    await popup.waitForSelector(".footer .button");
    await popup.click(".footer .button");
    await vi.waitFor(async () => {
      expect(reports()).toHaveLength(1);
      const report = await reports()[0]?.page();
      expect(await report?.evaluate(() => document.visibilityState)).toBe("visible");
    }, PATIENCE);
  }
});

test("a session that another page deletes while it is open is here no more; brought back there it is listed, not opened", async () => {
  await store("some");
  const popup = await openSessions();
  const [title = "", ...others] = await titles(popup);
  await popup.click(".session-words");
  await popup.waitForSelector(".summary-heading");
  await store("remove", title);
  await popup.waitForSelector(".session");
  expect(await titles(popup)).toEqual(others);
  expect(await popup.$(".summary-heading")).toBeNull();
  await popup.keyboard.press("Tab");
  await popup.keyboard.press("F2");
  await popup.waitForSelector(".title-field:focus");
  await store("bringBack");
  await vi.waitFor(async () => expect(await titles(popup)).toContain(title), PATIENCE);
  expect(await popup.$(".title-field:focus")).not.toBeNull();
});
