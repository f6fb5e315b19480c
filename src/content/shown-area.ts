import { composedParent, isElement } from "./node-kinds.ts";

/** A smaller picture, in CSS pixels a side, has no face that could be read. */
const MIN_SIDE = 64;

/** The area a video takes on the page, in square CSS pixels; 0 when the page hides it or it is too small. */
export function shownArea(video: HTMLVideoElement): number {
  if (!video.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return 0;
  const { right, bottom, width, height } = video.getBoundingClientRect();
  if (width < MIN_SIDE || height < MIN_SIDE) return 0;
  // Parked where nobody can scroll to. What is merely scrolled away is on the page.
  if ((right <= 0 || bottom <= 0) && !canBeReached(video, right, bottom)) return 0;
  return width * height;
}

/** Whether scrolling all that is around it to its beginning brings a video of these edges into the viewport. */
function canBeReached(video: HTMLVideoElement, right: number, bottom: number): boolean {
  let [leftward, upward] = [0, 0];
  for (let node: Node | null = video.parentNode; node; node = composedParent(node)) {
    if (!isElement(node)) continue;
    upward += node.scrollTop;
    const { direction, overflowX } = getComputedStyle(node);
    const isScroller = node === node.ownerDocument.scrollingElement || overflowX !== "visible";
    // From right to left scrolling begins at 0, too, and goes on below.
    const hidden = direction === "rtl" && isScroller ? node.scrollWidth - node.clientWidth : 0;
    leftward += hidden + node.scrollLeft;
  }
  return right + leftward > 0 && bottom + upward > 0;
}
