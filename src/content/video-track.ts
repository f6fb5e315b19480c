/** The track a video shows; null when it plays a file, or nothing. */
export function videoTrack(video: HTMLVideoElement): MediaStreamTrack | null {
  if (!isStream(video.srcObject)) return null;
  const tracks = video.srcObject.getVideoTracks();
  return tracks.find((track) => track.readyState === "live") ?? tracks[0] ?? null;
}

/** Whether a video has anything to play: pages keep empty ones in store, and have streams that are but a voice. */
export function hasMedia(video: HTMLVideoElement): boolean {
  if (isStream(video.srcObject)) return videoTrack(video) !== null;
  return video.readyState >= HTMLMediaElement.HAVE_METADATA;
}

/** Whether the page itself says that no pictures come: camera off, muted at its source, stopped, or paused. */
export function isStopped(video: HTMLVideoElement): boolean {
  const track = videoTrack(video);
  if (video.paused || video.ended) return true;
  return track !== null && (track.readyState === "ended" || track.muted || !track.enabled);
}

/** Whether it is a stream, not what a Worker fills. Not by its class: a window that the page opened has its own. */
function isStream(source: HTMLVideoElement["srcObject"]): source is MediaStream {
  return source !== null && "getVideoTracks" in source;
}
