/** Whether an element's own styles show what is in it as in a mirror; twice is not. */
export function isFlipped(element: Element): boolean {
  const { transform, scale, rotate } = getComputedStyle(element);
  const turns = [
    transform !== "none" && new DOMMatrixReadOnly(transform).a < 0,
    scale.startsWith("-"),
    rotate === "y 180deg",
  ];
  return turns.filter(Boolean).length % 2 === 1;
}
