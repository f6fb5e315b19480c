import { afterEach, expect, test, vi } from "vitest";
import { openCall, PATIENCE, person, type TestCall, untilPresent, untilRead } from "./demo-call.ts";

let call: TestCall;
afterEach(() => call.close());

async function ids(): Promise<Record<string, string>> {
  const participants = (await call.view())?.participants ?? [];
  return Object.fromEntries(participants.map(({ id, name }) => [name, id]));
}

test("people join, leave, come back, swap places and are pinned, and each stays who they are", async () => {
  call = await openCall([person("Ada", 0, "happiness"), person("Ben", 1), { ...person("Cem", 2), joinsAtS: 600 }]);
  await untilPresent(call, { Ada: "face", Ben: "face" });
  const { Ada, Ben } = await ids();

  await call.press("Swap places");
  await untilRead(call, ["Ada", "Ben"]);
  expect(await ids()).toEqual({ Ada, Ben });

  await call.press("Pin: Ben");
  await untilRead(call, ["Ada", "Ben"]);
  expect(await ids()).toEqual({ Ada, Ben });

  await call.press("Join: Cem");
  await untilPresent(call, { Ada: "face", Ben: "face", Cem: "face" });
  const { Cem } = await ids();
  expect(await ids()).toEqual({ Ada, Ben, Cem });

  await call.press("Leave: Ada");
  await untilPresent(call, { Ada: "gone", Ben: "face", Cem: "face" });
  await untilRead(call, ["Ben", "Cem"]);
  expect(await ids()).toEqual({ Ada, Ben, Cem });
  expect((await call.participant("Ada"))?.reading).toBeNull();

  const { id, shares } = (await call.participant("Ada")) ?? {};
  expect(id).toBe(Ada);
  expect(shares?.probabilities[1], "Ada smiled while she was there").toBeGreaterThan(0.5);
});

test("a camera switched off reads as such, not as the last expression, and is read again when it is on", async () => {
  call = await openCall([person("Ada", 0, "happiness"), person("Ben", 1)]);
  await untilPresent(call, { Ada: "face", Ben: "face" });
  const { Ada } = await ids();

  await call.press("Camera off: Ada");
  await untilPresent(call, { Ada: "still", Ben: "face" });
  const before = (await call.participant("Ada"))?.framesWithFace;
  await untilRead(call, ["Ben"], 8);
  expect(await call.participant("Ada")).toMatchObject({ presence: "still", reading: null, framesWithFace: before });

  await call.press("Camera on: Ada");
  await untilPresent(call, { Ada: "face", Ben: "face" });
  await untilRead(call, ["Ada"]);
  expect((await ids()).Ada).toBe(Ada);
});

test("who asks to be left out is, at a press in the popup, and read again at the next; the keyboard keeps its place", async () => {
  call = await openCall([person("Ada", 0), person("Ben", 1), person("Cem", 2), person("Dan", 0)]);
  await untilRead(call, ["Ada", "Ben", "Cem", "Dan"]);
  const focused = () => call.popup.evaluate(() => document.activeElement?.ariaLabel);

  await call.popup.focus('[aria-label="Leave out of every call: Ben"]');
  await call.popup.keyboard.press("Enter");
  await untilPresent(call, { Ada: "face", Ben: "left-out", Cem: "face", Dan: "face" });
  await vi.waitFor(async () => expect(await focused()).toBe("Read again: Ben"), PATIENCE);
  const said = await call.popup.$$eval("[role=status]", (all) => all.map(({ textContent }) => textContent));
  expect(said).toContain("Ben: Not read, as your options say.");
  const before = (await call.participant("Ben"))?.frames;
  await untilRead(call, ["Ada"], 8);
  expect((await call.participant("Ben"))?.frames).toBe(before);

  await call.popup.keyboard.press("Enter");
  await untilPresent(call, { Ada: "face", Ben: "face", Cem: "face", Dan: "face" });
  await untilRead(call, ["Ben"]);
  await vi.waitFor(async () => expect(await focused()).toBe("Leave out of every call: Ben"), PATIENCE);

  // One after the other, before the popup has heard of the first.
  await call.popup.$$eval("[aria-label^='Leave out of every call: ']:not([aria-label$=Dan])", (buttons) => {
    for (const button of buttons) (button as HTMLElement).click();
  });
  await untilPresent(call, { Ada: "left-out", Ben: "left-out", Cem: "left-out", Dan: "face" });
});

test("thirty people are all read, each as themselves", async () => {
  const names = Array.from({ length: 30 }, (_, i) => `Person ${i + 1}`);
  call = await openCall(names.map((name, i) => person(name, i % 3)));
  // Thirty cameras, encoders and decoders keep a small machine busy enough without us.
  await untilRead(call, names, 2, { timeout: 200_000, interval: 1000 });
  expect(new Set(Object.values(await ids())).size).toBe(30);
}, 300_000);
