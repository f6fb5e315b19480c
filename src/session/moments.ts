import { EXPRESSIONS, type Expression } from "../engine/expression.ts";
import {
  LEAST_CHANGE_OF_PERSON,
  LEAST_CHANGE_OF_ROOM,
  LEAST_SURE_SECONDS,
  MOMENT_DISTANCE_SECONDS,
  MOST_PERSON_MOMENTS,
  MOST_ROOM_MOMENTS,
  WINDOW_SECONDS,
} from "./definitions.ts";
import { changeBetween, MeanSums, newMean } from "./mean-sums.ts";
import type { Session } from "./session.ts";

/** When what a face, or the room, showed changed clearly. */
export interface Moment {
  /** A participant's id; null for the room. */
  readonly who: string | null;
  /** The first second after the change. */
  readonly second: number;
  /** What gave way most, and what came up most: never the same. */
  readonly from: Expression;
  readonly to: Expression;
  /** How much of what was shown in the five seconds before was something else in the five after, 0 … 1. */
  readonly strength: number;
}

/** For the room it takes two: one person's change is that person's. */
const LEAST_PEOPLE = 2;

/**
 * The strongest moments of the participants given and of the room they make, in order of time. A person's moment that is
 * part of the room's, the same change at about the same time, is left out.
 */
export function strongestMoments(participants: Session["participants"]): Moment[] {
  const length = Math.max(0, ...participants.map(({ track }) => track.length));
  const people = participants.map(({ id, track }) => new Changes(id, new MeanSums([track], "sure")));
  const room = new RoomChanges();
  for (let second = 1; second < length; second++) {
    room.begin();
    for (const person of people) if (person.look(second)) room.add(person.before, person.after);
    room.end(second);
  }
  const ofRoom = strongest(apart(room.found), MOST_ROOM_MOMENTS);
  const ofPeople = people
    .flatMap(({ found }) => apart(found))
    .filter((moment) => !ofRoom.some((all) => isPart(moment, all)));
  return [...ofRoom, ...strongest(ofPeople, MOST_PERSON_MOMENTS)].sort((a, b) => a.second - b.second);
}

/** One person's windows before and after each second, and the changes found. */
class Changes {
  readonly found: Moment[] = [];
  readonly before = newMean();
  readonly after = newMean();
  readonly #id: string;
  readonly #sums: MeanSums;

  constructor(id: string, sums: MeanSums) {
    this.#id = id;
    this.#sums = sums;
  }

  /** Whether both windows have enough sure seconds. */
  look(second: number): boolean {
    const start = second - WINDOW_SECONDS;
    const end = second + WINDOW_SECONDS;
    if (this.#sums.count(start, second) < LEAST_SURE_SECONDS) return false;
    if (this.#sums.count(second, end) < LEAST_SURE_SECONDS) return false;
    this.#sums.mean(start, second, this.before);
    this.#sums.mean(second, end, this.after);
    const strength = changeBetween(this.before, this.after);
    if (strength >= LEAST_CHANGE_OF_PERSON)
      this.found.push({ who: this.#id, second, strength, ...direction(this.before, this.after) });
    return true;
  }
}

/** The means over those who are sure on both sides: nobody's coming or going moves the room. */
class RoomChanges {
  readonly found: Moment[] = [];
  readonly #before = newMean();
  readonly #after = newMean();
  #people = 0;

  begin(): void {
    this.#before.fill(0);
    this.#after.fill(0);
    this.#people = 0;
  }

  add(before: Float64Array, after: Float64Array): void {
    for (let i = 0; i < EXPRESSIONS.length; i++) {
      this.#before[i] = (this.#before[i] ?? 0) + (before[i] ?? 0);
      this.#after[i] = (this.#after[i] ?? 0) + (after[i] ?? 0);
    }
    this.#people++;
  }

  end(second: number): void {
    if (this.#people < LEAST_PEOPLE) return;
    const strength = changeBetween(this.#before, this.#after) / this.#people;
    if (strength >= LEAST_CHANGE_OF_ROOM)
      this.found.push({ who: null, second, strength, ...direction(this.#before, this.#after) });
  }
}

function direction(before: Float64Array, after: Float64Array): Pick<Moment, "from" | "to"> {
  let from = 0;
  let to = 0;
  const rise = (i: number) => (after[i] ?? 0) - (before[i] ?? 0);
  for (let i = 1; i < EXPRESSIONS.length; i++) {
    if (rise(i) < rise(from)) from = i;
    if (rise(i) > rise(to)) to = i;
  }
  return { from: EXPRESSIONS[from] ?? "neutral", to: EXPRESSIONS[to] ?? "neutral" };
}

/** Of the moments close together the strongest, of equals the first. `moments` are of one person or the room, in order. */
function apart(moments: readonly Moment[]): Moment[] {
  const kept = new Map<number, Moment>();
  const slot = (second: number) => Math.floor(second / MOMENT_DISTANCE_SECONDS);
  for (const moment of moments.toSorted((a, b) => b.strength - a.strength)) {
    const place = slot(moment.second);
    const isTaken = [place - 1, place, place + 1].some((near) => {
      const other = kept.get(near);
      return other && Math.abs(other.second - moment.second) < MOMENT_DISTANCE_SECONDS;
    });
    if (!isTaken) kept.set(place, moment);
  }
  return [...kept.values()];
}

function strongest(moments: readonly Moment[], most: number): Moment[] {
  return moments.toSorted((a, b) => b.strength - a.strength).slice(0, most);
}

function isPart(moment: Moment, room: Moment): boolean {
  return (
    Math.abs(moment.second - room.second) < MOMENT_DISTANCE_SECONDS &&
    moment.from === room.from &&
    moment.to === room.to
  );
}
