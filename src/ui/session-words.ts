import { EXPRESSIONS } from "../engine/expression.ts";
import type { Shares } from "../session/call-view.ts";
import type { SessionHeader, SessionParticipant, Totals } from "../session/session.ts";
import { list, plural, t, wholeNumber } from "./words.ts";

/** What the user called the session, else the page's host. */
export function sessionTitle({ title, site }: SessionHeader): string {
  return title || site || t("sessionUntitled");
}

/** "Ada, Ben, 2 others"; "3 participants" where no names are kept; whoever's face was never seen counts too. */
export function sessionPeople({ participants }: SessionHeader): string {
  const named = participants.filter(({ name }) => name !== "");
  const unnamed = participants.length - named.length;
  if (named.length === 0) return unnamed === 0 ? t("sessionNobody") : plural("participantCount", unnamed);
  const names = named.map(({ name }) => isolated(name));
  return list(unnamed === 0 ? names : [...names, plural("others", unnamed)]);
}

/** The name, where one is known or kept, else "Participant 3". */
export function participantName({ name, number }: Pick<SessionParticipant, "name" | "number">): string {
  return name || t("participantNumber", wholeNumber(number));
}

/** What the faces given showed together over a session, weighted by their time in view; null when none was seen. */
export function sharesOf(totals: readonly Totals[]): Shares | null {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const inView = sum(totals.map(({ secondsInView }) => secondsInView));
  if (inView === 0) return null;
  return {
    probabilities: EXPRESSIONS.map((_, i) => sum(totals.map(({ sums }) => sums[i] ?? 0)) / inView),
    notSure: sum(totals.map(({ secondsNotSure }) => secondsNotSure)) / inView,
  };
}

/** In its own direction, whatever stands around it: FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
