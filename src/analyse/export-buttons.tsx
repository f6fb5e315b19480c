import { useRef } from "preact/hooks";
import { csvStyleFor } from "../exchange/csv.ts";
import { type Look, writeReadingsCsv, writeReadingsJson } from "../exchange/readings.ts";
import { annotatedPicture } from "../files/annotated-picture.ts";
import { openMediaFile } from "../files/media-file.ts";
import { MEDIA_FILE_TROUBLES, MediaFileError } from "../files/media-file-error.ts";
import { withoutEnding } from "../files/media-names.ts";
import { loadSettings } from "../messages/settings.ts";
import { putSession } from "../session/store.ts";
import { readingLabel } from "../ui/expressions.ts";
import { openReport } from "../ui/open-report.ts";
import { download, fileName } from "../ui/save-file.ts";
import { storeSentence } from "../ui/store-trouble.ts";
import { useSaid } from "../ui/use-said.tsx";
import { t } from "../ui/words.ts";
import type { Entry, OpenedEntry } from "./file-queue.ts";
import { filmSession } from "./film-session.ts";
import { shownAt } from "./film-tracks.ts";
import { useStillKept } from "./use-still-kept.ts";

interface TableButtonsProps {
  readonly entries: readonly Entry[];
  /** The file's, without its ending. */
  readonly title: string;
  readonly modelVersion: string;
  readonly say: (words: string) => void;
}

/** What was read in these files as a table and as JSON. */
export function TableButtons({ entries, title, modelVersion, say }: TableButtonsProps) {
  const save = (extension: "csv" | "json") => {
    const parts =
      extension === "csv"
        ? writeReadingsCsv(looksOf(entries), modelVersion, csvStyleFor(navigator.language))
        : writeReadingsJson(looksOf(entries));
    const name = fileName(title, Date.now(), extension);
    download(new Blob([...parts], { type: extension === "csv" ? "text/csv" : "application/json" }), name);
    say(t("exported", name));
  };
  return (
    <>
      <button type="button" class="tool" onClick={() => save("csv")}>
        {t("analyseCsv")}
      </button>
      <button type="button" class="tool" onClick={() => save("json")}>
        {t("analyseJson")}
      </button>
    </>
  );
}

export interface KeptAs {
  /** The session that was made of the film last; null where none was. */
  readonly sessionId: string | null;
  readonly onKept: (sessionId: string) => void;
}

interface ExportButtonsProps extends KeptAs {
  readonly entry: OpenedEntry;
  /** The moment of the film that a picture is made of. */
  readonly timeMs: () => number;
  readonly modelVersion: string;
}

/** What was read in one file, to take along. */
export function ExportButtons({ entry, timeMs, modelVersion, sessionId, onKept }: ExportButtonsProps) {
  const [said, say] = useSaid();
  const isKept = useStillKept(sessionId);
  const isSaving = useRef(false);
  const isFilm = entry.media.kind === "film";
  const title = withoutEnding(entry.name);

  async function savePicture(): Promise<void> {
    // A film that plays goes on while it is opened.
    const nowMs = timeMs();
    try {
      const file = await openMediaFile(entry.file, entry.name);
      try {
        const { durationMs } = entry.media;
        const look = shownAt(entry.frames, nowMs, { durationMs, everyMs: entry.everyMs });
        // Where the boxes were found, which may be a little before the moment shown.
        const { image } = await file.frameAt(look?.timeMs ?? nowMs);
        const drawn = annotatedPicture(image, file, look?.readings ?? [], readingLabel);
        const picture = await drawn.finally(() => image.close());
        const name = fileName(title, Date.now(), "png");
        download(picture, name);
        say(t("exported", name));
      } finally {
        file.close();
      }
    } catch (error) {
      say(error instanceof MediaFileError ? t(MEDIA_FILE_TROUBLES[error.code]) : t("exportFailed"));
    }
  }

  async function saveSession(): Promise<void> {
    // Pressed again before it is kept, it would be there twice.
    if (isSaving.current) return;
    isSaving.current = true;
    const { name, frames, everyMs, media } = entry;
    const session = filmSession({ name, frames, everyMs, modelVersion, durationMs: media.durationMs }, Date.now());
    try {
      await putSession(session);
      onKept(session.id);
      const { retention } = await loadSettings();
      say(t(retention === "session" ? "analyseSessionSavedForNow" : "analyseSessionSaved"));
    } catch (error) {
      say(storeSentence(error));
    } finally {
      isSaving.current = false;
    }
  }

  return (
    <div class="export-bar">
      <TableButtons entries={[entry]} title={title} modelVersion={modelVersion} say={say} />
      <button type="button" class="tool" onClick={() => void savePicture()}>
        {isFilm ? t("analysePngOfMoment") : t("exportPng")}
      </button>
      {isFilm &&
        (sessionId === null || !isKept ? (
          <button type="button" class="tool tool-strong" onClick={() => void saveSession()}>
            {t("analyseSaveSession")}
          </button>
        ) : (
          <button type="button" class="tool tool-strong" onClick={() => void openReport(sessionId)}>
            {t("openReport")}
          </button>
        ))}
      <p class="small-print" role="status">
        {said}
      </p>
    </div>
  );
}

function* looksOf(entries: readonly Entry[]): Generator<Look> {
  for (const { name, frames } of entries) for (const frame of frames) yield { file: name, ...frame };
}
