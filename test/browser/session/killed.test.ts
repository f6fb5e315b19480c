import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openCall, PATIENCE, person, type TestCall, untilPresent, untilRead } from "../call/demo-call.ts";
import { giveStore, hearEngine, newestSession, secondsRead, sessions, untilKept } from "./kept-call.ts";

let profile: string;
let call: TestCall;
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), "countenance-profile-"));
});
afterEach(async () => {
  await call.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

async function openOnProfile(): Promise<void> {
  call = await openCall([person("Ada", 0), person("Ben", 1)], { args: [`--user-data-dir=${profile}`] });
  await giveStore(call.popup);
}

/** As a crash would, or the computer's end. */
async function kill(): Promise<void> {
  const ended = new Promise((resolve) => call.browser.once("disconnected", resolve));
  call.browser.process()?.kill("SIGKILL");
  await ended;
  await call.close();
}

test("a browser that is killed loses five seconds of the call at most; the session is ended there", async () => {
  await openOnProfile();
  const heard = await hearEngine(call);
  await untilPresent(call, { Ada: "face", Ben: "face" });
  await untilRead(call, ["Ada", "Ben"], 20);
  const all = await heard();
  const killedMs = Date.now();
  await kill();

  await openOnProfile();
  await vi.waitFor(async () => {
    const [, cut] = await sessions(call.popup);
    expect(cut?.endedMs).not.toBeNull();
  }, PATIENCE);
  const kept = await sessions(call.popup);
  expect(kept).toHaveLength(2);
  const cut = kept[1];
  const { startedMs, endedMs, participants } = cut ?? (await newestSession(call.popup));
  expect(kept[0]?.endedMs, "the call that is on").toBeNull();
  expect(endedMs).toBeGreaterThan(killedMs - 5000);
  expect(endedMs).toBeLessThan(killedMs + 5000);
  for (const { id, track } of participants) {
    expect(track.length).toBe(((endedMs ?? 0) - startedMs) / 1000);
    const safe = all.filter(({ source, cameMs }) => source === id && cameMs < killedMs - 5000);
    expect(safe.length).toBeGreaterThan(3);
    for (let second = 0; second < track.length; second++) {
      const said = safe.filter(({ timeMs }) => Math.floor((timeMs - startedMs) / 1000) === second);
      expect(track.readings[second], `readings of second ${second}`).toBeGreaterThanOrEqual(said.length);
    }
  }
});

test("a damaged database keeps no call from being read", async () => {
  await openOnProfile();
  await untilKept(call.popup, (session) => expect(secondsRead(session)).toBeGreaterThan(1));
  await kill();
  const folder = join(profile, "Default", "IndexedDB", `chrome-extension_${call.extensionId}_0.indexeddb.leveldb`);
  const files = (await readdir(folder)).filter((name) => /^MANIFEST|\.log$|\.ldb$|^CURRENT$/.test(name));
  expect(files).toContain("CURRENT");
  for (const name of files) await writeFile(join(folder, name), "no database");

  await openOnProfile();
  await untilPresent(call, { Ada: "face", Ben: "face" });
  await untilRead(call, ["Ada", "Ben"], 5);
  // The browser throws a database away that it can't read, and begins another.
  await vi.waitFor(async () => expect((await call.view())?.recording).toEqual({ state: "on" }), PATIENCE);
  await untilKept(call.popup, (session) => expect(secondsRead(session)).toBeGreaterThan(1));
  expect(await sessions(call.popup)).toHaveLength(1);
});
