import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import type { Page } from "puppeteer";
import type { Still } from "./stills.ts";
import type { Studio } from "./studio-page.ts";

/** Pictures of the film in a second: somewhat more than the product takes of a call. */
export const FRAMES_PER_SECOND = 5;

/** Makes the pictures in the studio's page, in a folder that is served as `/pictures`. */
export class Pictures {
  readonly #studio: Page;
  readonly #folder: string;
  readonly #media: string | null;
  readonly #films = new Map<number, Promise<readonly string[]>>();

  /** @param media served as `/media`: films of people are in its `clips`. */
  constructor(studio: Page, folder: string, media: string | null) {
    this.#studio = studio;
    this.#folder = folder;
    this.#media = media;
  }

  /** The films of people that are shown; none where composite faces take their part. */
  async filmsOfPeople(): Promise<readonly string[]> {
    const clips = `${this.#media}/clips`;
    const files = this.#media !== null && existsSync(clips) ? await readdir(clips) : [];
    return files
      .filter((file) => file.endsWith(".mp4"))
      .map((file) => `/media/clips/${file}`)
      .sort();
  }

  /** A film's pictures, 1280×720. @param faces 1 or 4, in tiles. */
  film(faces: number, seconds: number): Promise<readonly string[]> {
    let film = this.#films.get(faces);
    if (!film) {
      film = this.#shoot(faces, seconds * FRAMES_PER_SECOND);
      this.#films.set(faces, film);
    }
    return film;
  }

  async #shoot(faces: number, frames: number): Promise<readonly string[]> {
    const films = await this.filmsOfPeople();
    const urls: string[] = [];
    await this.#studio.bringToFront();
    for (let frame = 0; frame < frames; frame++) {
      const picture = await this.#studio.evaluate(
        (films, faces, timeS) => (globalThis as unknown as { studio: Studio }).studio.frame(films, faces, timeS),
        films,
        faces,
        frame / FRAMES_PER_SECOND,
      );
      urls.push(await this.#keep(`film-${faces}-${frame}.jpg`, picture));
    }
    return urls;
  }

  /** Full HD pictures of a room with six composite faces, 25 … 60 pixels wide. */
  async smallFaces(pictures: number): Promise<readonly Still[]> {
    const stills: Still[] = [];
    await this.#studio.bringToFront();
    for (let seed = 0; seed < pictures; seed++) {
      const { picture, faces } = await this.#studio.evaluate(
        (seed) => (globalThis as unknown as { studio: Studio }).studio.smallFaces(seed),
        seed,
      );
      stills.push({ url: await this.#keep(`small-${seed}.png`, picture), faces, unclear: [] });
    }
    return stills;
  }

  async #keep(name: string, picture: string): Promise<string> {
    await writeFile(`${this.#folder}/${name}`, Buffer.from(picture, "base64"));
    return `/pictures/${name}`;
  }
}
