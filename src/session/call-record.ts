import type { Reading } from "../engine/reading.ts";
import type { NoFrameReason, Tile } from "../messages/messages.ts";
import type { CallView, Presence } from "./call-view.ts";
import { MOST_PARTICIPANTS } from "./limits.ts";
import { ParticipantRecord, shares, type Who } from "./participant-record.ts";

const PRESENCE_WITHOUT_FRAME: Record<NoFrameReason, Exclude<Presence, "face">> = {
  still: "still",
  "not-ready": "waiting",
  unreadable: "unreadable",
};

/** The participants of one frame of a page, by source: what their readings come under. */
export interface PageTiles {
  /** To be read. */
  readonly tiles: ReadonlyMap<string, Tile>;
  /** There, but left out by the user's choice. */
  readonly leftOut: ReadonlySet<string>;
}

export const NO_TILES: PageTiles = { tiles: new Map(), leftOut: new Set() };

/** What happened in one call: who was there and what their faces showed. Knows nothing of pixels. */
export class CallRecord {
  /** By source: a tile of one frame of the page. In order of arrival. */
  readonly #participants = new Map<string, ParticipantRecord>();
  /** The sources that are left out now. */
  readonly #leftOut = new Set<string>();

  /** What one frame of the page has now, and `previous` what it had before. */
  setTiles({ tiles, leftOut }: PageTiles, previous: PageTiles): void {
    for (const source of previous.leftOut) this.#leftOut.delete(source);
    for (const source of leftOut) this.#leftOut.add(source);
    for (const source of [...previous.tiles.keys(), ...previous.leftOut]) {
      if (!tiles.has(source)) this.#participants.get(source)?.setPresence("gone");
    }
    for (const source of leftOut) this.#participants.get(source)?.setPresence("left-out");
    for (const [source, { name, self }] of tiles) {
      const known = this.#participants.get(source);
      if (!known) {
        const number = this.#participants.size + 1;
        // What is kept is to be read again; and a page that brings new people for ever fills neither memory nor disk.
        if (number > MOST_PARTICIPANTS) continue;
        this.#participants.set(source, new ParticipantRecord({ id: source, number, name, self }));
        continue;
      }
      // A name tag is often hidden until hovered: no name is no news.
      if (name) known.who.name = name;
      known.who.self = self;
      if (known.isAbsent) known.setPresence("waiting");
    }
  }

  /** A frame was read. Returns the participant's own face. */
  addFrame(source: string, readings: readonly Reading[], timeMs: number): Reading | null {
    const participant = this.#participants.get(source);
    if (!participant || participant.isAbsent) return null;
    return participant.addFrame(readings, timeMs);
  }

  addNoFrame(source: string, reason: NoFrameReason): void {
    const participant = this.#participants.get(source);
    if (participant && !participant.isAbsent) participant.setPresence(PRESENCE_WITHOUT_FRAME[reason]);
  }

  /** Everyone who has been there, in order of arrival. */
  get participants(): Readonly<Who>[] {
    return [...this.#participants.values()].map(({ who }) => who);
  }

  view(nowMs: number): Pick<CallView, "participants" | "leftOut" | "room"> {
    const records = [...this.#participants.values()];
    return {
      participants: records.map((record) => record.view(nowMs)),
      leftOut: this.#leftOut.size,
      room: shares(records),
    };
  }
}
