import type { InputVideoTrack } from "mediabunny";

/** How mediabunny looks for a packet: after a part of the file (a "cluster"), or in the one that holds a moment and those that follow. */
type LookUp = (
  after: object | null,
  match: unknown,
  moment: number,
  latest: number,
  options: unknown,
) => Promise<unknown>;

interface Backing {
  /** Not of other kinds of films. */
  performClusterLookup?: LookUp;
  /** The parts that were come upon, in order of time. */
  readonly internalTrack: { readonly clusterPositionCache: readonly { readonly startTimestamp: number }[] };
}

/**
 * In a Matroska or WebM file without an index, as one that was sent while it was recorded or never got its end, mediabunny 1.61 looks for
 * the key frame before a moment in the part that holds the moment, but in none before (`performClusterLookup` in its
 * matroska-demuxer.js). When there is none it is looked for from earlier parts on, twice as far back each time.
 */
export function searchKeyFramesBackwards(track: InputVideoTrack): void {
  const { _backing: backing } = track as unknown as { readonly _backing: Backing };
  const lookUp = backing.performClusterLookup?.bind(backing);
  if (!lookUp) return;
  const { clusterPositionCache: parts } = backing.internalTrack;
  backing.performClusterLookup = async (after, match, moment, latest, options) => {
    let found = await lookUp(after, match, moment, latest, options);
    // After the last part there is nothing: that is no reason to look before.
    let at = after ? 0 : parts.findLastIndex(({ startTimestamp }) => startTimestamp <= moment);
    for (let step = 1; !found && at > 0; step *= 2) {
      at = Math.max(0, at - step);
      found = await lookUp(null, match, parts[at]?.startTimestamp ?? 0, latest, options);
    }
    return found;
  };
}
