import { useRef } from "preact/hooks";
import { Warning } from "../ui/warning.tsx";
import { t } from "../ui/words.ts";
import { ExportButtons, type KeptAs } from "./export-buttons.tsx";
import { type Entry, isOpen, type OpenedEntry } from "./file-queue.ts";
import { stateWords } from "./file-words.ts";
import { FilmView } from "./film-view.tsx";
import { PictureView } from "./picture-view.tsx";

interface ViewerProps extends KeptAs {
  readonly entry: Entry;
  readonly modelVersion: string;
}

/** The chosen file: its pictures, what was read in them, and what can be made of it. */
export function Viewer({ entry, modelVersion, ...keptAs }: ViewerProps) {
  // Asked for when it is exported: a film that plays does not draw the buttons anew.
  const timeMs = useRef(0);
  return (
    <section class="viewer" aria-labelledby="viewer-title">
      <h2 id="viewer-title" dir="auto">
        {entry.name}
      </h2>
      {entry.state === "trouble" && <Warning words={stateWords(entry, false)} />}
      {entry.state === "nothing" && <p class="viewer-hint">{t("analyseNoFacesHint")}</p>}
      {isShown(entry) && (
        <>
          <div class="viewer-content">
            {entry.media.kind === "picture" ? (
              <PictureView entry={entry} />
            ) : (
              <FilmView
                entry={entry}
                onLook={(now) => {
                  timeMs.current = now;
                }}
              />
            )}
          </div>
          {!isOpen(entry) && entry.looks > 0 && (
            <ExportButtons entry={entry} timeMs={() => timeMs.current} modelVersion={modelVersion} {...keptAs} />
          )}
        </>
      )}
    </section>
  );
}

/** Of a picture that could not be decoded there is nothing to see. */
function isShown(entry: Entry): entry is OpenedEntry {
  return entry.media !== null && (entry.state !== "trouble" || entry.looks > 0);
}
