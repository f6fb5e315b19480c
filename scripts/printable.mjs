/** Controls, and marks that turn the direction of what follows: a file's name could write over the terminal with them. */
const UNPRINTABLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A file's name as a terminal can show it.
 *
 * @param {string} name
 */
export function printable(name) {
  return name.replace(UNPRINTABLE, "�");
}
