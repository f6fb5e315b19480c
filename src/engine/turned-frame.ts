/** Whether a frame is to be turned or mirrored when it is shown: phones film as the sensor lies, and write down how. */
export function isTurned(frame: VideoFrame & { readonly rotation?: number; readonly flip?: boolean }): boolean {
  return (frame.rotation ?? 0) % 360 !== 0 || frame.flip === true;
}
