import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessibilityViolations } from "./axe.ts";
import type { Shown } from "./gallery.tsx";
import { type Gallery, openGallery } from "./gallery-page.ts";

const ALL = [
  "notice",
  "off",
  "ended-idle",
  "ended-idle-always-on",
  "not-allowed",
  "not-started",
  "starting",
  "loading",
  "failed",
  "no-video",
  "all-left-out",
  "waiting",
  "four",
  "expressions",
  "presences",
  "names",
  "thirty",
  "everyone-left",
  "not-kept",
  "sessions-empty",
  "sessions-not-kept",
  "sessions",
  "sessions-500",
  "sessions-newer",
  "summary",
  "summary-names",
  "summary-no-face",
  "import",
] as const satisfies readonly Shown[];

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

describe.each(ALL)("%s", (shown) => {
  test.each(["light", "dark"] as const)("axe finds nothing wrong, %s", async (scheme) => {
    expect(await accessibilityViolations(await gallery.show(shown, scheme))).toEqual([]);
  });

  test.each([undefined, 320, 1280])("nothing is wider than the page (tab of %s px)", async (width) => {
    const page = await gallery.show(shown, "light", width);
    const wider = await page.evaluate(() =>
      [document.documentElement, document.body, ...document.querySelectorAll("main, header, footer, section, li")]
        .filter((element) => element.scrollWidth > element.clientWidth)
        .map((element) => element.outerHTML),
    );
    expect(wider).toEqual([]);
  });
});

test("each card is one paragraph to a screen reader: the name, what the face shows, and the call so far", async () => {
  expect(await cardSentences(await gallery.show("four", "light"))).toEqual([
    "Alice Example: Looks like a smile. Over the call so far: Neutral 89%, Smile 5%, Surprised 4%, Scowl 2%. Not sure in 4% of the readings.",
    "Bob (you): Neutral face. Over the call so far: Neutral 82%, Smile 10%, Surprised 4%, Scowl 4%. Not sure in 4% of the readings.",
    "Participant 3: Not sure: face turned away. Over the call so far: Neutral 81%, Smile 15%, Surprised 4%. Not sure in 4% of the readings.",
    "Chidi Okafor: Camera off. Over the call so far: Neutral 74%, Smile 20%, Surprised 4%, Scowl 2%. Not sure in 4% of the readings.",
  ]);
  expect(await cardSentences(await gallery.show("waiting", "light"))).toEqual([
    "Alice Example: Waiting for a picture.",
  ]);
});

test("what a face shows, why it is not sure and why there is none are told in words of their own", async () => {
  const phrases = async (shown: Shown) => (await gallery.show(shown, "light")).$$eval(".card-phrase", texts);
  expect(await phrases("expressions")).toEqual([
    "Neutral face",
    "Looks like a smile",
    "Looks surprised",
    "Looks downcast",
    "Looks like a scowl",
    "Looks like a grimace",
    "Looks alarmed",
    "Looks like a smirk",
  ]);
  expect(await phrases("presences")).toEqual([
    "No face in the picture",
    "Camera off",
    "This video can’t be read",
    "Waiting for a picture",
    "Not sure: face too small",
    "Not sure: poor light",
    "Not sure: face turned away",
    "Not sure: mouth out of view",
    "Not sure: no clear expression",
    // Whoever is there comes first.
    "Not read, as your options say",
    "Has left",
    "Not read: no name shown",
  ]);
});

test("what the line of the last minutes means is to be read without pointing at it, where there is one", async () => {
  const told = async (width?: number) => {
    const page = await gallery.show("four", "light", width);
    return page.$eval(".people-note", (note) => (note as HTMLElement).checkVisibility() && note.textContent);
  };
  const meaning = "Last 3 minutes · Above the line the expression looked pleasant, below it unpleasant.";
  expect(await told()).toBe(meaning);
  expect(await told(1280)).toBe(meaning);
  expect(await told(320)).toBe(false);
});

test("what does the reading is told in everybody's words", async () => {
  const page = await gallery.show("four", "light");
  expect(await page.$eval(".footer p", ({ textContent }) => textContent)).toBe("Processor · 12 readings a second");
});

test("the room is summed up in words", async () => {
  const phrase = async (shown: Shown) => (await gallery.show(shown, "light")).$$eval(".room h2", texts);
  expect(await phrase("four")).toEqual(["Mostly neutral faces, some smiles"]);
  expect(await phrase("thirty")).toEqual(["A mix of neutral faces and smiles"]);
  expect(await phrase("waiting")).toEqual(["Waiting for the first face"]);
});

test("who keeps no sessions is not told to find them here", async () => {
  const words = async (shown: Shown) =>
    (await gallery.show(shown, "light")).$eval(".message > p", (p) => p.textContent);
  expect(await words("sessions-empty")).toContain("It stays on this device.");
  expect(await words("sessions-not-kept")).toContain("deleted as soon as the call is over");
});

