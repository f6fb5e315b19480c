import { EXPRESSIONS } from "../engine/expression.ts";
import type { Shares } from "../session/call-view.ts";
import { expressionLabel } from "../ui/expressions.ts";
import { ExpressionSymbol } from "../ui/symbol.tsx";
import { percent } from "../ui/words.ts";

/** The eight expressions with symbol and word, and with their shares where there are some. */
export function Legend({ shares }: { readonly shares?: Shares }) {
  return (
    <ul class="legend">
      {EXPRESSIONS.map((expression, i) => (
        <li key={expression}>
          <ExpressionSymbol expression={expression} look="disc" />
          <span>{expressionLabel(expression)}</span>
          {shares && <b>{percent(shares.probabilities[i] ?? 0)}</b>}
        </li>
      ))}
    </ul>
  );
}
