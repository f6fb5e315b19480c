// The constants behind what a report says of a session: one place, each with its unit and its reason. The sentences that
// explain them to the user are the messages `define…`, which get their numbers from here.

/**
 * Changes are looked for between stretches of this many seconds. Expressions that are meant to be seen last half a second to
 * four seconds (Ekman 2003, Emotions Revealed): the mean of five holds one whole and evens out the single second.
 */
export const WINDOW_SECONDS = 5;

/** Of a window, at least this many seconds must be sure, or nothing is said of it: more than half. */
export const LEAST_SURE_SECONDS = 3;

/**
 * How much of what a person's face shows must have changed from one window to the next to be a moment, as a share 0 … 1.
 * Seven in ten neutral and three in ten a smile turned round is 0.4: then the leading expression is another.
 */
export const LEAST_CHANGE_OF_PERSON = 0.4;

/** The same for the room, whose mean moves less: one person in four changing wholly, or all of them by a quarter. */
export const LEAST_CHANGE_OF_ROOM = 0.25;

/** Of one person's moments, or the room's, closer together than this, in seconds, the strongest counts: two windows. */
export const MOMENT_DISTANCE_SECONDS = 2 * WINDOW_SECONDS;

/** How many moments are told at most, the strongest: of the room, and of all people together. A list one reads to its end. */
export const MOST_ROOM_MOMENTS = 8;
export const MOST_PERSON_MOMENTS = 12;
