import type { Contestant } from "./contestant.ts";
import { countenance } from "./countenance.ts";
import { faceApi320, faceApi416 } from "./face-api.ts";
import { human, humanMesh } from "./human.ts";

/** Ourselves first. */
export const OURS = countenance;
export const RIVALS: readonly Contestant[] = [human, humanMesh, faceApi416, faceApi320];
