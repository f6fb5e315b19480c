import type { Settings, SettingsChange } from "../messages/settings.ts";

/** Saves a change and says so; or that it could not, as on a full disk. Returns whether it was saved. */
export type Save = (change: SettingsChange) => Promise<boolean>;

/** What every group of settings needs. */
export interface GroupProps {
  readonly settings: Settings;
  readonly save: Save;
}
