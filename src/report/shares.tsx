import { useEffect, useState } from "preact/hooks";
import { Legend } from "../popup/legend.tsx";
import { sharesInWords } from "../popup/participant-words.ts";
import { roomPhrase } from "../popup/room-summary.tsx";
import { LEAST_SURE_SECONDS, WINDOW_SECONDS } from "../session/definitions.ts";
import type { Session } from "../session/session.ts";
import { summarize } from "../session/summary.ts";
import { keptName, sharesOf } from "../ui/session-words.ts";
import { SharesBar } from "../ui/shares-bar.tsx";
import { duration, percent, t, wholeNumber } from "../ui/words.ts";
import { Explain } from "./explain.tsx";
import "./shares.css";

interface SharesProps {
  /** Those who count. */
  readonly participants: Session["participants"];
}

/** How often which expression was shown: by all together, and by each. */
export function Shares({ participants }: SharesProps) {
  const room = sharesOf(participants.map(({ totals }) => totals));
  const steadiness = useSteadiness(participants);
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
          const steady = steadiness.get(id);
          return (
            <li key={id} class="share-row">
              <p class="lane-name">
                <bdi title={name}>{name}</bdi>
                {self && <span class="small-print">{t("you")}</span>}
              </p>
              {shares ? (
                <>
                  <SharesBar shares={shares} />
                  <p class="small-print share-words">{sharesInWords(shares)}</p>
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

/** Each participant's, by id. It goes through every second: the page is drawn first. */
function useSteadiness(participants: Session["participants"]): ReadonlyMap<string, number | null> {
  const [found, setFound] = useState<ReadonlyMap<string, number | null>>(new Map());
  useEffect(() => {
    const timer = setTimeout(() =>
      setFound(new Map(participants.map(({ id, track }) => [id, summarize([track]).steadiness]))),
    );
    return () => clearTimeout(timer);
  }, [participants]);
  return found;
}
