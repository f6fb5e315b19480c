import { comparable } from "../messages/comparable-name.ts";
import type { Tile } from "../messages/messages.ts";
import { displayName, isInitials, labels, nameOnTile, whatIsSaid } from "./display-name.ts";
import { FrameClock } from "./frame-clock.ts";
import type { Said } from "./may-read.ts";
import { isElement } from "./node-kinds.ts";
import { isOwnCamera } from "./own-camera.ts";
import { isScreenShare } from "./screen-share.ts";
import { shownArea } from "./shown-area.ts";
import type { SiteHints } from "./sites/site-hints.ts";
import { TileIds, type Traits } from "./tile-ids.ts";
import { isInPlace, type TileScope, TileScopes } from "./tile-scope.ts";
import { hasMedia, isStopped, videoTrack } from "./video-track.ts";

/** A tile whose video has gone is kept this long, in ms: pinning takes the old away before it makes the new. */
const LINGER_MS = 3000;
/** What a page says of a tile is looked up again this often, in ms: people rename themselves, cameras become screens. */
const DESCRIBE_INTERVAL_MS = 5000;

/** A participant's picture on the page, as it was at the last scan. */
export interface PageTile extends Tile {
  /** The name if it is theirs for certain: the page shows it, or its key says that they are who it was shown with. "" otherwise. */
  readonly certainName: string;
  /** All that the page says with it: who is left out may be in it beside what was taken for the name. Looked up when it is asked for first. */
  readonly said: () => Said;
  /** The largest of the videos that play it; where none does, of those that show it. */
  readonly video: HTMLVideoElement;
  /** Whether the page shows it; a hidden video is a camera switched off. */
  readonly isShown: boolean;
}

interface TileState extends PageTile {
  isShown: boolean;
  /** The last one. */
  readonly sighting: Sighting;
  readonly clock: FrameClock;
  /** When name and kind were last looked up. */
  readonly describedAtMs: number;
  readonly seenAtMs: number;
}

/** Videos of one person: a stage and a thumbnail show the same track, and count once. */
interface Sighting extends Traits {
  readonly track: MediaStreamTrack | null;
  /** The largest that plays; where none does, the largest. */
  readonly element: HTMLVideoElement;
  /** All of them, the largest first. */
  readonly videos: readonly HTMLVideoElement[];
  /** What is around each of them. */
  readonly around: readonly TileScope[];
  readonly isShown: boolean;
}

/** The participants of a page, followed from scan to scan. */
export class Tiles {
  readonly #hints: readonly SiteHints[];
  readonly #ids = new TileIds();
  readonly #tiles = new Map<string, TileState>();
  /** The labels that several tiles had at the last scan. */
  #shared: () => ReadonlySet<string> = () => new Set();

  constructor(hints: readonly SiteHints[]) {
    this.#hints = hints;
  }

