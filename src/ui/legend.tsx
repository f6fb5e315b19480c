import { EXPRESSIONS } from "../engine/expression.ts";
import type { Shares } from "../session/call-view.ts";
import { expressionLabel } from "./expressions.ts";
import { ExpressionSymbol } from "./symbol.tsx";
import { percent } from "./words.ts";
import "./legend.css";

/** The eight expressions with symbol and word, and with their shares where asked for; null: not known yet. */
export function Legend({ shares }: { readonly shares?: Shares | null }) {
  return (
    <ul class={shares === undefined ? "legend legend-large" : "legend"}>
      {EXPRESSIONS.map((expression, i) => (
        <li key={expression}>
          <ExpressionSymbol expression={expression} look="disc" />
          <span>{expressionLabel(expression)}</span>
          {shares !== undefined && <b>{shares ? percent(shares.probabilities[i] ?? 0) : "–"}</b>}
        </li>
      ))}
    </ul>
  );
}
