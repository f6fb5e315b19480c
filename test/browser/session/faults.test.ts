import { afterEach, expect, test, vi } from "vitest";
import { openCall, PATIENCE, person, type TestCall, untilPresent, untilRead } from "../call/demo-call.ts";
import {
  evaluateIn,
  giveStore,
  hearEngine,
  newestSession,
  offscreenDocument,
  secondsRead,
  sessions,
  untilKept,
} from "./kept-call.ts";

/** The recorder's patience with a writing that does not end, and then some. */
const STUCK = { timeout: 120_000, interval: 500 };

let call: TestCall;
afterEach(() => call.close());

async function recording() {
  return (await call.view())?.recording;
}

async function popupSays(words: RegExp): Promise<void> {
  await vi.waitFor(async () => {
    const alerts = await call.popup.$$eval("[role=alert]", (all) => all.map((alert) => alert.textContent));
    expect(alerts.join("")).toMatch(words);
  }, PATIENCE);
}

test("a full disk, a database held by another page, a session deleted: each is told, and reading goes on", async () => {
  call = await openCall([person("Ada", 0)]);
  await untilPresent(call, { Ada: "face" });
  await giveStore(call.popup);
  const heard = await hearEngine(call);
  await untilKept(call.popup, (session) => expect(secondsRead(session)).toBeGreaterThan(1));

  // As when the disk is full.
  const debug = await call.popup.createCDPSession();
  const origin = `chrome-extension://${call.extensionId}`;
  await debug.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  await vi.waitFor(async () => expect(await recording()).toEqual({ state: "failed", trouble: "quota" }), PATIENCE);
  await popupSays(/full/);
  await untilRead(call, ["Ada"], 8);
  const before = secondsRead(await newestSession(call.popup));
  await debug.send("Storage.overrideQuotaForOrigin", { origin });
  await vi.waitFor(async () => expect(await recording()).toEqual({ state: "on" }), PATIENCE);
  await untilKept(call.popup, (session) => expect(secondsRead(session)).toBeGreaterThan(before));

  // A transaction that another page never ends.
  await call.popup.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open("countenance");
      opening.addEventListener("success", () => resolve(opening.result));
    });
    const held = database.transaction(["sessions", "chunks"], "readwrite").objectStore("sessions");
    let isHeld = true;
    const hold = () => {
      if (isHeld) held.count().addEventListener("success", hold);
      else database.close();
    };
    hold();
    Object.assign(globalThis, {
      letGo: () => {
        isHeld = false;
      },
    });
  });
  await vi.waitFor(async () => expect(await recording()).toEqual({ state: "failed", trouble: "blocked" }), STUCK);
  await popupSays(/./);
  await untilRead(call, ["Ada"], 8);
  await call.popup.evaluate("letGo()");
  await vi.waitFor(async () => expect(await recording()).toEqual({ state: "on" }), PATIENCE);
  const kept = await newestSession(call.popup);
  const said = (await heard()).filter(({ readings }) => readings.length > 0);
  const seconds = new Set(said.map(({ timeMs }) => Math.floor((timeMs - kept.startedMs) / 1000)));
  expect(seconds.size).toBeGreaterThan(10);
  // The last of them come with the next writing.
  await untilKept(call.popup, ({ participants }) => {
    const readings = participants[0]?.track.readings ?? [];
    const lost = [...seconds].filter((second) => !readings[second]);
    expect(lost, "seconds lost while the store was full or held").toEqual([]);
  });

  await call.popup.evaluate((id) => store.deleteSession(id), kept.id);
  await vi.waitFor(async () => expect(await recording()).toEqual({ state: "deleted" }), PATIENCE);
  await popupSays(/./);
  await untilRead(call, ["Ada"], 8);
  expect(await sessions(call.popup)).toEqual([]);
});

test("a clock set back turns no time back; one that leaps ahead ends a call in which nobody was seen for long", async () => {
  call = await openCall([person("Ada", 0)]);
  await untilPresent(call, { Ada: "face" });
  await giveStore(call.popup);
  await untilKept(call.popup, (session) => expect(secondsRead(session)).toBeGreaterThan(1));
  const offscreen = await offscreenDocument(call);
  await evaluateIn(offscreen, () => {
    const now = Date.now.bind(Date);
    Date.now = () => now() - 3_600_000;
  });
  const before = await newestSession(call.popup);
  await untilRead(call, ["Ada"], 8);
  await untilKept(call.popup, (session) => expect(secondsRead(session)).toBeGreaterThan(secondsRead(before) + 1));
  const after = await newestSession(call.popup);
  expect(await sessions(call.popup)).toHaveLength(1);
  const earlier = before.participants[0]?.track;
  const later = after.participants[0]?.track;
  const settled = Math.max(0, (earlier?.length ?? 0) - 6);
  expect(later?.readings.subarray(0, settled), "what was kept stays").toEqual(earlier?.readings.subarray(0, settled));
  expect(later?.length).toBeGreaterThan(earlier?.length ?? 0);
  expect(later?.length, "and no hour was added").toBeLessThan((earlier?.length ?? 0) + 600);

  await evaluateIn(offscreen, () => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 3_600_000;
  });
  await vi.waitFor(async () => expect(await call.view()).toBeNull(), PATIENCE);
  await untilKept(call.popup, ({ endedMs }) => expect(endedMs).not.toBeNull());
  const { startedMs, endedMs, participants } = await newestSession(call.popup);
  const lastSecond = participants[0]?.track.readings.findLastIndex((count) => count > 0) ?? 0;
  expect((endedMs ?? 0) - startedMs).toBe((lastSecond + 1) * 1000);
  await call.popup.bringToFront();
  const shown = () => call.popup.evaluate(() => document.querySelector("main")?.textContent);
  await vi.waitFor(async () => expect(await shown()).toContain("no face"), PATIENCE);

  // Whoever comes back when the engine is long gone is told too; with the next call it is forgotten.
  await call.popup.evaluate(() => chrome.offscreen.closeDocument());
  await call.popup.reload();
  await vi.waitFor(async () => expect(await shown()).toContain("no face"), PATIENCE);
  await call.popup.click("[role=switch]");
  await call.popup.waitForSelector("[role=switch][aria-checked=true]");
  await vi.waitFor(async () => expect(await shown()).toContain("Ada"), PATIENCE);
  await call.popup.click("[role=switch]");
  await vi.waitFor(async () => expect(await shown()).not.toMatch(/Ada|no face/), PATIENCE);
});
