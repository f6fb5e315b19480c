// A WebM file as it is sent while it is recorded: without an index, in parts that begin whenever a second has passed.

/** A film in VP8 of a canvas that changes ten times a second, with one key frame, at its beginning. */
export async function makeLiveFilm(canvas: HTMLCanvasElement, seconds: number): Promise<Blob> {
  const { width, height } = canvas;
  const blocks: { readonly timeMs: number; readonly block: number[] }[] = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      const timeMs = chunk.timestamp / 1000;
      const flags = chunk.type === "key" ? 0x80 : 0;
      blocks.push({ timeMs, block: element([0xa3], [0x81, ...number(timeMs % 1000, 2), flags, ...data]) });
    },
    error: reportError,
  });
  encoder.configure({ codec: "vp8", width, height, bitrate: 1e6 });
  for (let i = 0; i < 10 * seconds; i++) {
    const frame = new VideoFrame(canvas, { timestamp: 1e5 * i });
    encoder.encode(frame, { keyFrame: i === 0 });
    frame.close();
  }
  await encoder.flush();
  encoder.close();
  const header = element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], letters("webm")));
  const video = element([0xe0], [...element([0xb0], number(width, 2)), ...element([0xba], number(height, 2))]);
  const track = [...element([0xd7], [1]), ...element([0x73, 0xc5], [1]), ...element([0x83], [1])];
  const tracks = element([0xae], [...track, ...element([0x86], letters("V_VP8")), ...video]);
  const parts = Array.from({ length: seconds }, (_, second) => {
    const own = blocks.filter(({ timeMs }) => Math.floor(timeMs / 1000) === second);
    const start = element([0xe7], number(1000 * second, 4));
    return element([0x1f, 0x43, 0xb6, 0x75], [...start, ...own.flatMap(({ block }) => block)]);
  });
  const scale = element([0x15, 0x49, 0xa9, 0x66], element([0x2a, 0xd7, 0xb1], number(1e6, 4)));
  const content = [...scale, ...element([0x16, 0x54, 0xae, 0x6b], tracks), ...parts.flat()];
  return new Blob([new Uint8Array([...header, ...element([0x18, 0x53, 0x80, 0x67], content)])]);
}

/** An element of EBML, its size in four bytes. */
function element(id: readonly number[], content: readonly number[]): number[] {
  return [...id, ...number(0x10000000 + content.length, 4), ...content];
}

function number(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => (value >>> (8 * (bytes - 1 - i))) & 255);
}

function letters(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}
