import { useRef } from "preact/hooks";
import {
  LEAST_CHANGE_OF_PERSON,
  LEAST_CHANGE_OF_ROOM,
  MOMENT_DISTANCE_SECONDS,
  WINDOW_SECONDS,
} from "../session/definitions.ts";
import type { Moment } from "../session/moments.ts";
import type { Session } from "../session/session.ts";
import { clock } from "../ui/dates.ts";
import { Explain } from "../ui/explain.tsx";
import { expressionLabel } from "../ui/expressions.ts";
import { MomentChange } from "../ui/moment-change.tsx";
import { participantName } from "../ui/session-words.ts";
import { useKeptFocus } from "../ui/use-kept-focus.ts";
import { percent, t, wholeNumber } from "../ui/words.ts";
import "./moments.css";

interface MomentsProps {
  /** Those who count. */
  readonly participants: Session["participants"];
  /** Null until they are found. */
  readonly moments: readonly Moment[] | null;
  readonly isGoingOn: boolean;
  readonly onJump: (second: number) => void;
}

/** When what was shown changed clearly; each leads to its time. */
export function Moments({ participants, moments, isGoingOn, onJump }: MomentsProps) {
  const section = useRef<HTMLElement>(null);
  // A moment that is weaker than those that came since goes from the list.
  const heading = useKeptFocus<HTMLHeadingElement>(section);
  const names = new Map(participants.map((participant) => [participant.id, participantName(participant)]));
  // Until those of a new choice of people are found, the last ones are shown, but of nobody left out.
  const listed = moments?.filter(({ who }) => who === null || names.has(who));
  return (
    <section ref={section} aria-labelledby="moments-title" aria-busy={moments === null}>
      <h2 id="moments-title" ref={heading} tabIndex={-1}>
        {t("momentsTitle")}
      </h2>
      {listed?.length === 0 && <p class="report-none">{isGoingOn ? t("reportNoMomentsYet") : t("reportNoMoments")}</p>}
      <ol class="report-moments">
        {listed?.map((moment) => {
          const name = (moment.who && names.get(moment.who)) ?? t("everyone");
          const words = [expressionLabel(moment.from), expressionLabel(moment.to)] as const;
          return (
            <li key={`${moment.who} ${moment.second}`}>
              <button type="button" class="report-moment" onClick={() => onJump(moment.second)}>
                <span class="visually-hidden">{t("momentSentence", clock(moment.second), name, ...words)}</span>
                <span class="report-time" aria-hidden="true">
                  {clock(moment.second)}
                </span>
                <bdi title={name} aria-hidden="true">
                  {name}
                </bdi>
                <MomentChange moment={moment} />
              </button>
            </li>
          );
        })}
      </ol>
      <Explain
        paragraphs={[
          t(
            "defineMoments",
            wholeNumber(WINDOW_SECONDS),
            percent(LEAST_CHANGE_OF_PERSON),
            percent(LEAST_CHANGE_OF_ROOM),
          ),
          t("defineMomentsApart", wholeNumber(MOMENT_DISTANCE_SECONDS)),
        ]}
      />
    </section>
  );
}
