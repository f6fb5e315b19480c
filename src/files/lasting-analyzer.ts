import { type Analyzer, type AnalyzerOptions, createAnalyzer } from "../library/analyzer.ts";

/**
 * Gives the same analyzer to all who ask, loaded when the first one does. When it fails, while it loads or later, the next who asks
 * gets another. Closed, also while it loads, when the signal aborts; who asks from then on gets none.
 */
export function lastingAnalyzer(
  options: () => Omit<AnalyzerOptions, "onFailure" | "signal">,
  signal?: AbortSignal,
): () => Promise<Analyzer> {
  let loading: Promise<Analyzer> | null = null;
  return () => {
    if (!loading) {
      const onFailure = () => {
        loading = null;
      };
      loading = createAnalyzer({ ...options(), onFailure, ...(signal && { signal }) });
      loading.catch(onFailure);
    }
    return loading;
  };
}
