import { t } from "./words.ts";
import "./warning.css";

interface WarningProps {
  /** A sentence or two; empty words are no warning. */
  readonly words: string;
  /** Where trying once more may help. */
  readonly onRetry?: (() => void) | undefined;
}

/** Something is wrong; read out when it appears. */
export function Warning({ words, onRetry }: WarningProps) {
  return (
    <div role="alert">
      {words && (
        <div class="warning">
          <p>{words}</p>
          {onRetry && (
            <button type="button" class="button" onClick={onRetry}>
              {t("tryAgain")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
