import { useEffect, useRef, useState } from "preact/hooks";
import { type Gathered, gatherDropped } from "./gather.ts";

/** Takes the files and folders that are dropped or pasted anywhere on the page. Returns whether something is being dragged over it. */
export function useIncoming(take: (gathering: Promise<Gathered>) => void): boolean {
  const latest = useRef(take);
  latest.current = take;
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const life = new AbortController();
    const { signal } = life;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    // Without this the browser would show the file in the page's place.
    window.addEventListener(
      "dragover",
      (event) => {
        event.preventDefault();
        setIsOver(hasFiles(event));
      },
      { signal },
    );
    // Told also of every element inside: only that of the page itself has nothing it goes to.
    window.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget === null && setIsOver(false), { signal });
    window.addEventListener(
      "drop",
      (event) => {
        event.preventDefault();
        setIsOver(false);
        if (event.dataTransfer && hasFiles(event)) latest.current(gatherDropped(event.dataTransfer));
      },
      { signal },
    );
    window.addEventListener(
      "paste",
      ({ clipboardData }) => {
        if (clipboardData && clipboardData.files.length > 0) latest.current(gatherDropped(clipboardData));
      },
      { signal },
    );
    return () => life.abort();
  }, []);
  return isOver;
}
