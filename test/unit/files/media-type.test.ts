import { expect, test } from "vitest";
import { mediaType } from "../../../src/files/media-type.ts";

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.each([
  ["\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"],
  ["\xff\xd8\xff\xe1\0\x10Exif", "image/jpeg"],
  ["RIFF\x10\0\0\0WEBPVP8 ", "image/webp"],
  ["GIF87a\x01\0", "image/gif"],
  ["GIF89a\x01\0", "image/gif"],
  ["\x1aE\xdf\xa3\x9fB\x86\x81", "video/webm"],
  ["\0\0\0\x18ftypisom\0\0\0\0isomavc1", "video/mp4"],
  ["\0\0\0\x14ftypqt  \0\0\0\0qt  ", "video/mp4"],
  ["\0\0\0\x08wide\0\0\0\0mdat", "video/mp4"],
  ["\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf", "image/avif"],
  ["\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "image/avif"],
  ["\0\0\0\x18ftypheic\0\0\0\0mif1heic", "unsupported"],
  ["\0\0\0\x14ftypmif1\0\0\0\0mif1", "unsupported"],
  ["BM\x36\x10\0\0\0\0\0\0\x36\0\0\0", "image/bmp"],
  ["RIFF\x10\0\0\0AVI LIST", "unsupported"],
  ["\0\0\x01\xba\x44\0", "unsupported"],
  ["FLV\x01\x05", "unsupported"],
  ["0&\xb2u\x8ef\xcf\x11\xa6", "unsupported"],
  ["II*\0\x08\0\0\0", "unsupported"],
])("tells what a file is by its first bytes: %j", (start, type) => {
  expect(mediaType(bytes(start))).toBe(type);
});

test.each([
  "",
  "hello",
  "<svg xmlns=",
  "RIFF\x10\0\0\0WAVEfmt ",
  "%PDF-1.7",
  "PK\x03\x04",
  "\xff\xd8",
  "GIF8",
  "BMW is a make of cars",
])("does not take something else for a picture or film: %j", (start) => {
  expect(mediaType(bytes(start))).toBe(null);
});

test("only the brands inside a file's first box count", () => {
  expect(mediaType(bytes("\0\0\0\x10ftypisom\0\0\0\0avifheic"))).toBe("video/mp4");
});

test("MPEG's transport streams are told by their packets", () => {
  expect(mediaType(bytes("G@\x11\x10".padEnd(188, "\xff").repeat(4)))).toBe("unsupported");
  expect(mediaType(bytes("\0\0\0\0G@\x11\x10".padEnd(192, "\xff").repeat(4)))).toBe("unsupported");
  expect(mediaType(bytes("Give and take. ".repeat(40)))).toBe(null);
});
