import { type Analyzer, type AnalyzerOptions, createAnalyzer } from "./analyzer.ts";

/**
 * Gives the same analyzer to all who ask, loaded when the first one does. When it fails, while it loads or later, the next who asks
 * gets another.
 */
export function lastingAnalyzer(options: () => Omit<AnalyzerOptions, "onFailure">): () => Promise<Analyzer> {
  let loading: Promise<Analyzer> | null = null;
  return () => {
    if (!loading) {
      const onFailure = () => {
        loading = null;
      };
      loading = createAnalyzer({ ...options(), onFailure });
      loading.catch(onFailure);
    }
    return loading;
  };
}
