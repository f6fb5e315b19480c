// What a call came to, taken from the extension itself, as an object for machines and a table for people.

import { readFile } from "node:fs/promises";
import { EXTENSION } from "./build.mjs";
import { Failure } from "./failure.mjs";

/**
 * @typedef {import("../src/session/call-view.ts").CallView} CallView
 * @typedef {import("../src/session/call-view.ts").ParticipantView} ParticipantView
 * @typedef {object} ParticipantReport
 * @property {string} name
 * @property {number} frames
 * @property {number} framesWithFace
 * @property {Record<string, number> | null} expressions means over the readings, which sum to 1; null without a reading
 * @property {string | null} dominant
 * @property {number | null} notSure share of the readings, 0 … 1
 * @typedef {object} CallReport
 * @property {string} backend
 * @property {ParticipantReport[]} participants
 * @property {number} requestsOutside
 * @property {string[]} errors
 */

/** From turning on to the first reading, in ms: the models are loaded and compiled meanwhile. */
const LOADING_PATIENCE_MS = 90_000;
const POLL_MS = 100;

/**
 * Watches the call through the same port as the popup, for so long from the first reading on.
 *
 * @param {import("./demo-call.mjs").DemoCall} call
 * @param {number} seconds
 * @returns {Promise<CallReport>}
 */
export async function reportCall({ popup, tabId, watched }, seconds) {
  const latest = await followCall(popup, tabId);
  const giveUpMs = Date.now() + LOADING_PATIENCE_MS;
  while (!hasReading(await latest())) {
    if (Date.now() > giveUpMs) throw new Failure("No picture of the call was read: the page's cameras gave none.", 1);
    await pause(POLL_MS);
  }
  await pause(seconds * 1000);
  const call = await latest();
  if (call?.engine.state !== "ready") throw new Failure("The call ended before its time.", 1);
  const expressions = await readExpressions();
  return {
    backend: call.engine.backend,
    participants: call.participants.map((participant) => reportParticipant(participant, expressions)),
    requestsOutside: watched.requestsOutside.length,
    errors: watched.errors,
  };
}

/**
 * Follows a tab's call from an extension page, through the same port as the popup.
 *
 * @param {import("puppeteer").Page} extensionPage
 * @param {number} tabId
 * @returns {Promise<() => Promise<CallView | null>>} gives the call as it is now
 */
export async function followCall(extensionPage, tabId) {
  const live = await extensionPage.evaluateHandle((watchedTab) => {
    /** @type {{ call: CallView | null }} */
    const latest = { call: null };
    const connect = () => {
      const port = chrome.runtime.connect({ name: "live" });
      port.onMessage.addListener((/** @type {{ call: CallView | null }} */ message) => {
        latest.call = message.call;
      });
      port.onDisconnect.addListener(() => {
        // Nobody listens yet, or no more. Chrome logs that as an error unless it is looked at.
        void chrome.runtime.lastError;
        latest.call = null;
        setTimeout(connect, 300);
      });
      port.postMessage({ type: "watch", tabId: watchedTab });
    };
    connect();
    return latest;
  }, tabId);
  return () => live.evaluate(({ call }) => call);
}

/** @param {CallView | null} call */
function hasReading(call) {
  if (call?.engine.state === "failed") throw new Failure(`The engine could not be started: ${call.engine.reason}`, 1);
  return call?.engine.state === "ready" && call.participants.some(({ frames }) => frames > 0);
}

/**
 * @param {ParticipantView} participant
 * @param {readonly string[]} expressions in the order of the probabilities
 * @returns {ParticipantReport}
 */
export function reportParticipant({ name, number, frames, framesWithFace, shares }, expressions) {
  const shown = { name: name || `Participant ${number}`, frames, framesWithFace };
  if (!shares) return { ...shown, expressions: null, dominant: null, notSure: null };
  const { probabilities } = shares;
  const dominant = probabilities.indexOf(Math.max(...probabilities));
  const rounded = probabilities.map(round);
  // Rounding must not cost the sum its 1: the largest takes what is left over.
  const others = rounded.reduce((sum, share, index) => (index === dominant ? sum : sum + share), 0);
  rounded[dominant] = round(1 - others);
  return {
    ...shown,
    expressions: Object.fromEntries(expressions.map((expression, index) => [expression, rounded[index] ?? 0])),
    dominant: expressions[dominant] ?? null,
    notSure: round(shares.notSure),
  };
}

/**
 * @param {CallReport} report
 * @returns {string}
 */
export function formatTable({ backend, participants, requestsOutside, errors }) {
  const rows = [
    ["", "pictures", "with a face", "not sure", "looked most like", "all of it"],
    ...participants.map(({ name, frames, framesWithFace, expressions, dominant, notSure }) => [
      name,
      String(frames),
      frames > 0 ? percent(framesWithFace / frames) : "–",
      notSure === null ? "–" : percent(notSure),
      dominant ?? "–",
      Object.entries(expressions ?? {})
        .sort(([, a], [, b]) => b - a)
        .filter(([, share]) => share >= 0.01)
        .map(([expression, share]) => `${expression} ${percent(share)}`)
        .join(", "),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const inShort = `Read on ${backend}; ${requestsOutside} requests left the browser; ${errors.length} errors.`;
  return [...lines, "", inShort, ...errors.map((error) => `  ${error}`), ""].join("\n");
}

/** The model's labels, which the engine checks to be its own. */
async function readExpressions() {
  const model = JSON.parse(await readFile(`${EXTENSION}/assets/expression/model.json`, "utf8"));
  return /** @type {string[]} */ (model.userDefinedMetadata.labels);
}

/** @param {number} share */
function percent(share) {
  return `${Math.round(share * 100)} %`;
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10_000) / 10_000;
}

/** @param {number} ms */
async function pause(ms) {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
