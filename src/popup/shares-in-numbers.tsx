import type { Shares } from "../session/call-view.ts";
import { EXPRESSION_COLOURS } from "../ui/expression-colours.ts";
import { expressionLabel } from "../ui/expressions.ts";
import { SharesBar } from "../ui/shares-bar.tsx";
import { leadingShares } from "../ui/shares-words.ts";
import { percent, t } from "../ui/words.ts";
import "./shares-in-numbers.css";

/** The largest first: in a narrow place the last may not fit beside the share of "not sure". */
const SHARES_NAMED = 3;

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
            leadingShares(shares, SHARES_NAMED).map(({ expression, share }) => (
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
