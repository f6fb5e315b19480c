import { comparable } from "../messages/comparable-name.ts";
import { cleanFreeText, cleanName } from "./clean-name.ts";
import { hintedTile, tileOf } from "./hinted-tile.ts";
import type { Said } from "./may-read.ts";
import { isElement } from "./node-kinds.ts";
import type { SiteHints } from "./sites/site-hints.ts";
import type { TileScope } from "./tile-scope.ts";
import { isTileSized } from "./tile-size.ts";

type Part = TileScope[number];

/** Attributes in which pages keep a participant's name. */
const NAME_ATTRIBUTES = ["data-participant-name", "data-display-name", "data-user-name", "data-name"];
/** Text in these is no name: it belongs to controls, icons, or messages that pass. */
const NOT_TEXT =
  "button, [role='button'], [role='menu'], [role='toolbar'], [role='tooltip'], [role='dialog'], [role='alert'], " +
  "[aria-live], select, textarea, script, style, svg, i, time, [class*='icon' i]";
/** Texts looked at before giving up. */
const MAX_TEXTS = 40;
/** As long as this a text may be someone's initials. */
const INITIALS = 2;

/**
 * The name that a page shows with a video, hidden until hovered or not; "" when there is none. `shared`: the labels that
 * several tiles have, which are nobody's name.
 */
export function displayName(scope: TileScope, hints: readonly SiteHints[], shared: () => ReadonlySet<string>): string {
  const own = (part: Part) => names(part)[0] ?? labels(part).find((text) => !shared().has(text)) ?? "";
  for (const site of hints) {
    const tile = tileOf(scope, site);
    const name = tile && (taggedName(tile, site) || (site.labelEnd && own(tile).split(site.labelEnd)[0]?.trim()));
    if (name) return name;
  }
  for (const part of scope) {
    if (!isTileSized(part, scope[0])) break;
    const name = own(part) || hints.map((site) => taggedName(part, site)).find(Boolean) || freeText(part);
    if (name) return name;
  }
  return "";
}

/** The name that stands where the site has names; "" where it shows none. */
export function nameOnTile(scope: TileScope, site: SiteHints): string {
  const tile = tileOf(scope, site);
  return tile ? taggedName(tile, site) : "";
}

/**
 * All that could be a name for who leaves people out: whatever is written in the tile or in the labels around the video.
 * What a hint finds counts at any size: a tall picture has its tile far to its sides, and too much is better than too little.
 */
export function whatIsSaid(scope: TileScope, hints: readonly SiteHints[]): Said {
  const sized = scope.findIndex((part) => !isTileSized(part, scope[0]));
  const parts = sized < 0 ? scope : scope.slice(0, sized);
  const outermost = new Set([parts.at(-1), ...hints.map((site) => hintedTile(scope, site))].filter((part) => !!part));
  const tags = [...outermost].flatMap((part) => hints.flatMap((site) => tagsIn(part, site)));
  const named = new Set([...parts, ...outermost, ...tags]);
  return {
    texts: comparables([
      ...[...outermost].flatMap((part) => [...writtenIn(part, "script, style"), ...altsIn(part)]),
      ...tags.map((tag) => tag.textContent),
      ...[...named].flatMap(names),
    ]),
    labels: comparables([...named].flatMap(labels)),
  };
}

/** Whether a name is but initials, which could be anyone's. */
export function isInitials(name: string): boolean {
  return /^(.|\p{Lu}[\p{Lu}\p{N}])$/u.test(name);
}

function comparables(texts: readonly (string | null)[]): string[] {
  return texts.map((text) => comparable(cleanName(text) || (text ?? ""))).filter(Boolean);
}

/** The accessible name of an element as far as its attributes say it, or another attribute that holds a name. */
export function label(part: Part): string {
  return [...names(part), ...labels(part)][0] ?? "";
}

/** What the attributes say that hold names. */
function names(part: Part): string[] {
  return isElement(part) ? NAME_ATTRIBUTES.map((name) => cleanName(part.getAttribute(name))).filter(Boolean) : [];
}

/** What the attributes say that describe an element, by a name or otherwise. */
export function labels(part: Part): string[] {
  if (!isElement(part)) return [];
  const labelledBy = (part.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
  const root = part.getRootNode() as Document | ShadowRoot;
  const referred = labelledBy.map((id) => root.getElementById?.(id)?.textContent ?? "").join(" ");
  const attributes = ["aria-label", "alt", "title"].map((name) => part.getAttribute(name));
  return [referred, ...attributes].map(cleanName).filter(Boolean);
}

function tagsIn(part: Part, { name }: SiteHints): Element[] {
  return [...part.querySelectorAll(name)];
}

function taggedName(part: Part, site: SiteHints): string {
  for (const tag of tagsIn(part, site)) {
    const found = !tag.closest("button, [role='button']") && (cleanFreeText(tag.textContent) || label(tag));
    if (found) return found;
  }
  return "";
}

function freeText(part: Part): string {
  const texts = [...writtenIn(part, NOT_TEXT), ...altsIn(part)].map(cleanFreeText);
  const [name = "", ...others] = texts.filter(Boolean);
  // Where a picture is missing pages show initials, and the name after them.
  return name.length > INITIALS
    ? name
    : others.reduce((longest, each) => (each.length > longest.length ? each : longest), name);
}

function writtenIn(part: Part, except: string): string[] {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (!isElement(node)) return NodeFilter.FILTER_ACCEPT;
    return node.matches(except) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const texts: string[] = [];
  while (texts.length < MAX_TEXTS && walker.nextNode()) {
    const text = walker.currentNode.nodeValue ?? "";
    if (text.trim() !== "") texts.push(text);
  }
  return texts;
}

function altsIn(part: Part): (string | null)[] {
  return [...part.querySelectorAll("img[alt]")].map((image) => image.getAttribute("alt"));
}
