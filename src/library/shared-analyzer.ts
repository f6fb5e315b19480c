import { type Analyzer, type AnalyzerOptions, createAnalyzer } from "./analyzer.ts";
import { assetUrls } from "./asset-urls.ts";

type SharedOptions = Pick<AnalyzerOptions, "assets" | "backend">;

interface Shared {
  readonly analyzer: Promise<Analyzer>;
  readonly closing: AbortController;
  users: number;
}

const shared = new Map<string, Shared>();

/** The one analyzer of all who ask for the same options; it is closed when the signals of all of them have aborted. */
export async function sharedAnalyzer(options: SharedOptions, signal: AbortSignal): Promise<Analyzer> {
  const key = JSON.stringify([assetUrls(options.assets)["worker.js"], options.backend ?? "auto"]);
  const entry = shared.get(key) ?? start(key, options);
  entry.users++;
  signal.addEventListener(
    "abort",
    () => {
      if (--entry.users > 0) return;
      if (shared.get(key) === entry) shared.delete(key);
      entry.closing.abort();
    },
    { once: true },
  );
  return entry.analyzer;
}

function start(key: string, options: SharedOptions): Shared {
  const closing = new AbortController();
  // Who asks after a failure tries again.
  const onFailure = () => shared.get(key) === entry && shared.delete(key);
  const analyzer = createAnalyzer({ ...options, signal: closing.signal, onFailure });
  analyzer.catch(onFailure);
  const entry = { analyzer, closing, users: 0 };
  shared.set(key, entry);
  return entry;
}
