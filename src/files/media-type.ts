/** What a file is, by its first bytes; its name is never asked. */
export type MediaType =
  | "image/png"
  | "image/jpeg"
  | "image/webp"
  | "image/avif"
  | "image/gif"
  | "image/bmp"
  | "video/mp4"
  | "video/webm"
  /** A kind of picture or film that browsers don't show. */
  | "unsupported";

/** MPEG's transport streams are packets of 188 bytes that begin with a "G"; those of cameras and discs have four more before it. */
const PACKET = "G".padEnd(188, "?");
const TIMED_PACKET = `????${PACKET}`;

/** As many bytes of a file as {@link mediaType} looks at. */
export const SIGNATURE_BYTES = 3 * TIMED_PACKET.length;

/** By what a file begins with; "?" stands for any byte. */
const SIGNATURES: readonly (readonly [string, MediaType])[] = [
  ["\x89PNG\r\n\x1a\n", "image/png"],
  ["\xff\xd8\xff", "image/jpeg"],
  ["RIFF????WEBP", "image/webp"],
  ["GIF87a", "image/gif"],
  ["GIF89a", "image/gif"],
  ["BM????\0\0\0\0", "image/bmp"],
  // EBML: WebM and Matroska, which only its contents tell apart.
  ["\x1aE\xdf\xa3", "video/webm"],
  // TIFF.
  ["II*\0", "unsupported"],
  ["MM\0*", "unsupported"],
  ["RIFF????AVI ", "unsupported"],
  // Windows Media.
  ["0&\xb2u\x8ef\xcf\x11", "unsupported"],
  ["FLV\x01", "unsupported"],
  // MPEG's program streams and transport streams.
  ["\0\0\x01\xba", "unsupported"],
  [PACKET.repeat(3), "unsupported"],
  [TIMED_PACKET.repeat(3), "unsupported"],
  // QuickTime films from before brands begin with any of their boxes.
  ["????moov", "video/mp4"],
  ["????mdat", "video/mp4"],
  ["????wide", "video/mp4"],
];

/** The brands (ISO 14496-12) of pictures; all others are films. */
const PICTURE_BRANDS: Readonly<Record<string, MediaType>> = {
  avif: "image/avif",
  avis: "image/avif",
  heic: "unsupported",
  heix: "unsupported",
  hevc: "unsupported",
  hevx: "unsupported",
};

/** The type of a file with these first bytes; null for one that is neither a picture nor a film. */
export function mediaType(start: Uint8Array): MediaType | null {
  const text = String.fromCharCode(...start.subarray(0, SIGNATURE_BYTES));
  if (text.startsWith("ftyp", 4)) return typeOfBrands(text);
  const begins = (signature: string) =>
    text.length >= signature.length && [...signature].every((letter, i) => letter === "?" || letter === text[i]);
  return SIGNATURES.find(([signature]) => begins(signature))?.[1] ?? null;
}

/** The major brand decides, then the compatible ones: "mif1" is any picture's. */
function typeOfBrands(text: string): MediaType {
  const end = [...text.slice(0, 4)].reduce((size, letter) => size * 256 + letter.charCodeAt(0), 0);
  const brands = text.slice(8, end).match(/.{4}/gs) ?? [];
  for (const brand of brands) {
    const type = PICTURE_BRANDS[brand];
    if (type) return type;
  }
  return brands[0] === "mif1" || brands[0] === "msf1" ? "unsupported" : "video/mp4";
}
