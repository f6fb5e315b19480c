import type { Page } from "puppeteer";
import { afterEach, expect, test, vi } from "vitest";
import type { ParticipantPlan } from "../../../demo/call-plan.ts";
import { openCall, PATIENCE, type TestCall, untilPresent, untilRead } from "../call/demo-call.ts";
import { type Downloads, watchDownloads } from "../report/downloads.ts";
import { giveStore, type Heard, hearEngine, newestSession, untilKept } from "./kept-call.ts";

// What a report is to show is worked out here from the engine's own readings, with none of the product's code: its
// expressions in their order, the words for them, and where Russell and Mehrabian (1977) found people to place each.
const WORDS = ["Neutral", "Smile", "Surprised", "Downcast", "Scowl", "Grimace", "Alarmed", "Smirk"];
const VALENCE = [0, 0.81, 0.4, -0.63, -0.51, -0.6, -0.64, -0.23];
const AROUSAL = [0, 0.51, 0.67, -0.27, 0.59, 0.35, 0.6, 0.31];

const CALL_MS = 20_000;
const PEOPLE: readonly ParticipantPlan[] = [
  {
    name: "Ada",
    face: 0,
    steps: [
      { expression: "happiness", seconds: 6 },
      { expression: "neutral", seconds: 5 },
    ],
  },
  {
    name: "Ben",
    face: 1,
    steps: [
      { expression: "neutral", seconds: 4 },
      { expression: "surprise", seconds: 5 },
      { expression: "sadness", seconds: 4 },
    ],
  },
];

/** One participant's second: the means of its readings as bytes. */
interface Second {
  readonly bytes: readonly number[];
  readonly quality: number;
  readonly isNotSure: boolean;
}

let call: TestCall;
let downloads: Downloads;
afterEach(async () => {
  await call.close();
  await downloads.close();
});

test("what a report shows and exports of a call is, second by second, what the engine said", async () => {
  call = await openCall(PEOPLE);
  downloads = await watchDownloads(call.browser);
  await untilPresent(call, { Ada: "face", Ben: "face" });
  // Turned off and on again, with the engine still there, a call is heard from its first reading on.
  await press("false");
  const heard = await hearEngine(call);
  await press("true");
  await untilPresent(call, { Ada: "face", Ben: "face" });
  const startedMs = (await call.view())?.startedMs ?? Number.NaN;
  const isLongEnough = async () => ((await call.view())?.nowMs ?? 0) - startedMs >= CALL_MS / 2;
  await vi.waitFor(async () => expect(await isLongEnough()).toBe(true), PATIENCE);
  await call.press("Camera off: Ben");
  await untilPresent(call, { Ada: "face", Ben: "still" });
  await vi.waitFor(
    async () => expect(((await call.view())?.nowMs ?? 0) - startedMs).toBeGreaterThan(CALL_MS),
    PATIENCE,
  );
  // On a busy machine some of what was shown is missed.
  await vi.waitFor(async () => {
    const shown = (await heard()).flatMap(({ readings }) => readings.map(({ dominant }) => dominant));
    expect(new Set(shown).size).toBeGreaterThan(2);
  }, PATIENCE);
  await untilRead(call, ["Ada"], 1);
  const beforeEndMs = Date.now();
  await press("false");
  const afterEndMs = Date.now();
  await giveStore(call.popup);
  await untilKept(call.popup, (session) =>
    expect([session.startedMs, session.endedMs === null]).toEqual([startedMs, false]),
  );
  // Of what is kept the moment of the end alone is taken: what was heard after it does not count.
  const { id, endedMs } = await newestSession(call.popup);
  const endMs = endedMs ?? Number.NaN;
  expect(endMs).toBeGreaterThanOrEqual(beforeEndMs);
  expect(endMs).toBeLessThanOrEqual(afterEndMs);

  const said = (await heard()).filter(({ cameMs }) => cameMs <= endMs);
  const people = [...new Set(said.map(({ source }) => source))].map((source) =>
    secondsOf(
      said.filter((one) => one.source === source),
      startedMs,
    ),
  );
  const length = Math.ceil((endMs - startedMs) / 1000);
  expect(people).toHaveLength(2);
  const leading = people.flatMap((seconds) => [...seconds.values()].map(({ bytes }) => WORDS[leadingOf(bytes)]));
  expect(new Set(leading).size, "expressions seen").toBeGreaterThan(2);

  const page = await call.browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(`chrome-extension://${call.extensionId}/report/report.html?session=${id}`);
  await page.waitForSelector("section[aria-busy=false]");
  await checkFacts(page, endMs - startedMs);
  await checkShares(page, people);
  await checkSeconds(page, people, length);
  await checkTable(page, people, startedMs);
});

