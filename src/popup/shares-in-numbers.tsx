import { EXPRESSIONS } from "../engine/expression.ts";
import type { Shares } from "../session/call-view.ts";
import { EXPRESSION_COLOURS } from "../ui/expression-colours.ts";
import { expressionLabel } from "../ui/expressions.ts";
import { SharesBar } from "../ui/shares-bar.tsx";
import { leadingShares } from "../ui/shares-words.ts";
import { percent, t } from "../ui/words.ts";
import "./shares-in-numbers.css";

/**
 * A participant's shares as a bar over a line of the largest. Hidden from screen readers, which are told all of them
 * in a sentence.
 */
export function SharesInNumbers({ shares }: { readonly shares: Shares | null }) {
  return (
    <div class="card-shares" aria-hidden="true">
      <SharesBar shares={shares} />
      <p class="small-print card-numbers">
        <span class="card-leading">
          {shares &&
            namedShares(shares).map(({ expression, share }) => (
              <span key={expression}>
                <i style={{ backgroundColor: EXPRESSION_COLOURS[expression] }} />
                {expressionLabel(expression)} <b>{percent(share)}</b>
              </span>
            ))}
        </span>
        {shares && <span>{t("notSureShare", percent(shares.notSure))}</span>}
      </p>
    </div>
  );
}

/** The two largest in the bar's order, and last the third, for which a narrow place may have no room. */
function namedShares(shares: Shares) {
  const leading = leadingShares(shares, 3);
  const largest = leading.splice(0, 2);
  return [...largest.sort((a, b) => EXPRESSIONS.indexOf(a.expression) - EXPRESSIONS.indexOf(b.expression)), ...leading];
}
