import { EXPRESSIONS } from "../engine/expression.ts";
import type { Shares } from "../session/call-view.ts";
import "./shares-bar.css";
import { EXPRESSION_COLOURS } from "./expression-colours.ts";
import { expressionLabel } from "./expressions.ts";
import { ExpressionSymbol } from "./symbol.tsx";
import { percent, t } from "./words.ts";

/** Thinner than this, a part could not be told from the gaps beside it. */
const LEAST_SHARE = 0.005;
/** From this share on a part of the large bar is wide enough for its symbol. */
const SYMBOL_SHARE = 0.09;

interface SharesBarProps {
  /** Null draws the empty track. */
  readonly shares: Shares | null;
  /** The large one carries symbols. */
  readonly large?: boolean;
}

/**
 * The eight expressions' shares as one stacked bar, always in the order of {@link EXPRESSIONS}. Hidden from screen
 * readers: the words beside it say the same.
 */
export function SharesBar({ shares, large = false }: SharesBarProps) {
  return (
    <div class={large ? "shares-bar shares-bar-large" : "shares-bar"} aria-hidden="true">
      {shares &&
        EXPRESSIONS.map((expression, i) => {
          const share = shares.probabilities[i] ?? 0;
          if (share < LEAST_SHARE) return null;
          return (
            <span
              key={expression}
              title={t("share", expressionLabel(expression), percent(share))}
              style={{
                // Growth factors of less than 1 in all would leave a part of the bar empty.
                flexGrow: String(share * 100),
                backgroundColor: EXPRESSION_COLOURS[expression],
              }}
            >
              {large && share >= SYMBOL_SHARE && <ExpressionSymbol expression={expression} look="line" />}
            </span>
          );
        })}
    </div>
  );
}
