import { rename, rm } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

/** How often another may have been quicker, or Windows' scanner at the files, and how long to wait then, in ms. */
const ATTEMPTS = 100;
const PAUSE_MS = 20;
/** What renaming says then, Windows' words last. */
const TAKEN = ["ENOTEMPTY", "EEXIST", "EPERM", "EACCES"];

/**
 * Makes a folder from nothing. It takes the old one's place only when it is whole, so that a build that fails, or one
 * beside it, leaves no half of anything behind.
 *
 * @param {string} folder
 * @param {(making: string) => Promise<void>} make
 */
export async function replaceFolder(folder, make) {
  const making = `${folder}.${process.pid}`;
  await rm(making, { recursive: true, force: true });
  try {
    await make(making);
    await takePlace(making, folder);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/**
 * Of two builds that end at once each removes what the other has just put there: the last one stays.
 *
 * @param {string} making
 * @param {string} folder
 */
async function takePlace(making, folder) {
  for (let attempt = 1; ; attempt++) {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    try {
      return await rename(making, folder);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (attempt === ATTEMPTS || !TAKEN.includes(code ?? "")) throw error;
      await wait(PAUSE_MS);
    }
  }
}
