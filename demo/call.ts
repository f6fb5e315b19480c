import type { ParticipantPlan } from "./call-plan.ts";
import { Participant } from "./participant.ts";

/** Where the call's parts are on the page. */
export interface CallPlaces {
  readonly stage: HTMLElement;
  readonly grid: HTMLElement;
}

/** The demo call: who is in it, where, and who is pinned. `changed` is called after every change. */
export class Call {
  readonly participants: readonly Participant[];
  pinned: Participant | undefined;
  #places: CallPlaces;
  #changed: () => void;

  constructor(plans: readonly ParticipantPlan[], places: CallPlaces, changed: () => void) {
    this.participants = plans.map((plan, place) => new Participant(plan, place));
    this.#places = places;
    this.#changed = changed;
  }

  /** As on real pages the tile is there before its picture. Throws a sentence when there is none to be had. */
  async join(participant: Participant): Promise<void> {
    this.#places.grid.append(participant.tile.root);
    this.#arranged();
    await participant.join();
    this.#changed();
  }

  leave(participant: Participant): void {
    if (this.pinned === participant) this.pin(undefined);
    participant.leave();
    this.#arranged();
  }

  setCamera(participant: Participant, on: boolean): void {
    participant.setCamera(on);
    this.#changed();
  }

  /** The pinned tile moves to the stage, the one before it back: the same elements, under other parents. */
  pin(participant: Participant | undefined): void {
    const { stage, grid } = this.#places;
    grid.append(...stage.children);
    if (participant) stage.append(participant.tile.root);
    this.pinned = participant;
    this.#arranged();
  }

  /** Everybody moves one place on. */
  swapPlaces(): void {
    const { grid } = this.#places;
    if (grid.firstElementChild) grid.append(grid.firstElementChild);
    this.#arranged();
  }

  /** A video that was moved about the page may have been paused by it. */
  #arranged(): void {
    for (const { joined, tile } of this.participants) if (joined) void tile.video.play();
    this.#places.grid.dataset.tiles = String(this.#places.grid.childElementCount);
    this.#changed();
  }
}
