import { EXPRESSIONS } from "../engine/expression.ts";
import type { Shares } from "../session/call-view.ts";
import { expressionLabel } from "../ui/expressions.ts";
import { SharesBar } from "../ui/shares-bar.tsx";
import { leadingShares } from "../ui/shares-words.ts";
import { percent, t } from "../ui/words.ts";
import "./shares-in-numbers.css";

/** As many as fit beside the share of "not sure" in a line. */
const SHARES_NAMED = 3;

/**
 * A participant's shares as a bar over a line of the largest. Hidden from screen readers, which are told all of them
 * in a sentence. In a container of `container-type: inline-size`.
 */
export function SharesInNumbers({ shares }: { readonly shares: Shares | null }) {
  return (
    <div class="card-shares" aria-hidden="true">
      <SharesBar shares={shares} />
      <p class="small-print card-numbers">
        {shares &&
          leadingShares(shares, SHARES_NAMED)
            .sort((a, b) => EXPRESSIONS.indexOf(a.expression) - EXPRESSIONS.indexOf(b.expression))
            .map(({ expression, share }) => (
              <span key={expression}>
                {expressionLabel(expression)} <b>{percent(share)}</b>
              </span>
            ))}
        {shares && <span class="card-not-sure">{t("notSureShare", percent(shares.notSure))}</span>}
      </p>
    </div>
  );
}
