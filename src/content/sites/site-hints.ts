/**
 * What is known of one site's pages. Every field is a hint that may stop being true at any time: where it finds
 * nothing, the generic ways do.
 */
export interface SiteHints {
  /** The site's host names end like this. */
  readonly host: RegExp;
  /** The element that holds one participant's video and name: a selector for an ancestor of the video. */
  readonly tile: string;
  /**
   * The attributes of the tile, or of the video, that tell participants apart whatever their tracks. Where there are none,
   * the names on the tiles do.
   */
  readonly keys: readonly string[];
  /** Its group is what tells them apart in the tile's `id`, where that says something of them. */
  readonly keyInId?: RegExp;
  /** Elements within the tile whose text is the name. */
  readonly name: string;
  /** Where the name ends in the tile's accessible name, which goes on to describe it, where it is one at all. */
  readonly labelEnd?: RegExp;
  /** The tile, the video or an element within the tile when it is the user's own camera. */
  readonly self: string;
  /** The tile, the video or an element within the tile when it is a screen share. */
  readonly share: string;
}
