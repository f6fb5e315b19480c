import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ROOT } from "../scripts/bootstrap.mjs";

const folder = process.env.COUNTENANCE_MEDIA ?? resolve(ROOT, "../shared/media");

/** A folder of real films (`clips`) and photographs (`stills`) for the tests that need them; null where there is none. */
export const MEDIA = existsSync(folder) ? folder : null;
