import { useEffect, useState } from "preact/hooks";
import { type Settings, saveSettings, watchSettings } from "../messages/settings.ts";
import { Header } from "./header.tsx";
import { Notice } from "./notice.tsx";
import { PhaseView } from "./phase-view.tsx";
import { useCall } from "./use-call.ts";

interface AppProps {
  readonly tabId: number;
  readonly initialSettings: Settings;
}

export function App({ tabId, initialSettings }: AppProps) {
  const settings = useSettings(initialSettings);
  const { phase, start, stop, retry } = useCall(tabId);
  if (!settings.welcomeDone) {
    return (
      <>
        <Header phase={phase} />
        <Notice onUnderstood={() => void saveSettings({ welcomeDone: true })} />
      </>
    );
  }
  return (
    <>
      <Header phase={phase} onStart={start} onStop={stop} />
      <PhaseView
        phase={phase}
        badges={settings.badges}
        onBadges={(badges) => void saveSettings({ badges })}
        onStart={start}
        onRetry={retry}
      />
    </>
  );
}

function useSettings(initial: Settings): Settings {
  const [settings, setSettings] = useState(initial);
  useEffect(() => {
    const life = new AbortController();
    watchSettings(setSettings, life.signal);
    return () => life.abort();
  }, []);
  return settings;
}
