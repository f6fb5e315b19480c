import { type Analyzer, type AnalyzerOptions, createAnalyzer } from "../library/analyzer.ts";

/**
 * Gives the same analyzer to all who ask, loaded when the first one does. When it fails, while it loads or later, the next who asks
 * gets another. Closed, also while it loads, when the signal aborts: nobody is to ask from then on.
 */
export function lastingAnalyzer(
  options: () => Omit<AnalyzerOptions, "onFailure">,
  signal?: AbortSignal,
): () => Promise<Analyzer> {
  let loading: Promise<Analyzer> | null = null;
  return () => {
    if (!loading) {
      const onFailure = () => {
        loading = null;
      };
      const analyzer = createAnalyzer({ ...options(), onFailure });
      analyzer.catch(onFailure);
      const close = () => void analyzer.then((loaded) => loaded.close(), onFailure);
      signal?.addEventListener("abort", close, { once: true });
      loading = analyzer;
    }
    return loading;
  };
}
