import type { Settings } from "../messages/settings.ts";

/** Saves a change and says so; or that it could not, as on a full disk. Returns whether it was saved. */
export type Save = (change: Partial<Settings>) => Promise<boolean>;

/** What every group of settings needs. */
export interface GroupProps {
  readonly settings: Settings;
  readonly save: Save;
}
