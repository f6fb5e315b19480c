import { useEffect, useState } from "preact/hooks";
import { type Settings, watchSettings } from "../messages/settings.ts";

/** The settings as they are now, wherever they are changed. */
export function useSettings(initial: Settings): Settings {
  const [settings, setSettings] = useState(initial);
  useEffect(() => {
    const life = new AbortController();
    watchSettings(setSettings, life.signal);
    return () => life.abort();
  }, []);
  return settings;
}
