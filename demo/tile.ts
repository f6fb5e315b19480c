/** One participant's place in the call. */
export interface Tile {
  readonly root: HTMLElement;
  readonly video: HTMLVideoElement;
  /** With the camera off the initial covers the video, which stays where it is. */
  showCamera(on: boolean): void;
}

/** `place` decides the colour behind the initial. */
export function createTile(name: string, place: number): Tile {
  const root = document.createElement("article");
  root.className = "tile";
  root.ariaLabel = name;
  root.style.setProperty("--hue", String((place * 137 + 170) % 360));
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  const cover = document.createElement("div");
  cover.className = "cover";
  cover.hidden = true;
  const initial = document.createElement("span");
  initial.textContent = name.slice(0, 1);
  initial.ariaHidden = "true";
  cover.append(initial);
  const label = document.createElement("span");
  label.className = "name";
  label.textContent = name;
  root.append(video, cover, label);
  return {
    root,
    video,
    showCamera: (on) => {
      cover.hidden = on;
    },
  };
}
