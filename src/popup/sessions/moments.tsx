import { useEffect, useState } from "preact/hooks";
import { type Moment, strongest } from "../../session/moments.ts";
import type { Session, SessionHeader } from "../../session/session.ts";
import { loadSession } from "../../session/store.ts";
import { clock } from "../../ui/dates.ts";
import { expressionLabel } from "../../ui/expressions.ts";
import { MomentChange } from "../../ui/moment-change.tsx";
import { participantName } from "../../ui/session-words.ts";
import { useFindings } from "../../ui/use-findings.ts";
import { t } from "../../ui/words.ts";
import "./moments.css";

/** As many as stand in the summary without pushing the participants out of it. */
const MOMENTS_SHOWN = 3;

/** The session's strongest moments in order of time, once they are found; nothing until then or without any. */
export function Moments({ session }: { readonly session: SessionHeader }) {
  const { id, endedMs, participants } = session;
  const [loaded, setLoaded] = useState<Session["participants"] | null>(null);
  // Until those of fewer people are found, the last ones are shown, but of nobody who is no more.
  const moments = strongest(useFindings(loaded)?.moments ?? [], MOMENTS_SHOWN)
    .filter(({ who }) => who === null || participants.some(({ id }) => id === who))
    .sort((a, b) => a.second - b.second);

  // Those of a session that goes on would change under the reader's eyes: they wait for its end. Then somebody may be deleted from
  // it, or brought back, in its report.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (endedMs === null) return;
    let isWanted = true;
    loadSession(id).then(
      (found) => isWanted && setLoaded(found?.participants ?? []),
      // What is wrong with the store the list says already.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [id, endedMs, participants.length]);

  if (moments.length === 0) return null;
  return (
    <section class="moments">
      <h3 class="small-print">{t("momentsTitle")}</h3>
      <ol>
        {moments.map((moment) => (
          <MomentRow key={`${moment.who} ${moment.second}`} moment={moment} session={session} />
        ))}
      </ol>
    </section>
  );
}

function MomentRow({ moment, session }: { readonly moment: Moment; readonly session: SessionHeader }) {
  const { who, second, from, to } = moment;
  const participant = session.participants.find(({ id }) => id === who);
  const name = participant ? participantName(participant) : t("everyone");
  const words = [expressionLabel(from), expressionLabel(to)] as const;
  return (
    <li>
      <p class="visually-hidden">{t("momentSentence", clock(second), name, ...words)}</p>
      <div class="moment" aria-hidden="true">
        <span class="moment-time small-print">{clock(second)}</span>
        <bdi title={name}>{name}</bdi>
        <MomentChange moment={moment} />
      </div>
    </li>
  );
}
