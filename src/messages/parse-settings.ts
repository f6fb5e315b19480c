import { MOST_NAME, MOST_SITE } from "../session/limits.ts";
import type { Settings } from "./settings.ts";

export const DEFAULT_SETTINGS: Settings = {
  welcomeDone: false,
  purpose: null,
  faces: "everyone",
  keepNames: false,
  leaveOut: [],
  badges: false,
  rate: 4,
  backend: "auto",
  retention: "30-days",
  alwaysOn: [],
};

/** More names or sites than anybody enters by hand. */
export const MAX_ENTRIES = 200;
const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/** Stored settings, field by field: what is missing or malformed is the default, what is no longer known is left out. */
export function parseSettings(stored: unknown): Settings {
  const fields = (typeof stored === "object" && stored !== null ? stored : {}) as Readonly<Record<string, unknown>>;
  const usual = DEFAULT_SETTINGS;
  return {
    welcomeDone: fields.welcomeDone === true,
    purpose: oneOf(["leading", "consent", "own", "faces", "looking"], fields.purpose, usual.purpose),
    faces: oneOf(["everyone", "mine"], fields.faces, usual.faces),
    keepNames: fields.keepNames === true,
    leaveOut: strings(fields.leaveOut, isName),
    badges: fields.badges === true,
    rate: oneOf([1, 4, 8], fields.rate, usual.rate),
    backend: oneOf(["auto", "webgpu", "wasm"], fields.backend, usual.backend),
    retention: oneOf(["session", "30-days", "forever"], fields.retention, usual.retention),
    alwaysOn: strings(fields.alwaysOn, isHost),
  };
}

/** Whether this can be the host of a page, written as in an address: "meet.example.org". */
export function isHost(text: string): boolean {
  return text.length <= MOST_SITE && HOST.test(text) && !text.includes("..");
}

/** The permission to read a host's pages, as the browser writes it. */
export function hostPattern(host: string): string {
  return `https://${host}/*`;
}

/** Whether a page is of a site that is always on. */
export function isAlwaysOn({ alwaysOn }: Pick<Settings, "alwaysOn">, url: string | undefined): boolean {
  const page = URL.parse(url ?? "");
  return page?.protocol === "https:" && alwaysOn.includes(page.hostname);
}

function isName(text: string): boolean {
  return text.trim() !== "" && text.length <= MOST_NAME;
}

function oneOf<Value>(known: readonly Value[], value: unknown, otherwise: Value): Value {
  return known.find((each) => each === value) ?? otherwise;
}

function strings(value: unknown, isGood: (text: string) => boolean): readonly string[] {
  if (!Array.isArray(value)) return [];
  const good = value.filter((each): each is string => typeof each === "string" && isGood(each));
  return [...new Set(good)].slice(0, MAX_ENTRIES);
}
