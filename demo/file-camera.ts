import type { Camera } from "./camera.ts";

/** A video file, played over and over without sound, as a camera. Throws a sentence when it has no pictures. */
export async function openFileCamera(url: string, name: string): Promise<Camera> {
  const video = document.createElement("video");
  video.muted = true;
  video.loop = true;
  video.src = url;
  const playable = await new Promise<boolean>((resolve) => {
    video.addEventListener("loadeddata", () => resolve(video.videoWidth > 0), { once: true });
    video.addEventListener("error", () => resolve(false), { once: true });
  });
  if (playable) await video.play();
  const [track] = playable ? captureStream(video).getVideoTracks() : [];
  if (!track) {
    const file = decodeURIComponent(url.slice(url.lastIndexOf("/") + 1));
    throw new Error(`${file}, the camera of ${name}, has no video that this browser can play.`);
  }
  return {
    track,
    setOn: (on) => void (on ? video.play() : video.pause()),
    close() {
      track.stop();
      video.removeAttribute("src");
      video.load();
    },
  };
}

/** Chromium has it; TypeScript's DOM types have not. */
function captureStream(video: HTMLVideoElement): MediaStream {
  return (video as HTMLVideoElement & { captureStream(): MediaStream }).captureStream();
}
