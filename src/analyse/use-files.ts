import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { BackendChoice } from "../engine/backend.ts";
import { lastingAnalyzer } from "../files/lasting-analyzer.ts";
import { blobOf } from "../messages/data-url.ts";
import type { HandedImage } from "../messages/handed-image.ts";
import { type Entry, FileQueue } from "./file-queue.ts";

/** How often a film is looked at unless the user says otherwise: as the videos of a call. */
export const USUAL_RATE_MS = 250;

interface Files {
  readonly entries: readonly Entry[];
  readonly isPaused: boolean;
  readonly queue: FileQueue;
  /** Of the expression model; "" before it has loaded. */
  readonly modelVersion: string;
}

/** The page's list of files, and the engine that reads them: it is loaded with the first. */
export function useFiles(backend: BackendChoice, image: HandedImage | null): Files {
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const [modelVersion, setModelVersion] = useState("");
  // Another choice of the options page holds for an engine that has yet to load; the list stays.
  const chosen = useRef(backend);
  chosen.current = backend;
  const [queue, life] = useMemo(() => {
    const life = new AbortController();
    const engine = lastingAnalyzer(() => ({ assets: "../assets", backend: chosen.current }), life.signal);
    const analyzer = async () => {
      const loaded = await engine();
      setModelVersion(loaded.modelVersion);
      return loaded;
    };
    return [new FileQueue({ analyzer, onChange: setEntries }), life] as const;
  }, []);
  // After everything was erased nobody is there to see what it would go on reading, and the engine remembers its last picture.
  useEffect(() => {
    return () => {
      queue.close();
      life.abort();
    };
  }, [queue, life]);
  useEffect(() => {
    if (!image) return;
    const { name, dataUrl } = image;
    if (dataUrl) queue.add([{ name, file: new File([blobOf(dataUrl)], name) }], USUAL_RATE_MS);
    else queue.addWithheld(name);
  }, [queue, image]);
  return { entries, isPaused: queue.isPaused, queue, modelVersion };
}
