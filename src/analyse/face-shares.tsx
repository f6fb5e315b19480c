import { EXPRESSIONS } from "../engine/expression.ts";
import type { Reading } from "../engine/reading.ts";
import { Explain } from "../ui/explain.tsx";
import { EXPRESSION_COLOURS } from "../ui/expression-colours.ts";
import { expressionLabel, readingPhrase } from "../ui/expressions.ts";
import { ExpressionSymbol } from "../ui/symbol.tsx";
import { percent, signed, t } from "../ui/words.ts";
import { faceName } from "./face-layer.tsx";
import "./face-shares.css";

/** Less is written as 0 %, and drawn as nothing. */
const LEAST_SHARE = 0.005;

interface FaceSharesProps {
  readonly faceId: number;
  /** Null where the face is not in the picture just now. */
  readonly reading: Reading | null;
}

/** What one face shows: the eight shares, and how good its picture is. */
export function FaceShares({ faceId, reading }: FaceSharesProps) {
  return (
    <section class="face-shares" aria-label={faceName(faceId)}>
      <h3>{faceName(faceId)}</h3>
      <p class="face-phrase">{reading ? readingPhrase(reading) : t("reportNoFace")}</p>
      <ul>
        {EXPRESSIONS.map((expression, i) => {
          const share = reading?.probabilities[i] ?? 0;
          const leads = reading?.doubt === null && reading.dominant === expression;
          return (
            <li key={expression} class={leads ? "face-share face-leading" : "face-share"}>
              <ExpressionSymbol expression={expression} look="disc" />
              <span>{expressionLabel(expression)}</span>
              <span class="face-bar" aria-hidden="true">
                {share >= LEAST_SHARE && (
                  <span style={{ width: `${share * 100}%`, backgroundColor: EXPRESSION_COLOURS[expression] }} />
                )}
              </span>
              <b>{reading ? percent(share) : "–"}</b>
            </li>
          );
        })}
      </ul>
      {reading && (
        <dl class="face-facts small-print">
          <div>
            <dt>{t("reportValence")}</dt>
            <dd>{signed(reading.valence)}</dd>
          </div>
          <div>
            <dt>{t("reportArousal")}</dt>
            <dd>{signed(reading.arousal)}</dd>
          </div>
          <div>
            <dt>{t("analyseQuality")}</dt>
            <dd>{percent(reading.quality)}</dd>
          </div>
        </dl>
      )}
      <Explain paragraphs={[t("defineValence"), t("defineArousal"), t("defineQuality")]} />
    </section>
  );
}
