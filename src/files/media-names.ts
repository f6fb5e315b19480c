/** What pictures and films are called. In folders they are found by it; a file that is named by itself is tried whatever its name. */
const PICTURES = [".png", ".apng", ".jpg", ".jpeg", ".jfif", ".webp", ".avif", ".gif", ".bmp"];
const FILMS = [".mp4", ".m4v", ".mov", ".webm", ".mkv"];

export const PICTURE_ENDINGS: ReadonlySet<string> = new Set(PICTURES);
export const MEDIA_ENDINGS: ReadonlySet<string> = new Set([...PICTURES, ...FILMS]);

/** ".jpg" of "Holiday/1.JPG"; "" where there is none. */
export function endingOf(name: string): string {
  return /[^/\\](\.[^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** "Holiday/1" of "Holiday/1.JPG". */
export function withoutEnding(name: string): string {
  return name.replace(/\.\w{2,4}$/, "");
}

/** "2.png" before "10.png", the same on every computer. */
export const byName = new Intl.Collator("en", { numeric: true }).compare;
