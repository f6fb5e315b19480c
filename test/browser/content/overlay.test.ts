import type { CDPSession, Protocol, SerializedAXNode } from "puppeteer";
import { expect, test } from "vitest";
import type { Verdict } from "../../../src/engine/reading.ts";
import { PATIENCE } from "./harness.ts";
import { call, join, openPageForEachTest } from "./setup.ts";

let tile: string;

openPageForEachTest(async () => {
  await call.page.evaluate(() => window.call.join("Ada"));
  await call.inject();
  tile = (await call.tilesNamed("Ada"))[0]?.id ?? "";
});

const READING: Verdict = { dominant: "happiness", doubt: null };

const show = (reading: Verdict | null) => call.send({ type: "reading", tile, reading });

interface Shown {
  readonly text: string;
  /** The middle of it, in the viewport. */
  readonly x: number;
  readonly y: number;
}

/** The plates that can be seen in the overlay's closed shadow tree, as only the browser's debugger sees it. */
async function plates(): Promise<Shown[]> {
  const session = await call.page.createCDPSession();
  const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
  const found = nodes(root).filter((node) => node.attributes?.some((value) => /\bplate\b/.test(value)));
  const shown = await Promise.all(found.map((node) => look(session, node)));
  await session.detach();
  return shown.filter((plate) => plate !== null);
}

async function look(session: CDPSession, node: Protocol.DOM.Node): Promise<Shown | null> {
  const quad = await session.send("DOM.getBoxModel", { nodeId: node.nodeId }).then(
    ({ model }) => model.border,
    () => null,
  );
  if (!quad) return null;
  const text = nodes(node)
    .map(({ nodeValue }) => nodeValue)
    .join("");
  const mean = (from: 0 | 1) => quad.filter((_, i) => i % 2 === from).reduce((sum, value) => sum + value / 4, 0);
  return { text, x: mean(0), y: mean(1) };
}

function nodes(node: Protocol.DOM.Node): Protocol.DOM.Node[] {
  return [node, ...[...(node.children ?? []), ...(node.shadowRoots ?? [])].flatMap(nodes)];
}

const texts = async () => (await plates()).map(({ text }) => text);

test("says that it is on, to screen readers too, where the page is not disturbed", async () => {
  await expect.poll(texts, PATIENCE).toEqual(["Countenance is on"]);
  const [indicator] = await plates();
  const hit = await call.page.evaluate(
    ({ x, y }) => {
      const button = document.createElement("button");
      button.style.cssText = "position: fixed; inset: 0; z-index: 1";
      document.body.append(button);
      return document.elementFromPoint(x, y) === button;
    },
    { x: indicator?.x ?? 0, y: indicator?.y ?? 0 },
  );
  expect(hit).toBe(true);
  const tree = await call.page.accessibility.snapshot({ interestingOnly: false });
  const within = (node: SerializedAXNode | null): SerializedAXNode[] =>
    node ? [node, ...(node.children ?? []).flatMap(within)] : [];
  const statuses = within(tree).filter(({ role }) => role === "status");
  expect(statuses.map((status) => within(status).map(({ name }) => name))).toEqual([
    expect.arrayContaining(["Countenance is on"]),
  ]);
  expect(await call.page.evaluate(() => document.documentElement.lastElementChild?.shadowRoot)).toBeNull();
});

test("shows no badges unless asked to, and takes them away again", async () => {
  await show(READING);
  expect(await texts()).toEqual(["Countenance is on"]);
  await call.choose({ badges: true });
  await expect.poll(() => show(READING).then(texts), PATIENCE).toEqual(["Countenance is on", "Smile"]);
  await call.choose({ badges: false });
  await expect.poll(texts, PATIENCE).toEqual(["Countenance is on"]);
});

