/** What a participant can be recognised by, the surest first. */
export interface Traits {
  /** The `MediaStreamTrack` being shown; null for a video that plays a file. */
  readonly track: object | null;
  readonly element: object;
  /** By which the site's page tells participants apart; "" where it does not. */
  readonly key: string;
}

/**
 * Gives each participant's video an id, never the same to two: to the track wherever it is shown, else to the element.
 * Where an element stands on the page says nothing, for tiles swap places.
 *
 * A track never seen before, as when a camera is switched on again, goes on with the id of the same `key`, unless that
 * is in use: two tracks at once are two videos, also where one of them took the other's id while that was away. So does a
 * track that comes under another `key` than before: servers that send but those who speak send one after the other on the
 * same track.
 */
export class TileIds {
  /** Weak: pages let go of tracks that never end, and a canvas goes on drawing for one that is held on to. */
  readonly #byTrack = new WeakMap<object, string>();
  readonly #byElement = new WeakMap<object, string>();
  readonly #byKey = new Map<string, string>();
  readonly #keys = new Map<string, string>();
  #given = 0;

  /** The id if these traits have one that is not in use, without giving a new one. */
  known({ track, element, key }: Traits, inUse: ReadonlySet<string>): string | undefined {
    const id = track ? this.#byTrack.get(track) : this.#byElement.get(element);
    const formerKey = id && this.#keys.get(id);
    const isAnothers = id !== undefined && inUse.has(id);
    return isAnothers || (key && formerKey && key !== formerKey) ? undefined : id;
  }

  /** `inUse`: the ids of what is on the page just now. */
  idFor(traits: Traits, inUse: ReadonlySet<string>): string {
    const former = traits.key ? this.#byKey.get(traits.key) : undefined;
    const id = this.known(traits, inUse) ?? (former && !inUse.has(former) ? former : `tile-${++this.#given}`);
    if (traits.track) this.#byTrack.set(traits.track, id);
    else this.#byElement.set(traits.element, id);
    if (traits.key) {
      this.#byKey.set(traits.key, id);
      this.#keys.set(id, traits.key);
    }
    return id;
  }
}
