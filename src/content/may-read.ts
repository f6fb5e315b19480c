import type { Tile } from "../messages/messages.ts";
import type { Settings } from "../messages/settings.ts";

/** The settings that decide who is read. */
export type ReadingChoice = Pick<Settings, "faces" | "leaveOut">;

/** What calls write after a name: "Ada (Guest)", "Ada (she/her) [Host]". */
const REMARKS = /(?:\s*[([（【][^()[\]（）【】]*[)\]）】])+\s*$/u;

/** Whether some of the people in a call may be read and some not. */
export function choosesAmong({ faces, leaveOut }: ReadingChoice): boolean {
  return faces === "mine" || leaveOut.length > 0;
}

/**
 * Whether a picture of this tile may be taken at all. While somebody is left out, nobody without a name is read, as it
 * could be them; the user's own camera is known without one.
 */
export function mayRead({ name, self }: Pick<Tile, "name" | "self">, { faces, leaveOut }: ReadingChoice): boolean {
  if (faces === "mine" && !self) return false;
  if (leaveOut.length === 0) return true;
  if (name === "") return self;
  return !leaveOut.some((each) => comparable(each) === comparable(name));
}

/** The same for all ways of writing a name: upper or lower case, wide letters, spaces, with remarks or without. */
function comparable(name: string): string {
  const bare = name.replace(REMARKS, "") || name;
  return bare.normalize("NFKC").replace(/\s+/g, " ").trim().toUpperCase().toLowerCase();
}
