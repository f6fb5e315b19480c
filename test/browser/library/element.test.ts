import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { installed, mark, openPageForEach, PATIENCE, page, setVideo, showFilm, waitForMark } from "./element-page.ts";

openPageForEach();

test("boxes follow the face through a seek, and the video through whatever the page does to it", async () => {
  await showFilm();
  // The face's middle in the film: 160, 180 and then 480, 180.
  const found = await waitForMark(50 + 160, 60 + 185);
  expect(found).toMatchObject({ label: "Smile", status: "Looks like a smile" });
  await setVideo({ time: 1.5 });
  await waitForMark(50 + 480, 60 + 185);
  await setVideo({ style: "; left: 150px; width: 320px; height: 180px" });
  await waitForMark(150 + 240, 60 + 92);
  await setVideo({ style: "; width: 180px; object-fit: cover; object-position: 100% 50%" });
  await waitForMark(150 + 180 - 80, 60 + 92);
  await setVideo({ style: "; object-fit: contain; transform: scaleX(-1)" });
  await waitForMark(150 + 45, 60 + 92);
  await setVideo({ style: "; visibility: hidden" });
  await vi.waitFor(async () => expect(await mark()).toBeNull(), PATIENCE);
  await setVideo({ style: "; visibility: visible" });
  await waitForMark(150 + 45, 60 + 92);
  await setVideo({ style: "; display: none" });
  await vi.waitFor(async () => expect(await mark()).toBeNull(), PATIENCE);
});

test("it speaks the page's language", async () => {
  await page.evaluate(() => document.documentElement.setAttribute("lang", "de_AT"));
  await showFilm();
  const found = await waitForMark(50 + 160, 60 + 185);
  expect(found).toMatchObject({ label: "Lächeln", status: "Lächelnde Miene" });
  // Nothing new is read in a film that is paused.
  await page.evaluate(() => document.documentElement.setAttribute("lang", "fr"));
  await vi.waitFor(async () => expect((await mark())?.label).toBe("Sourire"), PATIENCE);
  await page.$eval("countenance-live", (element) => {
    const words = { happiness: "Mieren" } as Record<string, string>;
    Object.assign(element, { words: { labels: words, notSure: "", phrases: words, doubts: {}, noFace: "" } });
  });
  await vi.waitFor(async () => expect((await mark())?.label).toBe("Mieren"), PATIENCE);
});

test("in a shadow tree it speaks the language of what is around it, and its events are heard outside", async () => {
  await page.evaluate(() => document.documentElement.setAttribute("lang", "en"));
  await showFilm();
  await waitForMark(50 + 160, 60 + 185);
  await page.evaluate(() => {
    document.querySelector("countenance-live")?.remove();
    const around = document.createElement("div");
    around.lang = "de";
    const host = around.appendChild(document.createElement("div"));
    host.id = "host";
    host.attachShadow({ mode: "open" }).innerHTML = '<countenance-live for="film"></countenance-live>';
    const film = document.querySelector("#film");
    if (film) host.shadowRoot?.prepend(film);
    notes.readings.length = 0;
    document.body.append(around);
  });
  await vi.waitFor(async () => expect(await page.evaluate(() => notes.readings.length)).toBeGreaterThan(0), PATIENCE);
  const label = await page.evaluate(() => {
    const live = document.querySelector("#host")?.shadowRoot?.querySelector("countenance-live");
    return live?.shadowRoot?.querySelector(".plate")?.textContent;
  });
  expect(label).toBe("Lächeln");
});

test("a paused film is read once, a playing one again and again", async () => {
  await showFilm();
  await waitForMark(50 + 160, 60 + 185);
  const count = () => page.evaluate(() => notes.readings.length);
  const paused = await count();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(await count()).toBe(paused);
  // Slowly: it is to last for several readings on any machine.
  await page.$eval("video", (video) => {
    video.playbackRate = 0.1;
    return video.play();
  });
  await vi.waitFor(async () => expect(await count()).toBeGreaterThan(paused + 2), PATIENCE);
  const times = await page.evaluate(() => notes.readings.map(({ timeMs }) => timeMs));
  expect(times).toEqual([...times].sort((one, other) => one - other));
});

test("elements share one engine, and nothing is left when the last has gone", async () => {
  await showFilm();
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      "beforeend",
      '<countenance-live for="film" rate="2" backend="auto"></countenance-live>',
    );
  });
  await vi.waitFor(async () => expect(await page.evaluate(() => notes.ready)).toBe(2), PATIENCE);
  expect(page.workers()).toHaveLength(1);
  await page.$eval("countenance-live", (element) => element.remove());
  await setVideo({ time: 1.5 });
  await waitForMark(50 + 480, 60 + 185);
  await page.$eval("countenance-live", (element) => element.remove());
  await vi.waitFor(() => expect(page.workers()).toHaveLength(0), PATIENCE);
  const before = await page.evaluate(() => notes.readings.length);
  await setVideo({ time: 0.5 });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await page.evaluate(() => notes.readings.length)).toBe(before);
});

