import { accuracy } from "./accuracy.ts";
import { film } from "./film.ts";
import { frames } from "./frames.ts";
import { memory } from "./memory.ts";
import type { Scenario } from "./scenario.ts";
import { start } from "./start.ts";
import { stills } from "./stills.ts";

/** In the document's order. */
export const SCENARIOS = [frames, film, stills, accuracy, start, memory] as readonly Scenario<unknown>[];
