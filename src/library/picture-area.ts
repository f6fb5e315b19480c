import type { Box, Size } from "../engine/geometry.ts";
import { isFlipped } from "../ui/is-flipped.ts";

/** Where a video is in the viewport, in CSS pixels. */
export interface PictureArea {
  /** What the element shows pictures in: its content box. */
  readonly frame: Box;
  /** The whole picture, from the frame's top left corner; larger than the frame where parts are cut off. */
  readonly picture: Box;
  /** Whether the page shows it mirrored, as one's own camera often is. */
  readonly mirrored: boolean;
}

/** An element of the page, and whether that shows it mirrored. */
interface Neighbour {
  readonly element: Element;
  readonly mirrored: boolean;
}

/** Where a video's picture is on the page, whatever its `object-fit`; null while there is none. */
export function pictureArea(video: HTMLVideoElement, neighbour: Neighbour): PictureArea | null {
  const { videoWidth, videoHeight, offsetWidth, offsetHeight } = video;
  const outer = video.getBoundingClientRect();
  if (videoWidth === 0 || outer.width === 0 || outer.height === 0) return null;
  const style = getComputedStyle(video);
  // A transform scales the borders and paddings with the rest.
  const scaleX = outer.width / offsetWidth;
  const scaleY = outer.height / offsetHeight;
  const edge = (side: string) =>
    Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) +
    Number.parseFloat(style.getPropertyValue(`padding-${side}`));
  const content = {
    width: offsetWidth - edge("left") - edge("right"),
    height: offsetHeight - edge("top") - edge("bottom"),
  };
  const fitted = fitPicture(content, { width: videoWidth, height: videoHeight }, style.objectFit, style.objectPosition);
  const mirrored = isMirrored(video, neighbour);
  return {
    frame: {
      x: outer.x + edge(mirrored ? "right" : "left") * scaleX,
      y: outer.y + edge("top") * scaleY,
      width: content.width * scaleX,
      height: content.height * scaleY,
    },
    picture: {
      x: fitted.x * scaleX,
      y: fitted.y * scaleY,
      width: fitted.width * scaleX,
      height: fitted.height * scaleY,
    },
    mirrored,
  };
}

/** Whether the page shows an element mirrored. What holds both it and its neighbour, most of a page, need not be looked at. */
function isMirrored(element: Element, neighbour: Neighbour): boolean {
  let { mirrored } = neighbour;
  for (const [from, other] of [
    [element, neighbour.element],
    [neighbour.element, element],
  ] as const) {
    for (let at: Element | null = from; at && !at.contains(other); at = parentOf(at)) {
      if (isFlipped(at)) mirrored = !mirrored;
    }
  }
  return mirrored;
}

/** What an element is drawn in. */
function parentOf({ assignedSlot, parentElement, parentNode }: Element): Element | null {
  return assignedSlot ?? parentElement ?? (parentNode as Partial<ShadowRoot> | null)?.host ?? null;
}

/** Where a picture is in a frame, by CSS's `object-fit` and the computed value of `object-position`. */
export function fitPicture(frame: Size, picture: Size, objectFit: string, objectPosition: string): Box {
  const contain = Math.min(frame.width / picture.width, frame.height / picture.height);
  const cover = Math.max(frame.width / picture.width, frame.height / picture.height);
  const scales: Readonly<Record<string, number>> = { none: 1, cover, "scale-down": Math.min(1, contain) };
  const scale = scales[objectFit] ?? contain;
  const { width, height } =
    objectFit === "fill" ? frame : { width: picture.width * scale, height: picture.height * scale };
  const [across = "50%", down = "50%"] = objectPosition.match(/calc\([^)]*\)|\S+/g) ?? [];
  return { x: offset(across, frame.width - width), y: offset(down, frame.height - height), width, height };
}

/** "25%" of the room there is, "12px", or "calc(100% - 10px)". */
function offset(position: string, room: number): number {
  const terms = [...position.matchAll(/(-?) ?([\d.]+(?:e[+-]?\d+)?)(px|%)/g)];
  if (terms.length === 0) return room / 2;
  return terms.reduce((sum, [, sign, number, unit]) => {
    const length = unit === "%" ? (room * Number(number)) / 100 : Number(number);
    return sign === "-" ? sum - length : sum + length;
  }, 0);
}
