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
import type { Session, Track } from "./session.ts";

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
  const people = participants.map(({ id, track }) => new Person(id, track, length));
  const room = new Room(people, length);
  const all = [room, ...people];
  for (let second = 1; second < length; second++) {
    room.look(second);
    for (const windows of all) windows.measure(second);
  }
  const ofRoom = strongest(room.moments(LEAST_CHANGE_OF_ROOM), MOST_ROOM_MOMENTS);
  const ofPeople = people
    .flatMap((person) => person.moments(LEAST_CHANGE_OF_PERSON))
    .filter((moment) => !ofRoom.some((shared) => isPart(moment, shared)));
  return [...ofRoom, ...strongest(ofPeople, MOST_PERSON_MOMENTS)].sort((a, b) => a.second - b.second);
}

/** What is shown in the windows before and after a second, and how much of it differs at each. */
abstract class Windows {
  readonly before = newMean();
  readonly after = newMean();
  /** Whether both windows have enough to go by where they are. */
  canTell = false;
  readonly #who: string | null;
  /** By second; 0 where nothing can be said. */
  readonly #strengths: Float64Array;

  constructor(who: string | null, length: number) {
    this.#who = who;
    this.#strengths = new Float64Array(length);
  }

  /** Moves the windows to a second. */
  look(second: number): void {
    this.canTell = this.fill(second);
  }

  measure(second: number): void {
    if (this.canTell) this.#strengths[second] = changeBetween(this.before, this.after);
  }

  /** The strongest of those closer together than they may be, from a strength of `least` on. */
  moments(least: number): Moment[] {
    return peaks(this.#strengths, least).map((second) => {
      this.look(second);
      const strength = this.#strengths[second] ?? 0;
      return { who: this.#who, second, strength, ...direction(this.before, this.after) };
    });
  }

  /** Sets `before` and `after`; false where there is too little to go by. */
  protected abstract fill(second: number): boolean;
}

class Person extends Windows {
  readonly #sums: MeanSums;

  constructor(id: string, track: Track, length: number) {
    super(id, length);
    this.#sums = new MeanSums([track], "sure");
  }

  protected override fill(second: number): boolean {
    const start = second - WINDOW_SECONDS;
    const end = second + WINDOW_SECONDS;
    if (this.#sums.count(start, second) < LEAST_SURE_SECONDS) return false;
    if (this.#sums.count(second, end) < LEAST_SURE_SECONDS) return false;
    return this.#sums.mean(start, second, this.before) && this.#sums.mean(second, end, this.after);
  }
}

/** Looks through its people's windows. The means over those who are sure on both sides: nobody's coming or going moves the room. */
class Room extends Windows {
  readonly #people: readonly Person[];

  constructor(people: readonly Person[], length: number) {
    super(null, length);
    this.#people = people;
  }

  protected override fill(second: number): boolean {
    this.before.fill(0);
    this.after.fill(0);
    let count = 0;
    for (const person of this.#people) {
      person.look(second);
      if (!person.canTell) continue;
      count++;
      // Running means: of those counted so far.
      for (let i = 0; i < EXPRESSIONS.length; i++) {
        this.before[i] = (this.before[i] ?? 0) + ((person.before[i] ?? 0) - (this.before[i] ?? 0)) / count;
        this.after[i] = (this.after[i] ?? 0) + ((person.after[i] ?? 0) - (this.after[i] ?? 0)) / count;
      }
    }
    return count >= LEAST_PEOPLE;
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

/** Seconds at which the strength is highest for a while: the strongest first, then those far enough from all before. */
function peaks(strengths: Float64Array, least: number): number[] {
  const at = (second: number) => strengths[second] ?? 0;
  const tops: number[] = [];
  for (let second = 0; second < strengths.length; second++) {
    const isTop = at(second) >= least && at(second) > at(second - 1) && at(second) >= at(second + 1);
    if (isTop) tops.push(second);
  }
  const kept = new Uint8Array(strengths.length);
  const reach = MOMENT_DISTANCE_SECONDS - 1;
  return tops
    .sort((a, b) => at(b) - at(a))
    .filter((second) => {
      if (kept.subarray(Math.max(0, second - reach), second + reach + 1).includes(1)) return false;
      kept[second] = 1;
      return true;
    });
}

/** So many of them, the strongest first. */
export function strongest(moments: readonly Moment[], most: number): Moment[] {
  return moments.toSorted((a, b) => b.strength - a.strength).slice(0, most);
}

function isPart(moment: Moment, room: Moment): boolean {
  const isNear = Math.abs(moment.second - room.second) < MOMENT_DISTANCE_SECONDS;
  return isNear && moment.from === room.from && moment.to === room.to;
}
