/** What calls write after a name: "Ada (Guest)", "Ada (she/her) [Host]". */
const REMARKS = /(?:\s*[([（【][^()[\]（）【】]*[)\]）】])+\s*$/u;
/** Invisible, as what a copied name brings along: marks of direction, joiners, soft hyphens. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{DI}]/gu;

/** The same for all ways of writing a name: upper or lower case, wide letters, spaces, with remarks or without. */
export function comparable(name: string): string {
  const visible = name.replace(/\s+/g, " ").replace(INVISIBLE, "").trim();
  const bare = visible.replace(REMARKS, "") || visible;
  return bare.normalize("NFKC").replace(/\s+/g, " ").trim().toUpperCase().toLowerCase();
}
