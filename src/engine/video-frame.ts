// What frames of films and cameras tell of themselves.

/** Pixel formats that begin with a plane of luma, one byte a pixel, all of which is to be seen: what I420A hides is read with its alpha. */
export const LUMA_FORMATS: readonly (VideoPixelFormat | null)[] = ["I420", "I422", "I444", "NV12"];

/** Whether black is 0 and white 255 in a frame's luma; else 16 and 235, as ITU-R BT.601 and BT.709 have it. */
export function isFullRange({ colorSpace }: VideoFrame): boolean {
  return colorSpace.fullRange === true;
}

/** Whether a frame is to be turned or mirrored when it is shown: phones film as the sensor lies, and write down how. */
export function isTurned(frame: VideoFrame & { readonly rotation?: number; readonly flip?: boolean }): boolean {
  return (frame.rotation ?? 0) % 360 !== 0 || frame.flip === true;
}
