import { cleanFreeText, cleanName } from "./clean-name.ts";
import { isElement } from "./node-kinds.ts";
import type { SiteHints } from "./sites/site-hints.ts";
import type { TileScope } from "./tile-scope.ts";

type Part = TileScope[number];

/** Attributes in which pages keep a participant's name. */
const NAME_ATTRIBUTES = ["data-participant-name", "data-display-name", "data-user-name", "data-name"];
/** Text in these is no name: it belongs to controls, icons, or messages that pass. */
const NOT_TEXT =
  "button, [role='button'], [role='menu'], [role='toolbar'], [role='tooltip'], [role='dialog'], [role='alert'], " +
  "[aria-live], select, textarea, script, style, svg, i, time, [class*='icon' i]";
/** A tile is little more than its video: what is larger than these times its size, or so many px more, is the page. */
const MAX_GROWTH = 1.5;
const MAX_MARGIN = 72;
/** Texts looked at before giving up. */
const MAX_TEXTS = 40;
/** As long as this a text may be someone's initials. */
const INITIALS = 2;

/** The name that a page shows with a video, hidden until hovered or not; "" when there is none. */
export function displayName(scope: TileScope, hints: readonly SiteHints[]): string {
  for (const site of hints) {
    const tile = scope.find((part) => isElement(part) && part.matches(site.tile));
    const name = tile && (taggedName(tile, site) || (site.labelEnd && label(tile).split(site.labelEnd)[0]?.trim()));
    if (name) return name;
  }
  for (const part of scope) {
    if (!isTileSized(part, scope[0])) break;
    const name = label(part) || hints.map((site) => taggedName(part, site)).find(Boolean) || freeText(part);
    if (name) return name;
  }
  return "";
}

/** The accessible name of an element as far as its attributes say it, or another attribute that holds a name. */
export function label(part: Part): string {
  if (!isElement(part)) return "";
  const labelledBy = (part.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
  const root = part.getRootNode() as Document | ShadowRoot;
  const referred = labelledBy.map((id) => root.getElementById?.(id)?.textContent ?? "").join(" ");
  const attributes = [...NAME_ATTRIBUTES, "aria-label", "alt", "title"].map((name) => part.getAttribute(name));
  return [referred, ...attributes].map(cleanName).find(Boolean) ?? "";
}

function taggedName(part: Part, { name }: SiteHints): string {
  if (!name) return "";
  for (const tag of part.querySelectorAll(name)) {
    const found = !tag.closest("button, [role='button']") && (cleanFreeText(tag.textContent) || label(tag));
    if (found) return found;
  }
  return "";
}

function freeText(part: Part): string {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (!isElement(node)) return NodeFilter.FILTER_ACCEPT;
    return node.matches(NOT_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const texts: string[] = [];
  while (texts.length < MAX_TEXTS && walker.nextNode()) texts.push(cleanFreeText(walker.currentNode.nodeValue));
  const pictures = [...part.querySelectorAll("img[alt]")].map((image) => cleanFreeText(image.getAttribute("alt")));
  const [name = "", ...others] = [...texts, ...pictures].filter(Boolean);
  // Where a picture is missing pages show initials, and the name after them.
  return name.length > INITIALS
    ? name
    : others.reduce((longest, each) => (each.length > longest.length ? each : longest), name);
}

function isTileSized(part: Part, video: Part | undefined): boolean {
  if (!(video && isElement(part) && isElement(video))) return true;
  const outer = part.getBoundingClientRect();
  const inner = video.getBoundingClientRect();
  const fits = (size: number, of: number) => size <= Math.max(of * MAX_GROWTH, of + MAX_MARGIN);
  return fits(outer.width, inner.width) && fits(outer.height, inner.height);
}
