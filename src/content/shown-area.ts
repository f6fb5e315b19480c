/** A smaller picture, in CSS pixels a side, has no face that could be read. */
const MIN_SIDE = 64;

/** The area a video takes on the page, in square CSS pixels; 0 when the page hides it or it is too small. */
export function shownArea(video: HTMLVideoElement): number {
  if (!video.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return 0;
  const { right, bottom, width, height } = video.getBoundingClientRect();
  if (width < MIN_SIDE || height < MIN_SIDE) return 0;
  // Parked where nobody can scroll to. What is merely scrolled away is on the page.
  if (right + scrollX <= 0 || bottom + scrollY <= 0) return 0;
  return width * height;
}
