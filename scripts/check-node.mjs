import { Failure } from "./failure.mjs";

/** The first with `register` of node:module; package.json's `engines` say the same. */
const OLDEST_NODE = "20.6";

/** Throws a {@link Failure} on a Node too old for what comes next. */
export function checkNode() {
  if (process.versions.node.localeCompare(OLDEST_NODE, "en", { numeric: true }) >= 0) return;
  throw new Failure(`Countenance needs Node ${OLDEST_NODE} or newer, and this is Node ${process.versions.node}.`);
}
