import { composedParent, isElement, isShadowRoot } from "./node-kinds.ts";

/** Further out than this many steps from a video, a page speaks of something else. */
const MAX_STEPS = 12;

/** A video and what is around it, outwards, that holds no one else's; where it stands in a shadow tree its root too. */
export type TileScope = readonly (Element | ShadowRoot)[];

/** Whether what is around a video is still around it: pages move videos from one person's tile to another's. */
export function isInPlace(scope: TileScope): boolean {
  return scope.every((part, i) => part === scope[0] || composedParent(scope[i - 1] ?? part) === part);
}

/** Knows what on a page is someone's alone. */
export class TileScopes {
  /** By whom an element is taken: one person, or `null` by several. */
  readonly #owners = new Map<Node, object | null>();

  /** `owner`: the same for two videos of one person. */
  add(video: HTMLVideoElement, owner: object): void {
    for (let node: Node | null = video; node; node = composedParent(node)) {
      const known = this.#owners.get(node);
      this.#owners.set(node, known === undefined || known === owner ? owner : null);
    }
  }

  of(video: HTMLVideoElement): TileScope {
    const owner = this.#owners.get(video);
    const { body, documentElement } = video.ownerDocument;
    const scopes: (Element | ShadowRoot)[] = [];
    for (let node: Node | null = video; node && scopes.length < MAX_STEPS; node = composedParent(node)) {
      if (this.#owners.get(node) !== owner || node === body || node === documentElement) break;
      if (isElement(node) || isShadowRoot(node)) scopes.push(node);
    }
    return scopes;
  }
}
