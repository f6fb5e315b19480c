import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** For the element that takes the focus when what has it goes: it would fall out of the page, and a keyboard begin anew. */
export function useKeptFocus<Kind extends HTMLElement>(): RefObject<Kind | null> {
  const element = useRef<Kind>(null);
  // While drawing: what is about to go is still there.
  const before = document.activeElement;
  useLayoutEffect(() => {
    const isLost = before?.isConnected === false && document.activeElement === document.body;
    if (isLost) element.current?.focus();
  });
  return element;
}
