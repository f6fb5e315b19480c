import { vi } from "vitest";

/** Has the engine's Workers be ones that do nothing. Returns those there have been so far, the present one last. */
export function stubWorkers(): EventTarget[] {
  const workers: EventTarget[] = [];
  vi.stubGlobal("location", { href: "chrome-extension://countenance/offscreen/offscreen.html" });
  vi.stubGlobal(
    "Worker",
    class extends EventTarget {
      constructor() {
        super();
        workers.push(this);
      }
      postMessage(): void {}
      terminate(): void {}
    },
  );
  return workers;
}
