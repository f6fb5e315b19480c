// The demo call in a real browser with the built extension, as tests see it: what people do, and what is read.

import type { Page } from "puppeteer";
import { expect, vi } from "vitest";
import type { ParticipantPlan } from "../../../demo/call-plan.ts";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { followCall } from "../../../scripts/call-report.mjs";
import { openDemoCall, serveDemo, turnOn } from "../../../scripts/demo-call.mjs";
import type { Expression } from "../../../src/engine/expression.ts";
import type { CallView, ParticipantView } from "../../../src/session/call-view.ts";

/** The engine loads, pictures come, faces are read: on a busy machine that takes a while. In ms. */
export const PATIENCE = { timeout: 60_000, interval: 200 };

/** One of the composite faces' participants; `face` chooses the variant, `shows` what it shows all the time. */
export function person(name: string, face: number, shows: Expression = "neutral"): ParticipantPlan {
  return { name, face, steps: [{ expression: shows, seconds: 600 }] };
}

export interface TestCall {
  readonly browser: Awaited<ReturnType<typeof launchBrowser>>;
  readonly extensionId: string;
  readonly page: Page;
  readonly popup: Page;
  readonly tabId: number;
  /** The call as the extension has it now; null when there is none. */
  view(): Promise<CallView | null>;
  participant(name: string): Promise<ParticipantView | undefined>;
  /** Presses a button of the page by its name, as "Leave: Ada" or "Swap places". */
  press(button: string): Promise<void>;
  /** Closes everything, and fails if anything was requested outside or an error was logged anywhere. */
  close(): Promise<void>;
}

interface CallOptions {
  /** Errors that a test provokes. */
  readonly expectedErrors?: readonly RegExp[];
  /** Requests that are the browser's own. */
  readonly expectedRequests?: readonly RegExp[];
  /** Another copy of the extension than the built one. */
  readonly extensionFolder?: string;
  /** Further switches of the browser. */
  readonly args?: string[];
}

/** Opens the demo call of these people, the extension switched on by hand. */
export async function openCall(
  people: readonly ParticipantPlan[],
  { expectedErrors = [], expectedRequests = [], extensionFolder, args = [] }: CallOptions = {},
): Promise<TestCall> {
  const server = await serveDemo([], people);
  const browser = await launchBrowser({ args });
  const { page, popup, tabId, extensionId, watched } = await openDemoCall(browser, server, extensionFolder);
  const view = await followCall(popup, tabId);
  // The popup's switch is on as soon as it is pressed.
  await vi.waitFor(async () => expect(await view()).not.toBeNull(), PATIENCE);
  return {
    browser,
    extensionId,
    page,
    popup,
    tabId,
    view,
    participant: async (name) => (await view())?.participants.find((participant) => participant.name === name),
    press: (button) => press(page, button),
    close: async () => {
      await browser.close();
      await server.close();
      expect(unexpected(watched.requestsOutside, expectedRequests)).toEqual([]);
      expect(unexpected(watched.errors, expectedErrors)).toEqual([]);
    },
  };
}

/** The same call in another tab, the extension switched on by hand there, too; `view` follows it. */
export async function openSecondTab(call: TestCall) {
  const page = await call.browser.newPage();
  await page.goto(call.page.url());
  await page.waitForFunction(() => [...document.querySelectorAll("video")].some(({ videoWidth }) => videoWidth > 0));
  const tabId = await turnOn(call.browser, call.extensionId, page);
  return { page, tabId, view: await followCall(call.popup, tabId) };
}

function unexpected(words: readonly string[], expected: readonly RegExp[]): readonly string[] {
  return words.filter((word) => !expected.some((known) => known.test(word)));
}

/** Waits until the participants, in order of arrival, are these with these presences. */
export async function untilPresent(call: TestCall, expected: Readonly<Record<string, string>>): Promise<void> {
  await vi.waitFor(async () => {
    const participants = (await call.view())?.participants ?? [];
    expect(Object.fromEntries(participants.map(({ name, presence }) => [name, presence]))).toEqual(expected);
  }, PATIENCE);
}

/** Waits until so many more pictures of each of these people have been read. */
export async function untilRead(
  call: TestCall,
  names: readonly string[],
  pictures = 3,
  patience = PATIENCE,
): Promise<void> {
  const count = async () => {
    const participants = (await call.view())?.participants ?? [];
    return names.map((name) => participants.find((participant) => participant.name === name)?.framesWithFace ?? 0);
  };
  const before = await count();
  await vi.waitFor(async () => {
    const now = await count();
    const more = names.map((name, i) => [name, (now[i] ?? 0) - (before[i] ?? 0)] as const);
    expect(more.filter(([, count]) => count < pictures)).toEqual([]);
  }, patience);
}

export async function press(page: Page, button: string): Promise<void> {
  const pressed = await page.evaluate((name) => {
    const found = [...document.querySelectorAll("button")].find((element) =>
      [element.ariaLabel, element.textContent].includes(name),
    );
    found?.click();
    return found !== undefined;
  }, button);
  if (!pressed) throw new Error(`The page has no button ${button}.`);
}