test("an element that is moved goes on, as one does whose attributes are set to what they are", async () => {
  await showFilm();
  await page.$eval("countenance-live", (element) => element.setAttribute("backend", "wasm"));
  await waitForMark(50 + 160, 60 + 185);
  const [worker] = page.workers();
  const ready = await page.evaluate(() => notes.ready);
  await page.$eval("countenance-live", (element) => {
    document.body.prepend(element);
    element.setAttribute("backend", "wasm");
  });
  expect(await mark()).not.toBeNull();
  await setVideo({ time: 1.5 });
  await waitForMark(50 + 480, 60 + 185);
  expect(page.workers()).toEqual([worker]);
  expect(await page.evaluate(() => notes.ready)).toBe(ready);
  // Changed while it is nowhere, it starts anew.
  await page.$eval("countenance-live", (element) => {
    element.remove();
    element.setAttribute("backend", "auto");
    document.body.append(element);
  });
  await vi.waitFor(async () => expect(await page.evaluate(() => notes.ready)).toBe(ready + 1), PATIENCE);
  await waitForMark(50 + 480, 60 + 185);
});

test("a video that loses its picture, as a camera that is turned off does, takes box and sentence with it", async () => {
  await showFilm();
  const { status } = (await waitForMark(50 + 160, 60 + 185)) ?? {};
  expect(status).not.toBe("");
  const src = await page.$eval("video", (video) => {
    const { src } = video;
    video.removeAttribute("src");
    video.load();
    return src;
  });
  const said = () => page.$eval("countenance-live", ({ shadowRoot }) => shadowRoot?.textContent);
  await vi.waitFor(async () => expect(await said()).toBe(""), PATIENCE);
  await page.$eval("video", (video, src) => Object.assign(video, { src }), src);
  expect(await waitForMark(50 + 160, 60 + 185)).toMatchObject({ status });
});

test("words given before the element is one are kept", async () => {
  await showFilm();
  await page.evaluate(() => {
    document.querySelector("countenance-live")?.remove();
    const early = document.implementation.createHTMLDocument().createElement("countenance-live");
    const phrase = { happiness: "Mieren" } as Record<string, string>;
    Object.assign(early, { words: { labels: phrase, notSure: "", phrases: phrase, doubts: {}, noFace: "" } });
    early.setAttribute("for", "film");
    document.body.append(early);
  });
  expect(await waitForMark(50 + 160, 60 + 185)).toMatchObject({ status: "Mieren" });
});

test("without words beside a face its symbol is there", async () => {
  await showFilm();
  await page.$eval("countenance-live", (element) => {
    const none = new Proxy({} as Record<string, string>, { get: () => "" });
    Object.assign(element, { words: { labels: none, notSure: "", phrases: none, doubts: none, noFace: "" } });
  });
  await waitForMark(50 + 160, 60 + 185);
  await page.waitForSelector("countenance-live >>> .plate svg");
});

test("it says nothing that an accessibility checker objects to", async () => {
  await showFilm();
  await waitForMark(50 + 160, 60 + 185);
  await page.addScriptTag({ path: `${ROOT}node_modules/axe-core/axe.min.js` });
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run("countenance-live");
    return violations.map(({ id, help }) => `${id}: ${help}`);
  });
  expect(violations).toEqual([]);
});

test("assets that are not there are a failure with a sentence", async () => {
  await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", '<countenance-live for="none" assets="/nowhere"></countenance-live>');
  });
  await vi.waitFor(async () => expect(await page.evaluate(() => notes.failures)).toHaveLength(1), PATIENCE);
  const [failure] = await page.evaluate(() => notes.failures);
  expect(failure).toMatchObject({ code: "worker-failed", message: expect.stringContaining("/nowhere/worker.js") });
  // Tried again, it fails again.
  await page.$eval("countenance-live", (element) => document.body.append(element));
  await vi.waitFor(async () => expect(await page.evaluate(() => notes.failures)).toHaveLength(2), PATIENCE);
});

