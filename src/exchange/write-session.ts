import { segments } from "../session/segments.ts";
import type { Session, Track } from "../session/session.ts";

/** What marks the file, and the version of its format: docs/session-format.md. */
export const FORMAT = "countenance-session";
export const VERSION = 1;

/**
 * The session as a JSON file, in parts: for `new Blob([...parts])`, or to be written one by one. One that goes on ends,
 * in the file, at its last second.
 */
export function* writeSession(session: Session): Generator<string> {
  const { participants, endedMs, ...rest } = session;
  const length = participants[0]?.track.length ?? 0;
  const header = {
    format: FORMAT,
    version: VERSION,
    id: rest.id,
    title: rest.title,
    site: rest.site,
    startedMs: rest.startedMs,
    endedMs: endedMs ?? rest.startedMs + 1000 * length,
    modelVersion: rest.modelVersion,
    notes: rest.notes.map(({ id, second, text }) => ({ id, second, text })),
  };
  // The header's last brace waits for the participants.
  yield `${JSON.stringify(header, null, 2).slice(0, -2)},\n  "participants": [`;
  for (const [i, { id, number, name, self, totals, track }] of participants.entries()) {
    const who = JSON.stringify({ id, number, name, self, totals }).slice(0, -1);
    yield `${i > 0 ? "," : ""}\n    ${who},\n     "segments": ${JSON.stringify(segments(track))},\n     "track": {`;
    yield* writeTrack(track);
    yield "}}";
  }
  yield `${participants.length > 0 ? "\n  " : ""}]\n}\n`;
}

function* writeTrack({ length, readings, notSure, quality, probabilities }: Track): Generator<string> {
  yield `"length": ${length}`;
  for (const [name, column] of Object.entries({ readings, notSure, quality, probabilities })) {
    const perSecond = column.length / Math.max(1, length);
    // Where no face was read there is nothing to say, whatever the bytes are.
    const said = column.map((byte, i) => (readings[Math.floor(i / perSecond)] === 0 ? 0 : byte));
    yield `,\n      "${name}": [${said.join(",")}]`;
  }
}
