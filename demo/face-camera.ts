import type { Step } from "./call-plan.ts";
import type { Camera } from "./camera.ts";

/** Page → face camera worker. */
export type ToFaceWorker =
  | {
      readonly type: "open";
      /** Where the pictures go. */
      readonly frames: WritableStream<VideoFrame>;
      readonly face: number;
      readonly steps: readonly Step[];
    }
  | { readonly type: "on"; readonly on: boolean };

/**
 * A composite face, animated, as a camera. A worker draws it, because in a hidden tab a page's own timers nearly stop
 * and a captured canvas gives nothing.
 */
export function openFaceCamera(face: number, steps: readonly Step[]): Camera {
  const track = new MediaStreamTrackGenerator({ kind: "video" });
  const worker = new Worker("face-worker.js", { type: "module" });
  const post = (message: ToFaceWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  post({ type: "open", frames: track.writable, face, steps }, [track.writable]);
  return {
    track,
    setOn: (on) => post({ type: "on", on }),
    close() {
      worker.terminate();
      track.stop();
    },
  };
}

/** Chromium's; https://w3c.github.io/mediacapture-transform/ describes its successor, which works in workers only. */
declare class MediaStreamTrackGenerator extends MediaStreamTrack {
  constructor(init: { kind: "video" });
  readonly writable: WritableStream<VideoFrame>;
}
