import { useLayoutEffect, useState } from "preact/hooks";
import { type Settings, watchSettings } from "../messages/settings.ts";

/**
 * The settings as they are now, wherever they are changed.
 * @param initial as they were loaded just before the first rendering
 */
export function useSettings(initial: Settings): Settings {
  const [settings, setSettings] = useState(initial);
  // At once: other effects wait until the page is painted, in a hidden tab for a second, and would miss a change made meanwhile.
  useLayoutEffect(() => {
    const life = new AbortController();
    watchSettings(setSettings, life.signal);
    return () => life.abort();
  }, []);
  return settings;
}
