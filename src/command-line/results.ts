// The three ways to write what was read. Each gives whole lines, whenever it is asked.

import { type Look, lookObject, readingsCsvHeader, readingsCsvRows } from "../exchange/readings.ts";
import { FileSummary } from "./file-summary.ts";
import type { OpenedFile } from "./page/page.ts";

export interface Results {
  /** Before anything else. */
  readonly head: string;
  /** A file begins. */
  begin(file: string, opened: OpenedFile): void;
  look(look: Look): string;
  /** The file has ended, or as much of it as could be read. */
  end(): string;
}

/** An object a line for each look. */
export function jsonLines(): Results {
  return { head: "", begin: () => {}, look: (look) => `${JSON.stringify(lookLine(look))}\n`, end: () => "" };
}

function lookLine(look: Look): object {
  const { file, timeMs, faces } = lookObject(look);
  return { file, timeMs, faces: faces.map(({ doubt, ...face }) => face) };
}

/** A row for each face of each look. */
export function csvRows(modelVersion: string): Results {
  return {
    head: readingsCsvHeader(),
    begin: () => {},
    look: (look) => readingsCsvRows(look, modelVersion),
    end: () => "",
  };
}

/** A table for each file, for people. */
export function summaries(): Results {
  let summary: FileSummary | undefined;
  return {
    head: "",
    begin: (file, opened) => {
      summary = new FileSummary(file, opened);
    },
    look: (look) => {
      summary?.add(look);
      return "";
    },
    end: () => {
      const text = summary?.text();
      summary = undefined;
      return text ? `${text}\n\n` : "";
    },
  };
}
