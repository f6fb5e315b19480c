/** A picture has so many pixels for one of the drawing's: sharp on a good screen and on paper. */
const PNG_SCALE = 2;

/** "Team sync 2026-03-15.csv": what is no letter, digit, space, dot or dash gives way, so that every system takes it. */
export function fileName(title: string, startedMs: number, extension: string): string {
  const date = new Date(startedMs);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0"));
  const words = title
    .replaceAll(/[^\p{L}\p{M}\p{N} .-]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .replace(/^[ .]+/, "")
    .slice(0, 60)
    // What cutting may leave: half a character among it.
    .replace(/[ .\ud800-\udbff]+$/, "");
  return `${[words, day.join("-")].filter(Boolean).join(" ")}.${extension}`;
}

/** Hands the file to the browser's downloads. */
export function download(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has its own hold on it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The drawing as a picture. Rejects where it can't be drawn. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  // The pages' policy lets in pictures as data, not as blobs.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth * PNG_SCALE, image.naturalHeight * PNG_SCALE);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/png" });
}
