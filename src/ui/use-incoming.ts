import { useState } from "preact/hooks";
import { useWindowEvent } from "./use-window-event.ts";

/** Takes the files and folders that are dropped or pasted anywhere on the page. Returns whether something is being dragged over it. */
export function useIncoming(take: (files: DataTransfer) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  useWindowEvent("dragover", (event) => {
    // Without this the browser would show the file in the page's place.
    event.preventDefault();
    setIsOver(hasFiles(event));
  });
  useWindowEvent("dragleave", ({ relatedTarget }) => {
    // Told also of every element inside: only that of the page itself has nothing it goes to.
    if (relatedTarget === null) setIsOver(false);
  });
  useWindowEvent("drop", (event) => {
    event.preventDefault();
    setIsOver(false);
    if (event.dataTransfer && hasFiles(event)) take(event.dataTransfer);
  });
  useWindowEvent("paste", ({ clipboardData }) => {
    if (clipboardData && clipboardData.files.length > 0) take(clipboardData);
  });
  return isOver;
}
