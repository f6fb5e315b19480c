import { Legend } from "../popup/legend.tsx";
import { leadingShares } from "../popup/participant-words.ts";
import { roomPhrase } from "../popup/room-summary.tsx";
import type { Shares as MeanShares } from "../session/call-view.ts";
import { LEAST_SURE_SECONDS, WINDOW_SECONDS } from "../session/definitions.ts";
import type { Session } from "../session/session.ts";
import { expressionLabel } from "../ui/expressions.ts";
import { keptName, sharesOf } from "../ui/session-words.ts";
import { SharesBar } from "../ui/shares-bar.tsx";
import { duration, list, percent, t, wholeNumber } from "../ui/words.ts";
import { Explain } from "./explain.tsx";
import "./shares.css";

/** The others are too small to say much; the exported table has them. */
const SHARES_NAMED = 4;

interface SharesProps {
  /** Those who count. */
  readonly participants: Session["participants"];
  /** By participant; null until it is known. */
  readonly steadiness: ReadonlyMap<string, number | null> | null;
}

/** How often which expression was shown: by all together, and by each. */
export function Shares({ participants, steadiness }: SharesProps) {
  const room = sharesOf(participants.map(({ totals }) => totals));
  return (
    <section class="shares" aria-labelledby="shares-title">
      <h2 id="shares-title">{room ? roomPhrase(room) : t("summaryNoFace")}</h2>
      {room && (
        <>
          <SharesBar shares={room} large />
          <Legend shares={room} />
        </>
      )}
      <ul class="share-rows">
        {participants.map((participant) => {
          const { id, self, totals } = participant;
          const shares = sharesOf([totals]);
          const name = keptName(participant);
          const steady = steadiness?.get(id);
          return (
            <li key={id} class="share-row">
              <p class="lane-name">
                <bdi title={name}>{name}</bdi>
                {self && <span class="small-print">{t("you")}</span>}
              </p>
              {shares ? (
                <>
                  <SharesBar shares={shares} />
                  <p class="small-print share-words">{leadingInWords(shares)}</p>
                  <p class="small-print share-facts">
                    <span>{t("timeInView", duration(totals.secondsInView * 1000))}</span>
                    <span>{t("notSureShare", percent(shares.notSure))}</span>
                    {typeof steady === "number" && <span>{t("reportSteady", percent(steady))}</span>}
                  </p>
                </>
              ) : (
                <p class="small-print share-words">{t("neverInView")}</p>
              )}
            </li>
          );
        })}
      </ul>
      <Explain
        paragraphs={[
          t("defineShares"),
          t("defineNotSure"),
          t("defineSteadiness", wholeNumber(WINDOW_SECONDS), wholeNumber(LEAST_SURE_SECONDS)),
        ]}
      />
    </section>
  );
}

function leadingInWords(shares: MeanShares): string {
  return list(
    leadingShares(shares, SHARES_NAMED).map(({ expression, share }) =>
      t("share", expressionLabel(expression), percent(share)),
    ),
  );
}
