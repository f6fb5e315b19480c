import { useEffect, useMemo, useState } from "preact/hooks";
import { type Settings, saveSettings, watchSettings } from "../messages/settings.ts";
import { Header } from "./header.tsx";
import { Notice } from "./notice.tsx";
import { PhaseView } from "./phase-view.tsx";
import { SessionsView } from "./sessions/sessions-view.tsx";
import { useCall } from "./use-call.ts";
import { type View, ViewSwitch } from "./view-switch.tsx";

interface AppProps {
  readonly tabId: number;
  readonly initialSettings: Settings;
}

export function App({ tabId, initialSettings }: AppProps) {
  const settings = useSettings(initialSettings);
  const { phase, start, stop, retry } = useCall(tabId);
  const [view, setView] = useState<View>("now");
  // The same element each time: a call's news, twice a second, does not draw the sessions anew.
  const sessions = useMemo(() => <SessionsView />, []);
  if (!settings.welcomeDone) {
    return (
      <>
        <Header phase={phase} />
        <Notice />
      </>
    );
  }
  return (
    <>
      <Header
        phase={phase}
        onStart={() => {
          setView("now");
          start();
        }}
        onStop={stop}
      />
      <ViewSwitch view={view} onView={setView} />
      {view === "sessions" ? (
        sessions
      ) : (
        <PhaseView
          phase={phase}
          badges={settings.badges}
          onBadges={(badges) => void saveSettings({ badges })}
          onStart={start}
          onRetry={retry}
        />
      )}
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
