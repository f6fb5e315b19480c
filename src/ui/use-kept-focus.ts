import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * For the element that takes the focus when what has it goes: it would fall out of the page, and a keyboard begin anew. `within`:
 * only what goes from there counts.
 */
export function useKeptFocus<Kind extends HTMLElement>(within?: RefObject<HTMLElement | null>): RefObject<Kind | null> {
  const element = useRef<Kind>(null);
  // While drawing: what is about to go is still there.
  const before = document.activeElement;
  const isOurs = !within || within.current?.contains(before);
  useLayoutEffect(() => {
    const isLost = isOurs && before?.isConnected === false && document.activeElement === document.body;
    if (isLost) element.current?.focus();
  });
  return element;
}
