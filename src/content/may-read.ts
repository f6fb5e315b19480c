import type { Tile } from "../messages/messages.ts";
import type { Settings } from "../messages/settings.ts";

/** The settings that decide who is read. */
export type ReadingChoice = Pick<Settings, "faces" | "leaveOut">;

/** What calls write after a name: "Ada (Guest)", "Ada [Host]". */
const REMARK = /\s*[([（【][^()[\]（）【】]*[)\]）】]\s*$/u;

/**
 * Whether a picture of this tile may be taken at all. While somebody is left out, nobody without a name is read, as it
 * could be them; the user's own camera is known without one.
 */
export function mayRead({ name, self }: Tile, { faces, leaveOut }: ReadingChoice): boolean {
  if (faces === "mine" && !self) return false;
  if (leaveOut.length === 0) return true;
  if (name === "") return self;
  const names = [name, name.replace(REMARK, "")].map(comparable);
  return !leaveOut.some((each) => names.includes(comparable(each)));
}

/** The same for all ways of writing a name: upper or lower case, wide letters, spaces. */
function comparable(name: string): string {
  return name.normalize("NFKC").replace(/\s+/g, " ").trim().toUpperCase().toLowerCase();
}