  /** In order of arrival. */
  get all(): PageTile[] {
    return [...this.#tiles.values()];
  }

  get(id: string): PageTile | undefined {
    return this.#tiles.get(id);
  }

  /** Takes in which videos the page has now. All times are milliseconds of one monotonic clock. */
  update(videos: readonly HTMLVideoElement[], nowMs: number): void {
    const sightings = look(videos, this.#hints);
    this.#shared = once(() => sharedLabels(sightings));
    // Those known first: whoever is new can't take the id of someone who is here.
    const inUse = new Set<string>();
    const known = sightings.filter((sighting) => this.#ids.known(sighting, inUse) !== undefined);
    for (const sighting of new Set([...known, ...sightings])) {
      const id = this.#see(sighting, inUse, nowMs);
      if (id !== undefined) inUse.add(id);
    }
    for (const [id, tile] of this.#tiles) {
      if (inUse.has(id)) continue;
      tile.isShown = false;
      if (nowMs - tile.seenAtMs > LINGER_MS) this.#tiles.delete(id);
    }
  }

  /** Whether the tile's video is still that of who was there at the last scan: pages give videos, and servers tracks, to others. */
  isTheSame(id: string): boolean {
    return this.#keyNow(this.#tiles.get(id)) !== null;
  }

  /**
   * Looks up now what the page says of a tile: another may have taken the place, and the track, of who was there. Who is
   * told by a key to be another is left to the next scan, which gives them another id.
   */
  lookUp(id: string): void {
    const tile = this.#tiles.get(id);
    const key = this.#keyNow(tile);
    if (!tile || key === null) return;
    // What is hidden has no tile that could be told. Until the next scan it is a camera that is off.
    tile.isShown &&= tile.sighting.videos.some((video) => shownArea(video) > 0);
    if (!tile.isShown) return;
    const sighting = { ...tile.sighting, key };
    const description = describe(sighting, this.#hints, this.#shared, tile);
    if (description) this.#tiles.set(id, { ...tile, ...description });
    else this.#tiles.delete(id);
  }

  /** What tells now who is on the tile, "" where nothing does; null where that is somebody else than at the last scan. */
  #keyNow(tile: TileState | undefined): string | null {
    if (!tile || videoTrack(tile.video) !== tile.sighting.track || !tile.sighting.around.every(isInPlace)) return null;
    const key = participantKey(tile.sighting.around, this.#hints);
    return key === "" || key === tile.sighting.key ? key : null;
  }

  /** Whether the last picture is not the present: nothing new has come, or the page says that nothing will. */
  isStill(id: string, nowMs: number): boolean {
    const tile = this.#tiles.get(id);
    if (!tile) return true;
    tile.clock.note(tile.video, tile.video.getVideoPlaybackQuality().totalVideoFrames, nowMs);
    return !tile.isShown || isStopped(tile.video) || tile.clock.isStill(nowMs);
  }

  /** The sighting's id; undefined when it is nobody's camera, or nobody who would be here. */
  #see(sighting: Sighting, inUse: ReadonlySet<string>, nowMs: number): string | undefined {
    const { track, element: video, isShown } = sighting;
    const knownId = this.#ids.known(sighting, inUse);
    const known = knownId === undefined ? undefined : this.#tiles.get(knownId);
    // Nobody arrives hidden or without a picture; who is known may switch the camera off. But who has left does not
    // stay because the page hides the video instead of removing it.
    if (known ? !isShown && track?.readyState === "ended" : !isShown || !hasPicture(video)) return undefined;
    let description: Description | undefined = known;
    let describedAtMs = known?.describedAtMs ?? nowMs;
    const isDue = nowMs - describedAtMs >= DESCRIBE_INTERVAL_MS;
    // Of who is hidden what was known holds: how large their tile is nothing tells.
    if (isShown && (!known?.isShown || !known.certainName || known.video !== video || isDue)) {
      description = describe(sighting, this.#hints, this.#shared, known);
      describedAtMs = nowMs;
    }
    if (!description) {
      if (knownId !== undefined) this.#tiles.delete(knownId);
      return undefined;
    }
    const { name, certainName, said, self } = description;
    const id = this.#ids.idFor(sighting, inUse);
    const clock = this.#tiles.get(id)?.clock ?? new FrameClock();
    clock.note(video, video.getVideoPlaybackQuality().totalVideoFrames, nowMs);
    const seenAtMs = nowMs;
    const state = { id, name, certainName, said, self, video, isShown, sighting, clock, describedAtMs, seenAtMs };
    this.#tiles.set(id, state);
    return id;
  }
}

type Description = Pick<PageTile, "name" | "certainName" | "said" | "self">;

/** What the page says of a participant; undefined for a screen share. `former`: for when it says no more. */
function describe(
  { track, key, videos, around }: Sighting,
  hints: readonly SiteHints[],
  shared: () => ReadonlySet<string>,
  former: Pick<TileState, "name" | "sighting"> | undefined,
): Description | undefined {
  // The smaller the video, the less else is around it.
  const shownName = around.map((scope) => displayName(scope, hints, shared)).findLast(Boolean) ?? "";
  const formerName = former?.name ?? "";
  const name = shownName || formerName;
  const ownName = shownName || (key && key === former?.sighting.key ? formerName : "");
  if (around.some((scope) => isScreenShare(track, name, scope, hints))) return undefined;
  return {
    name,
    certainName: isInitials(ownName) ? "" : ownName,
    said: once(() => {
      const all = around.map((scope) => whatIsSaid(scope, hints));
      return {
        texts: [...all.flatMap(({ texts }) => texts), comparable(ownName)],
        labels: all.flatMap(({ labels }) => labels),
      };
    }),
    self: videos.some((video, i) => isOwnCamera(video, around[i] ?? [], hints)),
  };
}

/** Makes it when it is asked for first, if ever: the page's own thread has better to do. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** "Double-click for full screen": what the page says of several people is no name. */
function sharedLabels(sightings: readonly Sighting[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { around } of sightings) {
    for (const text of new Set(around.flat().flatMap(labels))) (seen.has(text) ? shared : seen).add(text);
  }
  return shared;
}

function hasPicture(video: HTMLVideoElement): boolean {
  return !isStopped(video) && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0;
}

function look(videos: readonly HTMLVideoElement[], hints: readonly SiteHints[]): Sighting[] {
  const scopes = new TileScopes();
  const groups = new Map<
    object,
    { track: MediaStreamTrack | null; sized: { video: HTMLVideoElement; area: number }[] }
  >();
  for (const video of videos) {
    if (!hasMedia(video)) continue;
    const track = videoTrack(video);
    const group = groups.get(track ?? video) ?? { track, sized: [] };
    group.sized.push({ video, area: shownArea(video) });
    groups.set(track ?? video, group);
    scopes.add(video, track ?? video);
  }
  return [...groups.values()].flatMap(({ track, sized }) => {
    const [largest, ...others] = sized.sort((a, b) => b.area - a.area);
    if (!largest) return [];
    // A stage may be paused, or wait for its first picture, while a thumbnail plays the same track.
    const playing = sized.find(({ video, area }) => area > 0 && hasPicture(video)) ?? largest;
    const videos = [largest, ...others].map(({ video }) => video);
    const around = videos.map((video) => scopes.of(video));
    const key = participantKey(around, hints);
    return { track, element: playing.video, key, videos, around, isShown: largest.area > 0 };
  });
}

function participantKey(around: readonly TileScope[], hints: readonly SiteHints[]): string {
  const elements = around.flat().filter((scope) => isElement(scope));
  for (const attribute of hints.flatMap(({ keys }) => keys)) {
    const key = elements.map((element) => element.getAttribute(attribute)).find(Boolean);
    if (key) return key;
  }
  const ids = elements.map((element) => element.getAttribute("id") ?? "");
  for (const { keyInId } of hints) {
    const key = ids.map((id) => keyInId?.exec(id)?.[1]).find(Boolean);
    if (key) return key;
  }
  const named = hints.filter(({ keys }) => keys.length === 0);
  return comparable(named.flatMap((site) => around.map((scope) => nameOnTile(scope, site))).find(Boolean) ?? "");
}
