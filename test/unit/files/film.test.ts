import { expect, test } from "vitest";
import { openMediaFile } from "../../../src/files/media-file.ts";

test("a film is given up while it is being opened, whatever is being waited for", async () => {
  const life = new AbortController();
  const file = new Blob(["\0\0\0\x18ftypmp42\0\0\0\0mp42isom", new Uint8Array(1e6)]);
  // A disk that never answers: the signal comes while it is asked.
  const never = () => {
    setTimeout(() => life.abort());
    return new ReadableStream();
  };
  const slice = file.slice.bind(file);
  file.slice = (...given) => Object.assign(slice(...given), { stream: never });
  await expect(openMediaFile(file, "film.mp4", life.signal)).rejects.toMatchObject({ name: "AbortError" });
});
