import type { Moment } from "../session/moments.ts";
import { expressionLabel } from "./expressions.ts";
import "./moment-change.css";
import { ExpressionSymbol } from "./symbol.tsx";

/** From which expression to which, as symbols and the second's word. Hidden from screen readers: a sentence says it. */
export function MomentChange({ moment: { from, to } }: { readonly moment: Moment }) {
  return (
    <span class="moment-change" aria-hidden="true">
      <ExpressionSymbol expression={from} look="disc" />
      <span class="moment-arrow" />
      <ExpressionSymbol expression={to} look="disc" />
      <span>{expressionLabel(to)}</span>
    </span>
  );
}