/** The popup's switch; `on` is what it says then. */
async function press(on: "true" | "false"): Promise<void> {
  await call.popup.bringToFront();
  await call.popup.click("[role=switch]");
  await vi.waitFor(async () => expect((await call.view()) !== null).toBe(on === "true"), PATIENCE);
  await call.popup.waitForSelector(`[role=switch][aria-checked=${on}]:enabled`);
}

async function checkFacts(page: Page, durationMs: number): Promise<void> {
  const facts = await page.$$eval(".report-facts dd", (all) => all.map(({ textContent }) => textContent));
  const { version } = await page.evaluate(
    async () => (await (await fetch("../assets/expression/model.json")).json()).userDefinedMetadata,
  );
  const seconds = Math.floor(durationMs / 1000);
  expect(facts).toEqual([lasting(seconds), "2 participants", new URL(call.page.url()).host, version]);
}

/** As the report says it of less than an hour: on a slow computer the call takes longer than a minute. */
const lasting = (seconds: number) => (seconds < 60 ? `${seconds} sec` : `${Math.floor(seconds / 60)} min`);

async function checkShares(page: Page, people: readonly ReadonlyMap<number, Second>[]): Promise<void> {
  const all = people.flatMap((seconds) => [...seconds.values()]);
  const shown = await page.$$eval(".legend b", (found) => found.map(({ textContent }) => textContent));
  expect(shown).toEqual(meanOf(all).map(percent));
  const rows = await page.$$eval(".share-row", (found) =>
    found.map((row) => [row.querySelector("bdi")?.textContent, row.querySelector(".share-facts")?.textContent]),
  );
  expect(rows).toEqual(
    people.map((seconds, i) => {
      const unsure = [...seconds.values()].filter(({ isNotSure }) => isNotSure).length;
      const facts = `In view for ${lasting(seconds.size)}.*Not sure ${percent(unsure / seconds.size)}`;
      return [`Participant ${i + 1}`, expect.stringMatching(facts)];
    }),
  );
}

/** By keyboard, as a screen reader tells it, and by pointing, as the labels say it. */
async function checkSeconds(page: Page, people: readonly ReadonlyMap<number, Second>[], length: number): Promise<void> {
  const slider = await page.waitForSelector("[role=slider]");
  expect(await page.$eval("[role=slider]", ({ ariaValueMax }) => ariaValueMax)).toBe(String(length - 1));
  await slider?.scrollIntoView();
  const box = await slider?.boundingBox();
  if (!box) throw new Error("The plot has no place.");
  await page.focus("[role=slider]");
  await page.keyboard.press("Home");
  for (let second = 0; second < length; second++) {
    const present = people.flatMap((seconds) => seconds.get(second) ?? []);
    const mean = meanOf(present);
    const unsure = present.filter(({ isNotSure }) => isNotSure).length;
    const room =
      present.length === 0
        ? ["No face", "Above: pleasant", "Above: lively"]
        : [
            2 * unsure >= present.length ? "Not sure" : most(mean),
            signed(dot(mean, VALENCE)),
            signed(dot(mean, AROUSAL)),
          ];
    const each = people.map((seconds) => readout(seconds.get(second)));
    const sentences = [
      `${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")}: ${room[0]}.`,
      ...(present.length === 0 ? [] : [`Valence: ${room[1]}.`, `Arousal: ${room[2]}.`]),
      ...each.map((words, i) => `Participant ${i + 1}: ${words}.`),
    ];
    expect(await page.$eval("[role=slider]", ({ ariaValueText }) => ariaValueText)).toBe(sentences.join(" "));

    await page.mouse.move(box.x + (box.width * (second + 0.5)) / length, box.y + box.height / 2);
    const labels = () => page.$$eval(".lane-readout", (found) => found.map(({ textContent }) => textContent));
    await vi.waitFor(async () => expect(await labels(), `second ${second}`).toEqual([...room, ...each]), PATIENCE);
    await page.keyboard.press("ArrowRight");
  }
}