test("an id of something else than a video is a failure, told once each time", async () => {
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      "beforeend",
      '<img id="face"><countenance-live for="face" rate="30"></countenance-live>',
    );
  });
  await vi.waitFor(async () => expect(await page.evaluate(() => notes.failures)).toHaveLength(1), PATIENCE);
  await showFilm();
  await page.$eval("countenance-live[for='face']", (element) => element.setAttribute("for", "film"));
  await waitForMark(50 + 160, 60 + 185);
  const failures = await page.evaluate(() => notes.failures);
  const failure = { code: "bad-image", message: 'for="face" names a <img>: name a <video>.' };
  expect(failures).toMatchObject([failure]);
  await page.$eval("countenance-live[for='film'][rate]", (element) => element.setAttribute("for", "face"));
  await vi.waitFor(async () => expect(await page.evaluate(() => notes.failures)).toHaveLength(2), PATIENCE);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await page.evaluate(() => notes.failures)).toMatchObject([failure, failure]);
});

test("an engine that has failed is not given to the next who asks", async () => {
  await showFilm();
  await waitForMark(50 + 160, 60 + 185);
  await page.workers()[0]?.evaluate(() => setTimeout(() => JSON.parse("gone")));
  await setVideo({ time: 1.5 });
  await vi.waitFor(async () => expect(await page.evaluate(() => notes.failures)).toHaveLength(1), PATIENCE);
  const [failure] = await page.evaluate(() => notes.failures);
  expect(failure).toMatchObject({ code: "worker-failed" });
  // What it saw last would stay over the video for ever.
  expect(await mark()).toBeNull();
  expect(await page.$eval("countenance-live", ({ shadowRoot }) => shadowRoot?.textContent)).toBe("");
  await page.$eval("countenance-live", (element) => element.before(element.cloneNode()));
  await waitForMark(50 + 480, 60 + 185);
});

/** The library and a picture from another origin, which allows that or not. */
async function startOtherOrigin(allowed: boolean): Promise<{ origin: string; close: () => void }> {
  const folder = join(installed.project, "node_modules", "countenance", "dist", "library");
  const other = createServer(async (request, response) => {
    const path = request.url ?? "/";
    const file = path === "/face.png" ? `${ROOT}examples/face.png` : join(folder, path);
    if (allowed) response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Content-Type", path.endsWith(".js") ? "text/javascript" : "application/octet-stream");
    response.end(await readFile(file));
  });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${(other.address() as AddressInfo).port}`, close: () => other.close() };
}

test("from a Worker, from another origin, a picture as a Blob", async () => {
  const other = await startOtherOrigin(true);
  const dominant = await page.evaluate(async (origin) => {
    const script = `
      import { createAnalyzer } from "${origin}/index.js";
      const analyzer = await createAnalyzer();
      const picture = await (await fetch("${origin}/face.png")).blob();
      const [reading] = await analyzer.analyze(picture);
      self.postMessage(reading?.dominant);`;
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const worker = new Worker(url, { type: "module" });
    return new Promise((resolve) => {
      worker.addEventListener("message", ({ data }) => resolve(data), { once: true });
      worker.addEventListener("error", ({ message }) => resolve(`failed: ${message}`), { once: true });
    });
  }, other.origin);
  other.close();
  expect(dominant).toBe("happiness");
});

test("what cannot be read is said, each in its own sentence, and the analyzer goes on", async () => {
  const other = await startOtherOrigin(false);
  const results = await page.evaluate(async (foreign) => {
    const analyzer = await library.createAnalyzer({ backend: "wasm" });
    const image = new Image();
    image.src = foreign;
    await image.decode();
    const results: string[] = [];
    const bad = [image, document.createElement("video"), new Image(), new Blob(["no picture"]), "words", null];
    for (const picture of bad) {
      await analyzer.analyze(picture as Blob).then(
        () => results.push("read"),
        (error) => results.push(`${error.code}: ${error.message}`),
      );
    }
    const large = new OffscreenCanvas(3000, 2000);
    large
      .getContext("2d")
      ?.drawImage(await createImageBitmap(await (await fetch("/face.png")).blob()), 1050, 500, 900, 900);
    const [reading] = await analyzer.analyze(large);
    const { x = 0, width = 0 } = reading?.box ?? {};
    results.push(`middle ${Math.round((x + width / 2) / 100)}`);
    analyzer.close();
    await analyzer.analyze(large).catch((error) => results.push(error.code));
    const aborted = await library.createAnalyzer({ signal: AbortSignal.abort() }).catch((error) => error.code);
    return [...results, aborted];
  }, `${other.origin}/face.png`);
  other.close();
  expect(results).toEqual([
    expect.stringMatching(/^bad-image: The picture comes from another site/),
    expect.stringMatching(/^bad-image: The picture has no size:/),
    expect.stringMatching(/^bad-image: The picture has no size:/),
    expect.stringMatching(/^bad-image: The picture cannot be read/),
    expect.stringMatching(/^bad-image: This is no picture/),
    expect.stringMatching(/^bad-image: This is no picture/),
    "middle 15",
    "closed",
    "closed",
  ]);
});
