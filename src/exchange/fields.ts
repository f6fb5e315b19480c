// Readers of single fields of a file that nobody vouches for. Each returns what it checked or throws a SessionFileError
// that names the field by its path.

import { SessionFileError } from "./session-file-error.ts";

/** A value and where in the file it stands: "" is the whole. */
export interface Field {
  readonly value: unknown;
  readonly path: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Controls, and marks that turn the direction of all that follows: a text with them can disguise itself. */
const DISGUISES = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

export function member(field: Field, key: string): Field {
  const { value, path } = field;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw SessionFileError.broken(path, "an object");
  const own = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  return { value: own, path: path ? `${path}.${key}` : key };
}

export function list({ value, path }: Field, most: number): Field[] {
  if (!Array.isArray(value) || value.length > most)
    throw SessionFileError.broken(path, `a list of at most ${most} entries`);
  return value.map((entry, i) => ({ value: entry, path: `${path}[${i}]` }));
}

/** Without what may disguise it. */
export function text({ value, path }: Field, most: number): string {
  if (typeof value !== "string" || value.length > most)
    throw SessionFileError.broken(path, `text of at most ${most} characters`);
  return value.replace(DISGUISES, "");
}

/** The same, on one line. */
export function line(field: Field, most: number): string {
  return text(field, most).replace(/[\n\t]/g, "");
}

export function wholeNumber({ value, path }: Field, least: number, most: number): number {
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most)
    throw SessionFileError.broken(path, `a whole number from ${least} to ${most}`);
  return value as number;
}

export function number({ value, path }: Field, least: number, most: number): number {
  if (typeof value !== "number" || !(value >= least && value <= most))
    throw SessionFileError.broken(path, `a number from ${least} to ${most}`);
  return value;
}

export function flag({ value, path }: Field): boolean {
  if (typeof value !== "boolean") throw SessionFileError.broken(path, "true or false");
  return value;
}

export function uuid({ value, path }: Field): string {
  if (typeof value !== "string" || !UUID.test(value)) throw SessionFileError.broken(path, "a UUID");
  return value;
}

/** A list of exactly `length` whole numbers from 0 to 255. */
export function bytes({ value, path }: Field, length: number): Uint8Array {
  if (!Array.isArray(value) || value.length !== length)
    throw SessionFileError.broken(path, `a list of ${length} numbers`);
  const wrong = value.findIndex((entry) => !Number.isInteger(entry) || entry < 0 || entry > 255);
  if (wrong >= 0) throw SessionFileError.broken(`${path}[${wrong}]`, "a whole number from 0 to 255");
  return Uint8Array.from(value);
}

/** Throws at the first of the fields whose value an earlier one has. */
export function allDifferent(fields: readonly Field[]): void {
  const seen = new Set<unknown>();
  for (const { value, path } of fields) {
    if (seen.has(value)) throw SessionFileError.broken(path, "one that does not occur before");
    seen.add(value);
  }
}
