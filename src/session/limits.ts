// What a session may hold. Far beyond any call; of a file, what is above is refused, so that none stalls a page. Nothing longer is
// taken from the user or a page: what is kept can be taken along and brought back.

/** 256 MiB: eight hours of twelve people take 10 to 17, three hours of three hundred who come and go 70. */
export const MOST_FILE_BYTES = 256 * 2 ** 20;
/** A week. */
export const MOST_SECONDS = 7 * 24 * 3600;
export const MOST_PARTICIPANTS = 1000;
export const MOST_NOTES = 10_000;

// In characters (UTF-16 units), as the kept session has them.
export const MOST_TITLE = 120;
/** Of one that is entered, as of one that a page shows. */
export const MOST_NAME = 120;
export const MOST_NOTE = 2000;
/** A host name's (RFC 1035). */
export const MOST_SITE = 253;
export const MOST_MODEL_VERSION = 100;
export const MOST_PARTICIPANT_ID = 200;
/** The last day of four-digit years, in ms since 1970: what is later, a table's times could not write. */
export const LATEST_MS = Date.UTC(9999, 11, 31);
/** Of a session that starts later, the longest track would not end by then. */
export const LATEST_START_MS = LATEST_MS - 1000 * MOST_SECONDS;
