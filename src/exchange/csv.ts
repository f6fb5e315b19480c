import { affect } from "../engine/circumplex.ts";
import { EXPRESSIONS } from "../engine/expression.ts";
import { isNotSure } from "../session/mean-sums.ts";
import type { Session, SessionParticipant } from "../session/session.ts";

/** How a table writes numbers: spreadsheets read a file as their own language does. */
export interface CsvStyle {
  /** "," goes with ";" between the cells, as German, French and Spanish spreadsheets have it. */
  readonly decimal: "." | ",";
}

export const CSV_COLUMNS = [
  "time",
  "second",
  "participant_number",
  "participant",
  ...EXPRESSIONS,
  "valence",
  "arousal",
  "quality",
  "certainty",
  "model_version",
] as const;

/** Without it, spreadsheets take UTF-8 for the computer's old code page. */
export const BYTE_ORDER_MARK = "\ufeff";
/** RFC 4180. */
const LINE_END = "\r\n";
/** What a spreadsheet takes for a formula's beginning, the full-width forms included (OWASP, "CSV Injection"). */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;
/** Seconds to a part: with twelve people some 100 kB. */
const SECONDS_PER_PART = 60;
/** A byte's 256 steps stay apart. */
const DECIMALS = 3;

/**
 * The session as a table in long form, a row for each participant's second in view, in order of time; in parts of a
 * minute: for a Blob, or to be written one by one. UTF-8 once encoded.
 *
 * @param nameOf what the `participant` column says, as on the report: the name, else "Participant 3"
 */
export function* writeCsv(
  session: Session,
  nameOf: (participant: SessionParticipant) => string,
  style: CsvStyle = { decimal: "." },
): Generator<string> {
  const row = (cells: readonly string[]) => csvRow(cells, style);
  const decimals = (value: number) => csvNumber(value, DECIMALS, style);
  const shares = Array.from({ length: 256 }, (_, byte) => decimals(byte / 255));
  const version = textCell(session.modelVersion);
  const people = session.participants.map((participant) => ({
    track: participant.track,
    who: [String(participant.number), textCell(nameOf(participant))],
  }));
  const length = session.participants[0]?.track.length ?? 0;

  yield BYTE_ORDER_MARK + row(CSV_COLUMNS);
  for (let from = 0; from < length; from += SECONDS_PER_PART) {
    let part = "";
    for (let second = from; second < Math.min(length, from + SECONDS_PER_PART); second++) {
      const time = new Date(session.startedMs + 1000 * second).toISOString();
      for (const { track, who } of people) {
        if (!track.readings[second]) continue;
        const start = second * EXPRESSIONS.length;
        const bytes = [...track.probabilities.subarray(start, start + EXPRESSIONS.length)];
        const { valence, arousal } = affect(bytes.map((byte) => byte / 255));
        part += row([
          time,
          String(second),
          ...who,
          ...bytes.map((byte) => shares[byte] ?? ""),
          decimals(valence),
          decimals(arousal),
          shares[track.quality[second] ?? 0] ?? "",
          isNotSure(track, second) ? "not sure" : "sure",
          version,
        ]);
      }
    }
    if (part) yield part;
  }
}

/** The style that spreadsheets in this language (a BCP 47 tag) expect. */
export function csvStyleFor(language: string): CsvStyle {
  const parts = new Intl.NumberFormat(language).formatToParts(0.5);
  return { decimal: parts.some(({ type, value }) => type === "decimal" && value === ",") ? "," : "." };
}

export function csvRow(cells: readonly string[], { decimal }: CsvStyle): string {
  return cells.join(decimal === "," ? ";" : ",") + LINE_END;
}

export function csvNumber(value: number, decimals: number, { decimal }: CsvStyle): string {
  return value.toFixed(decimals).replace(".", decimal);
}

/** Always in quotes, so that nothing in it ends the cell; a formula's beginning becomes text by an apostrophe. */
export function textCell(text: string): string {
  const harmless = FORMULA_START.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
