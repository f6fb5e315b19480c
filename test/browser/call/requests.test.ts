// That nothing is requested outside, each test of a call ends with (`TestCall.close`). Here, that it would be seen: a
// request that leaves, and one that the extension's own policy stops.

import type { CDPSession } from "puppeteer";
import { expect, test } from "vitest";
import { engineWorker, evaluateIn, offscreenDocument } from "../session/kept-call.ts";
import { openCall, person, type TestCall, untilPresent } from "./demo-call.ts";

const WHERE: Readonly<Record<string, (call: TestCall) => Promise<CDPSession>>> = {
  "the meeting page": ({ page }) => page.createCDPSession(),
  "the popup": ({ popup }) => popup.createCDPSession(),
  "the service worker": async ({ browser }) => {
    const target = await browser.waitForTarget((candidate) => candidate.type() === "service_worker");
    return target.createCDPSession();
  },
  "the offscreen document": offscreenDocument,
  "the engine's Worker": engineWorker,
};

test.each(Object.keys(WHERE))("a request of %s to elsewhere fails the test", async (place) => {
  const call = await openCall([person("Ada", 0)]);
  await untilPresent(call, { Ada: "face" });
  const session = await WHERE[place]?.(call);
  if (!session) throw new Error(`There is no way into ${place}.`);
  await evaluateIn(session, () => void fetch("https://elsewhere.example/").catch(() => undefined));
  // What is seen comes before the answer to this.
  await evaluateIn(session, () => undefined);
  await expect(call.close()).rejects.toMatchObject({
    actual: expect.arrayContaining([expect.stringContaining("elsewhere.example")]),
  });
});
