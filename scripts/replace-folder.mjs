import { rename, rm } from "node:fs/promises";

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
    await rm(folder, { recursive: true, force: true });
    await rename(making, folder);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}
