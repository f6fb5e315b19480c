import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "puppeteer";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { EXTENSION } from "../../../scripts/build.mjs";
import { followCall } from "../../../scripts/call-report.mjs";
import { turnOn } from "../../../scripts/demo-call.mjs";
import { openCall, PATIENCE, person, type TestCall, untilPresent } from "../call/demo-call.ts";
import { giveStore, newestSession, secondsRead, sessions, untilKept } from "./kept-call.ts";

let profile: string;
let call: TestCall;
/** The browser after the one that was killed. */
let next: Browser | undefined;
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), "countenance-profile-"));
  call = await openCall([person("Ada", 0), person("Ben", 1)], { args: [`--user-data-dir=${profile}`] });
  await giveStore(call.popup);
});
afterEach(async () => {
  await next?.close();
  await call.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** As a crash would, or the computer's end. */
async function kill(): Promise<void> {
  const ended = new Promise((resolve) => call.browser.once("disconnected", resolve));
  call.browser.process()?.kill("SIGKILL");
  await ended;
}

/** Starts the browser again; resolves to a page of the extension. */
async function restart(): Promise<Page> {
  next = await launchBrowser({ args: [`--user-data-dir=${profile}`] });
  expect(await next.installExtension(EXTENSION)).toBe(call.extensionId);
  const page = await next.newPage();
  await page.goto(`chrome-extension://${call.extensionId}/popup/popup.html?tab=1`);
  await giveStore(page);
  return page;
}

test("a browser that is killed loses nothing that was kept; the session is ended there", async () => {
  await untilPresent(call, { Ada: "face", Ben: "face" });
  await untilKept(call.popup, ({ participants }) => {
    expect(participants).toHaveLength(2);
    for (const { totals } of participants) expect(totals.secondsInView).toBeGreaterThan(5);
  });
  const kept = await newestSession(call.popup);
  await kill();
  const goneMs = Date.now();

  const page = await restart();
  await untilKept(page, (session) => expect(session.endedMs).not.toBeNull());
  expect(await sessions(page)).toHaveLength(1);
  const { startedMs, endedMs, participants } = await newestSession(page);
  expect(startedMs).toBe(kept.startedMs);
  // Seconds are whole: the last may have been under way.
  expect(endedMs).toBeLessThan(goneMs + 1000);
  expect(participants.map(({ id }) => id)).toEqual(kept.participants.map(({ id }) => id));
  for (const [i, { track }] of participants.entries()) {
    expect(track.length).toBe(((endedMs ?? 0) - startedMs) / 1000);
    const before = kept.participants[i]?.track.readings ?? [];
    expect(before.length).toBeGreaterThan(5);
    // More may have been written between that look and the kill.
    expect(track.length).toBeGreaterThanOrEqual(before.length);
    for (const [second, count] of before.entries()) expect(track.readings[second]).toBeGreaterThanOrEqual(count);
  }
});

test("a damaged database keeps no call from being read, nor from being kept", async () => {
  await untilKept(call.popup, (session) => expect(secondsRead(session)).toBeGreaterThan(1));
  const callUrl = call.page.url();
  await kill();
  const folder = join(profile, "Default", "IndexedDB", `chrome-extension_${call.extensionId}_0.indexeddb.leveldb`);
  const files = (await readdir(folder)).filter((name) => /^MANIFEST|\.log$|\.ldb$|^CURRENT$/.test(name));
  expect(files).toContain("CURRENT");
  for (const name of files) await writeFile(join(folder, name), "no database");

  const page = await restart();
  await page.browser().defaultBrowserContext().overridePermissions(new URL(callUrl).origin, ["camera"]);
  const meeting = await page.browser().newPage();
  await meeting.goto(callUrl);
  const view = await followCall(page, await turnOn(page.browser(), call.extensionId, meeting));
  await vi.waitFor(async () => expect((await view())?.participants[0]?.framesWithFace).toBeGreaterThan(5), PATIENCE);
  // The browser throws a database away that it can't read, and begins another.
  await vi.waitFor(async () => expect((await view())?.recording).toEqual({ state: "on" }), PATIENCE);
  await untilKept(page, (session) => expect(secondsRead(session)).toBeGreaterThan(1));
  expect(await sessions(page)).toHaveLength(1);
});
