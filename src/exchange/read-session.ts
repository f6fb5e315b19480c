import { EXPRESSIONS } from "../engine/expression.ts";
import {
  LATEST_MS,
  LATEST_START_MS,
  MOST_FILE_BYTES,
  MOST_MODEL_VERSION,
  MOST_NAME,
  MOST_NOTE,
  MOST_NOTES,
  MOST_PARTICIPANT_ID,
  MOST_PARTICIPANTS,
  MOST_SECONDS,
  MOST_SITE,
  MOST_TITLE,
} from "../session/limits.ts";
import type { Note, Session, SessionHeader, Track } from "../session/session.ts";
import { totalsOf } from "../session/totals.ts";
import {
  allDifferent,
  bytes,
  type Field,
  flag,
  line,
  list,
  member,
  number,
  text,
  uuid,
  wholeNumber,
} from "./fields.ts";
import { SessionFileError } from "./session-file-error.ts";
import { FORMAT, VERSION } from "./write-session.ts";

/** Eight numbers rounded to bytes sum to 255 give or take 4: half for each. */
const ROUNDING = EXPRESSIONS.length / 2;

/**
 * Reads a file that was chosen, checking its size before anything is read of it.
 *
 * @throws {SessionFileError}
 */
export async function readSessionFile(file: Blob): Promise<Session> {
  if (file.size > MOST_FILE_BYTES) throw SessionFileError.of("too-large");
  const json = await file.text().catch(() => {
    throw SessionFileError.of("not-json");
  });
  return readSession(json);
}

/**
 * The session of a JSON file, every field checked. What follows from the tracks, totals and segments, is computed anew;
 * fields that are not known are left out.
 *
 * @throws {SessionFileError}
 */
export function readSession(json: string): Session {
  // A character takes a byte at least.
  if (json.length > MOST_FILE_BYTES) throw SessionFileError.of("too-large");
  const file = { value: parse(json), path: "" };
  checkVersion(file);
  const startedMs = number(member(file, "startedMs"), 0, LATEST_START_MS);
  const people = list(member(file, "participants"), MOST_PARTICIPANTS);
  const participants = people.map(readParticipant);
  const ids = people.map((field) => member(field, "id"));
  allDifferent(ids);
  allDifferent(people.map((field) => member(field, "number")));
  for (const [i, { track }] of participants.entries())
    if (track.length !== participants[0]?.track.length)
      throw SessionFileError.broken(`participants[${i}].track.length`, "that of the first participant's track");
  const notes = list(member(file, "notes"), MOST_NOTES);
  allDifferent(notes.map((field) => member(field, "id")));
  return {
    // In small letters, as the store has them: there, capitals would make it another session.
    id: uuid(member(file, "id")).toLowerCase(),
    title: line(member(file, "title"), MOST_TITLE),
    site: line(member(file, "site"), MOST_SITE),
    startedMs,
    endedMs: readEnd(member(file, "endedMs"), startedMs, participants[0]?.track.length ?? 0),
    modelVersion: line(member(file, "modelVersion"), MOST_MODEL_VERSION),
    participants,
    notes: notes.map(readNote).sort((a, b) => a.second - b.second),
  };
}

/** Whether a session of this id is kept already: then ask whether to replace it, or keep both by {@link asCopy}. */
export function isKept(session: SessionHeader, kept: readonly SessionHeader[]): boolean {
  return kept.some(({ id }) => id === session.id);
}

/** The same session under an id of its own. */
export function asCopy(session: Session, id: string = crypto.randomUUID()): Session {
  return { ...session, id };
}

function parse(json: string): unknown {
  try {
    // Some editors put a byte order mark before the text.
    return JSON.parse(json.replace(/^\ufeff/, ""));
  } catch {
    throw SessionFileError.of("not-json");
  }
}

function checkVersion(file: Field): void {
  const { value } = file;
  const isOurs = typeof value === "object" && value !== null && "format" in value && value.format === FORMAT;
  if (!isOurs) throw SessionFileError.of("not-a-session");
  const version = wholeNumber(member(file, "version"), 1, Number.MAX_SAFE_INTEGER);
  if (version > VERSION) throw SessionFileError.of("newer");
}

/** Seconds are rounded up: a session of `length` seconds may end as soon as the last of them begins. */
function readEnd(field: Field, startedMs: number, length: number): number {
  const endedMs = number(field, startedMs, LATEST_MS);
  const lastMs = startedMs + 1000 * (length - 1);
  if (endedMs < lastMs)
    throw SessionFileError.broken(field.path, `at least ${lastMs}, when the tracks' last second begins`);
  return endedMs;
}

function readParticipant(field: Field): Session["participants"][number] {
  const id = line(member(field, "id"), MOST_PARTICIPANT_ID);
  if (id === "" || id !== member(field, "id").value)
    throw SessionFileError.broken(`${field.path}.id`, "text without control characters, and not empty");
  const track = readTrack(member(field, "track"));
  return {
    id,
    number: wholeNumber(member(field, "number"), 1, Number.MAX_SAFE_INTEGER),
    name: line(member(field, "name"), MOST_NAME),
    self: flag(member(field, "self")),
    totals: totalsOf(track),
    track,
  };
}

function readTrack(field: Field): Track {
  const length = wholeNumber(member(field, "length"), 0, MOST_SECONDS);
  const track = {
    length,
    probabilities: bytes(member(field, "probabilities"), length * EXPRESSIONS.length),
    readings: bytes(member(field, "readings"), length),
    notSure: bytes(member(field, "notSure"), length),
    quality: bytes(member(field, "quality"), length),
  };
  for (let second = 0; second < length; second++) checkSecond(track, second, field.path);
  return track;
}

/** The columns agree with each other. */
function checkSecond({ probabilities, readings, notSure, quality }: Track, second: number, path: string): void {
  const count = readings[second] ?? 0;
  if ((notSure[second] ?? 0) > count)
    throw SessionFileError.broken(`${path}.notSure[${second}]`, `at most ${count}, the second's readings`);
  const from = second * EXPRESSIONS.length;
  let sum = 0;
  for (let i = from; i < from + EXPRESSIONS.length; i++) sum += probabilities[i] ?? 0;
  if (count === 0 && quality[second] !== 0)
    throw SessionFileError.broken(`${path}.quality[${second}]`, "0 in a second without readings");
  if (count === 0 ? sum > 0 : Math.abs(sum - 255) > ROUNDING) {
    const total = count === 0 ? "0 in a second without readings" : "255 in sum, give or take 4";
    throw SessionFileError.broken(`${path}.probabilities[${from}…${from + EXPRESSIONS.length - 1}]`, total);
  }
}

function readNote(field: Field): Note {
  return {
    id: uuid(member(field, "id")),
    second: number(member(field, "second"), 0, MOST_SECONDS),
    text: text(member(field, "text"), MOST_NOTE),
  };
}
