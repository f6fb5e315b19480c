import { useLayoutEffect, useRef } from "preact/hooks";

/** Listens on the window for as long as the component is there, always with what it was last drawn with. */
export function useWindowEvent<Type extends keyof WindowEventMap>(
  type: Type,
  listener: (event: WindowEventMap[Type]) => void,
): void {
  const latest = useRef(listener);
  latest.current = listener;
  // Before it is seen: whoever sees it may act at once.
  useLayoutEffect(() => {
    const life = new AbortController();
    window.addEventListener(type, (event) => latest.current(event), { signal: life.signal });
    return () => life.abort();
  }, [type]);
}