async function checkTable(
  page: Page,
  people: readonly ReadonlyMap<number, Second>[],
  startedMs: number,
): Promise<void> {
  await page.click(".export-button");
  await page.waitForSelector(".export-menu:popover-open");
  await page.click(".export-menu li:first-child button");
  await vi.waitFor(() => expect(downloads.names.size).toBe(1), PATIENCE);
  const [name = ""] = downloads.names;
  const text = (await downloads.file(name)).toString();
  const { version } = await page.evaluate(
    async () => (await (await fetch("../assets/expression/model.json")).json()).userDefinedMetadata,
  );
  const expected = people
    .flatMap((seconds, i) => [...seconds].map(([second, one]) => ({ second, i, ...one })))
    .sort((a, b) => a.second - b.second || a.i - b.i)
    .map(({ second, i, bytes, quality, isNotSure }) => {
      const shares = bytes.map((byte) => byte / 255);
      const numbers = [...shares, dot(shares, VALENCE), dot(shares, AROUSAL), quality / 255];
      const cells = [
        new Date(startedMs + 1000 * second).toISOString(),
        second,
        i + 1,
        `"Participant ${i + 1}"`,
        ...numbers.map((value) => value.toFixed(3)),
        isNotSure ? "not sure" : "sure",
        `"${version}"`,
      ];
      return cells.join(",");
    });
  expect(text.split("\r\n").slice(1, -1)).toEqual(expected);
}

function secondsOf(said: readonly Heard[], startedMs: number): ReadonlyMap<number, Second> {
  const readings = new Map<number, Heard["readings"][number][]>();
  for (const { timeMs, readings: faces } of said) {
    const second = Math.floor((timeMs - startedMs) / 1000);
    for (const face of faces.slice(0, 1)) readings.set(second, [...(readings.get(second) ?? []), face]);
  }
  const byte = (values: readonly number[]) => Math.round((255 * sumOf(values)) / values.length);
  return new Map(
    [...readings].map(([second, all]) => [
      second,
      {
        bytes: WORDS.map((_, i) => byte(all.map(({ probabilities }) => probabilities[i] ?? 0))),
        quality: byte(all.map(({ quality }) => quality)),
        isNotSure: 2 * all.filter(({ doubt }) => doubt !== null).length >= all.length,
      },
    ]),
  );
}

function meanOf(seconds: readonly Second[]): number[] {
  return WORDS.map((_, i) => sumOf(seconds.map(({ bytes }) => bytes[i] ?? 0)) / (255 * seconds.length));
}

function readout(second: Second | undefined): string {
  if (!second) return "No face";
  return second.isNotSure ? "Not sure" : most(second.bytes.map((byte) => byte / 255));
}

function most(shares: readonly number[]): string {
  const at = leadingOf(shares);
  return `${WORDS[at]} ${percent(shares[at] ?? 0)}`;
}

function leadingOf(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

function dot(shares: readonly number[], places: readonly number[]): number {
  return sumOf(shares.map((share, i) => share * (places[i] ?? 0)));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function percent(share: number): string {
  return new Intl.NumberFormat("en", { style: "percent" }).format(share);
}

function signed(value: number): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;
  return new Intl.NumberFormat("en", { ...digits, signDisplay: "exceptZero" }).format(value);
}
