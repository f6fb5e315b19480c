import { LEAST_SURE_SECONDS, WINDOW_SECONDS } from "../session/definitions.ts";
import type { Session } from "../session/session.ts";
import { sharesOf } from "../session/totals.ts";
import { Explain } from "../ui/explain.tsx";
import { Legend } from "../ui/legend.tsx";
import { PersonName } from "../ui/person-name.tsx";
import { SharesBar } from "../ui/shares-bar.tsx";
import { roomPhrase, sharesInWords } from "../ui/shares-words.ts";
import { duration, percent, t, wholeNumber } from "../ui/words.ts";
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
  const room = sharesOf(participants);
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
          const { id, totals } = participant;
          const shares = sharesOf([participant]);
          const steady = steadiness?.get(id);
          return (
            <li key={id} class="share-row">
              <p class="lane-name">
                <PersonName person={participant} />
              </p>
              {shares ? (
                <>
                  <SharesBar shares={shares} />
                  <p class="small-print share-words">{sharesInWords(shares, SHARES_NAMED)}</p>
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