test("with forced colours only the view that is shown is underlined", async () => {
  const page = await gallery.show("sessions", "dark");
  const debug = await page.createCDPSession();
  await debug.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
  const { paper, lines } = await page.evaluate(() => ({
    paper: getComputedStyle(document.body).backgroundColor,
    lines: [...document.querySelectorAll(".view-switch button")].map(
      (button) => getComputedStyle(button).borderBlockEndColor,
    ),
  }));
  expect(lines[0]).toBe(paper);
  expect(lines[1]).not.toBe(paper);
  await debug.detach();
});

test("a card has one size, whatever it says", async () => {
  const sizes = new Set<number>();
  for (const shown of ["waiting", "expressions", "presences", "names", "everyone-left"] as const) {
    const page = await gallery.show(shown, "light");
    for (const height of await page.$$eval(".card", (cards) =>
      cards.map((card) => card.getBoundingClientRect().height),
    ))
      sizes.add(height);
  }
  expect([...sizes]).toHaveLength(1);
});

test("the popup has one size in every state", async () => {
  const sizes = new Set<string>();
  for (const shown of ALL) {
    const page = await gallery.show(shown, "light");
    sizes.add(await page.evaluate(() => `${document.body.offsetWidth}×${document.body.offsetHeight}`));
  }
  expect([...sizes]).toEqual(["400×580"]);
});

test("a popup that has less room, as where pages are zoomed, scrolls in its middle alone", async () => {
  for (const shown of ALL) {
    const page = await gallery.show(shown, "light");
    for (const [width, height] of [
      [400, 300],
      [320, 240],
    ] as const) {
      await page.setViewport({ width, height });
      const { scrollWidth, scrollHeight } = await page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        return { scrollWidth, scrollHeight };
      });
      expect([shown, scrollWidth, scrollHeight]).toEqual([shown, width, height]);
    }
  }
});

test("names are shown as they are: long ones shortened and told in full, markup as text, each in its own direction", async () => {
  const page = await gallery.show("names", "light");
  const names = await page.$$eval(".card-name bdi", (found) =>
    found.map((name) => ({ isCut: name.scrollWidth > name.clientWidth, title: name.title, text: name.textContent })),
  );
  expect(names.map(({ isCut }) => isCut)).toEqual([true, false, false, false]);
  expect(names.every(({ title, text }) => title === text)).toBe(true);
  expect(names[2]?.text).toBe("<img src=x onerror=alert(1)>");
});

test("a bar's parts are as wide as their shares and never without a word", async () => {
  const page = await gallery.show("four", "light");
  const parts = await page.$$eval(".shares-bar-large > span", (spans) =>
    spans.map((span) => ({ title: span.title, width: span.getBoundingClientRect().width })),
  );
  expect(parts.map(({ title }) => title)).toEqual([
    "Neutral 65%",
    "Smile 22%",
    "Surprised 8%",
    "Downcast 3%",
    "Smirk 2%",
  ]);
  const whole = parts.reduce((sum, { width }) => sum + width, 0);
  for (const { title, width } of parts) {
    const percent = Number(title.replace(/\D/g, ""));
    expect(Math.abs((100 * width) / whole - percent)).toBeLessThan(1);
  }
});

test("cards stand side by side where a tab has the room", async () => {
  const columns = async (width: number) => {
    const page = await gallery.show("thirty", "light", width);
    return await page.$$eval(".card", (cards) => new Set(cards.map((card) => card.getBoundingClientRect().left)).size);
  };
  expect(await columns(320)).toBe(1);
  expect(await columns(800)).toBe(2);
  expect(await columns(1280)).toBe(3);
});

test.each([undefined, 320, 800, 1280])("the shares' numbers are never cut (tab of %s px)", async (width) => {
  const page = await gallery.show("four", "light", width);
  const cut = await page.$$eval(".card-numbers span", (spans) =>
    spans.filter((span) => span.scrollWidth > span.clientWidth).map(({ textContent }) => textContent),
  );
  expect(cut).toEqual([]);
  // One that finds no room goes to a second line, which is not shown: of three the last may.
  const lines = await page.$$eval(".card-leading", (all) =>
    all.map((leading) => [...leading.children].slice(0, 2).map((span) => span.getBoundingClientRect().top)),
  );
  expect(lines.length).toBeGreaterThan(0);
  for (const tops of lines) expect(new Set(tops).size, `${tops}`).toBe(1);
});

test("what everybody can do with a pointer can be done with the keyboard, and seen", async () => {
  const page = await gallery.show("failed", "light");
  const reached: string[] = [];
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      if (!(activeElement instanceof HTMLElement)) return "nothing";
      const outline = getComputedStyle(activeElement).outlineStyle;
      return `${activeElement.ariaLabel ?? activeElement.textContent} ${outline}`;
    });
    reached.push(focused);
  }
  expect(reached).toContain("Read the faces in this call solid");
  expect(reached).toContain("Try again solid");
});

function texts(elements: readonly Element[]): string[] {
  return elements.map(({ textContent }) => textContent ?? "");
}

async function cardSentences(page: Page): Promise<string[]> {
  return await page.$$eval(".card > .visually-hidden", texts);
}