test("shows on each tile what its face shows, that it is not sure, or nothing", async () => {
  await call.choose({ badges: true });
  await expect.poll(() => show(READING).then(texts), PATIENCE).toContain("Smile");
  await show({ ...READING, doubt: "dark" });
  await expect.poll(texts, PATIENCE).toContain("Not sure");
  await show(null);
  await expect.poll(texts, PATIENCE).toEqual(["Countenance is on"]);
});

test("a badge without another reading goes, and at once where the tile becomes that of somebody who is left out", async () => {
  await call.choose({ badges: true, leaveOut: ["Cem"] });
  await expect.poll(() => show(READING).then(texts), PATIENCE).toContain("Smile");
  await expect.poll(texts, PATIENCE).toEqual(["Countenance is on"]);

  await join("Ben");
  const [, ben] = await call.tilesNamed("Ada", "Ben");
  await show(READING);
  await call.page.evaluate(() => document.querySelector("#Ada > div")?.replaceChildren("Cem"));
  await call.send({ type: "grab", tiles: [tile] });
  await call.grab(ben?.id ?? "");
  expect(await texts()).toEqual(["Countenance is on"]);
});

test("keeps a badge on its tile wherever that goes, also over a fullscreen tile", async () => {
  await call.choose({ badges: true });
  await expect.poll(() => show(READING).then(texts), PATIENCE).toContain("Smile");
  const isOnTile = async () => {
    await show(READING);
    const badge = (await plates()).find(({ text }) => text === "Smile");
    const rect = await call.page.evaluate(() => window.call.videoOf("Ada").getBoundingClientRect().toJSON());
    return !!badge && badge.x > rect.left && badge.x < rect.right && badge.y > rect.top && badge.y < rect.bottom;
  };
  await expect.poll(isOnTile, PATIENCE).toBe(true);
  await call.page.evaluate(() => {
    document.body.style.height = "3000px";
    const tile = document.getElementById("Ada");
    if (tile) tile.style.cssText = "position: absolute; left: 500px; top: 900px";
    scrollTo(0, 600);
  });
  await expect.poll(isOnTile, PATIENCE).toBe(true);
  await call.page.click("#Ada video");
  await call.page.evaluate(() => document.getElementById("Ada")?.requestFullscreen());
  await expect.poll(isOnTile, PATIENCE).toBe(true);
});

test("a badge never takes a click from a button of the page", async () => {
  await call.choose({ badges: true });
  await expect.poll(() => show(READING).then(texts), PATIENCE).toContain("Smile");
  await call.page.evaluate(() => {
    const button = document.createElement("button");
    button.style.cssText = "position: absolute; left: 0; top: 0; width: 320px; height: 180px";
    button.addEventListener("click", () => button.remove());
    document.body.append(button);
  });
  await show(READING);
  const badge = (await plates()).find(({ text }) => text === "Smile");
  if (!badge) throw new Error("There is no badge.");
  await call.page.mouse.click(badge.x, badge.y);
  expect(await call.page.$("button")).toBeNull();
});

test("stays as it is whatever the page's styles say", async () => {
  const before = await plates();
  await call.page.addStyleTag({
    content:
      "div, div *, :popover-open { display: none !important; position: static !important; font-size: 99px !important }",
  });
  expect(await plates()).toEqual(before);
});

test("is there again when the page has taken it away", async () => {
  await call.choose({ badges: true });
  await expect.poll(() => show(READING).then(texts), PATIENCE).toContain("Smile");
  const wasTaken = await call.page.evaluate(() => {
    const host = document.documentElement.lastElementChild;
    host?.remove();
    return host?.isConnected === false;
  });
  expect(wasTaken).toBe(true);
  await expect.poll(() => show(READING).then(texts), PATIENCE).toEqual(["Countenance is on", "Smile"]);
});

test("turned off it is gone", async () => {
  await call.choose({ badges: true });
  await expect.poll(() => show(READING).then(texts), PATIENCE).toContain("Smile");
  await call.turnOff();
  await expect.poll(texts, PATIENCE).toEqual([]);
});
