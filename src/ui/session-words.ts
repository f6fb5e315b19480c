import type { SessionHeader, SessionParticipant } from "../session/session.ts";
import { recentMoment } from "./dates.ts";
import { list, plural, t, wholeNumber } from "./words.ts";

/** What the user called the session, else the page's host. Of a file either may be nothing but spaces, as may names. */
export function sessionTitle({ title, site }: Pick<SessionHeader, "title" | "site">): string {
  return title.trim() || site.trim() || t("sessionUntitled");
}

/** The title or, where it has none of its own, with its time beside: one site's calls must be told apart by their names. */
export function sessionName(session: Pick<SessionHeader, "title" | "site" | "startedMs">, nowMs: number): string {
  const title = sessionTitle(session);
  return session.title.trim() ? title : `${title} · ${recentMoment(session.startedMs, nowMs)}`;
}

/** "Ada, Ben, 2 others"; "3 participants" where no names are kept; whoever's face was never seen counts too. */
export function sessionPeople({ participants }: Pick<SessionHeader, "participants">): string {
  const named = participants.filter(({ name }) => name.trim() !== "");
  const unnamed = participants.length - named.length;
  if (named.length === 0) return unnamed === 0 ? t("sessionNobody") : plural("participantCount", unnamed);
  const names = named.map(({ name }) => isolated(name));
  return list(unnamed === 0 ? names : [...names, plural("others", unnamed)]);
}

/** A participant as words need it. */
export type Named = Pick<SessionParticipant, "name" | "number" | "self">;

/** The name, where one is known or kept, else "Participant 3". */
export function participantName({ name, number }: Pick<Named, "name" | "number">): string {
  return name.trim() || t("participantNumber", wholeNumber(number));
}

/** The same in a sentence, where the user's own is said to be that: "Ada (you)". */
export function participantInWords(person: Named): string {
  return person.self ? t("nameYou", participantName(person)) : participantName(person);
}

/** In its own direction, whatever stands around it: FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
