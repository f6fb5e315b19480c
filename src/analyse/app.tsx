import { useEffect, useRef, useState } from "preact/hooks";
import type { Settings } from "../messages/settings.ts";
import { SetUpNotice } from "../ui/set-up-notice.tsx";
import { ExpressionSymbol } from "../ui/symbol.tsx";
import "../ui/tool.css";
import { useIncoming } from "../ui/use-incoming.ts";
import { useKeptFocus } from "../ui/use-kept-focus.ts";
import { useSaid } from "../ui/use-said.tsx";
import { useSettings } from "../ui/use-settings.ts";
import { list, plural, t, wholeNumber } from "../ui/words.ts";
import "./analyse.css";
import type { HandedImage } from "../messages/handed-image.ts";
import { Chooser } from "./chooser.tsx";
import { TableButtons } from "./export-buttons.tsx";
import { FileList } from "./file-list.tsx";
import { isOpen } from "./file-queue.ts";
import { type Gathered, gatherDropped } from "./gather.ts";
import { USUAL_RATE_MS, useFiles } from "./use-files.ts";
import { Viewer } from "./viewer.tsx";

/** How often a film may be looked at, in ms. */
const RATES = [100, USUAL_RATE_MS, 1000, 5000] as const;

/** Names of file formats, the same in all languages. */
const KINDS = ["PNG", "JPEG", "WebP", "AVIF", "GIF", "MP4", "WebM"];

/** The faces on the empty page. */
const INVITING = ["surprise", "happiness", "neutral"] as const;

interface AppProps {
  readonly initialSettings: Settings;
  /** One to begin with, from another page; "gone": it was handed over before, and pictures are not kept. */
  readonly image: HandedImage | "gone" | null;
}

export function App({ initialSettings, image }: AppProps) {
  const settings = useSettings(initialSettings);
  return settings.welcomeDone ? <Files backend={settings.backend} image={image} /> : <SetUpNotice />;
}

function Files({ backend, image }: Pick<AppProps, "image"> & Pick<Settings, "backend">) {
  const [everyMs, setEveryMs] = useState<number>(USUAL_RATE_MS);
  const { entries, isPaused, queue, modelVersion } = useFiles(backend, image === "gone" ? null : image);
  const [chosen, setChosen] = useState<number | null>(null);
  // The sessions that were made of films, by entry: known whatever is shown meanwhile.
  const [sessions, setSessions] = useState<ReadonlyMap<number, string>>(new Map());
  const [said, say] = useSaid();
  const [gathered, setGathered] = useState(image === "gone" ? t("analyseImageGone") : "");
  /** Of the folders that are looked through at present. */
  const underWay = useRef({ open: 0, files: 0, leftOut: 0 });
  const main = useKeptFocus();
  const isOver = useIncoming((files) => void take(gatherDropped(files)));
  useEffect(() => {
    const title = document.getElementById("viewer-title");
    // On a narrow page what was chosen stands below the list.
    if (chosen !== null && title && title.getBoundingClientRect().top > innerHeight / 2) title.scrollIntoView();
  }, [chosen]);
  const selected = entries.find(({ id }) => id === chosen) ?? entries[0];
  const ended = entries.filter((entry) => !isOpen(entry));
  const isReading = ended.length < entries.length;
  const progress = t("analyseProgress", wholeNumber(ended.length), wholeNumber(entries.length));
  const read = entries.filter(({ looks }) => looks > 0);

  async function take(gathering: Gathered | Promise<Gathered>): Promise<void> {
    underWay.current.open++;
    setGathered(t("analyseGathering"));
    const { files, leftOut } = await gathering;
    queue.add(files, everyMs);
    const all = underWay.current;
    all.open--;
    all.files += files.length;
    all.leftOut += leftOut;
    if (all.open > 0) return;
    underWay.current = { open: 0, files: 0, leftOut: 0 };
    const none = all.files === 0 ? t("analyseFolderEmpty") : "";
    setGathered(all.files > 0 && all.leftOut > 0 ? plural("analyseLeftOut", all.leftOut) : none);
  }

  return (
    <main ref={main} tabIndex={-1} class={isOver ? "analyse analyse-over" : "analyse"}>
      <header class="analyse-header">
        <img src="../icons/128.png" width="40" height="40" alt="" />
        <div>
          <h1>{t("analyseTitle")}</h1>
          <p class="analyse-lead">{t("analyseLead")}</p>
        </div>
      </header>
      <section class={entries.length > 0 ? "drop" : "drop drop-empty"} aria-label={t("analyseChoose")}>
        {entries.length === 0 && (
          <p class="drop-faces">
            {INVITING.map((expression) => (
              <ExpressionSymbol key={expression} expression={expression} look="disc" />
            ))}
          </p>
        )}
        <Chooser onChoose={(chosen) => void take(chosen)} />
        <p class="drop-hint">
          {t("analyseDropHint")} <span class="small-print">{list(KINDS)}</span>
          {entries.length === 0 && <span class="small-print">{t("analyseFolderHint")}</span>}
        </p>
        <label class="drop-rate">
          <span class="small-print">{t("analyseRate")}</span>
          <select value={everyMs} onChange={({ currentTarget }) => setEveryMs(Number(currentTarget.value))}>
            {RATES.map((rate) => (
              <option key={rate} value={rate}>
                {rate < 1000 ? plural("analyseTimesASecond", 1000 / rate) : plural("analyseEverySeconds", rate / 1000)}
              </option>
            ))}
          </select>
        </label>
        <p class="drop-told small-print" role="status">
          {gathered}
        </p>
      </section>
      {selected && (
        <div class="analyse-columns">
          <section class="analyse-list" aria-labelledby="files-title">
            <h2 id="files-title">{t("analyseFiles")}</h2>
            <p class="small-print">{progress}</p>
            {/* Of a folder's hundreds of pictures not each is announced. */}
            <p class="visually-hidden" role="status">
              {!isReading && progress}
            </p>
            <FileList entries={entries} isPaused={isPaused} selected={selected.id} onSelect={setChosen} queue={queue} />
            <div class="export-bar">
              {isReading && (
                <>
                  <button type="button" class="tool" onClick={() => (isPaused ? queue.resume() : queue.pause())}>
                    {isPaused ? t("analyseResume") : t("analysePause")}
                  </button>
                  <button type="button" class="tool" onClick={() => queue.stopAll()}>
                    {t("analyseStopAll")}
                  </button>
                </>
              )}
              {!isReading && read.length > 1 && (
                <fieldset class="export-all">
                  <legend class="small-print">{t("analyseAll")}</legend>
                  <TableButtons entries={read} title={t("analyseAllName")} modelVersion={modelVersion} say={say} />
                </fieldset>
              )}
              <p class="small-print" role="status">
                {said}
              </p>
            </div>
          </section>
          <Viewer
            key={selected.id}
            entry={selected}
            modelVersion={modelVersion}
            sessionId={sessions.get(selected.id) ?? null}
            onKept={(sessionId) => setSessions((before) => new Map(before).set(selected.id, sessionId))}
          />
        </div>
      )}
    </main>
  );
}
