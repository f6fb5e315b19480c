// A film made in the page, frame by frame at times of its own: however busy the machine, it is the same.

import { BufferTarget, CanvasSource, Output, WebMOutputFormat } from "mediabunny";

const FRAMES_PER_SECOND = 10;

/** Two seconds of a face on grey, 640 by 360: on the left, then on the right. */
export async function makeFilm(url: string): Promise<Blob> {
  const face = await createImageBitmap(await (await fetch(url)).blob());
  const canvas = new OffscreenCanvas(640, 360);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("No canvas to be had.");
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new CanvasSource(canvas, { codec: "vp8", bitrate: 4e6, keyFrameInterval: 1 });
  output.addVideoTrack(source);
  await output.start();
  for (let frame = 0; frame < 2 * FRAMES_PER_SECOND; frame++) {
    context.fillStyle = "#6c6c6c";
    context.fillRect(0, 0, 640, 360);
    context.drawImage(face, frame < FRAMES_PER_SECOND ? 40 : 360, 60, 240, 240);
    await source.add(frame / FRAMES_PER_SECOND, 1 / FRAMES_PER_SECOND);
  }
  await output.finalize();
  return new Blob([target.buffer ?? new ArrayBuffer(0)], { type: "video/webm" });
}
