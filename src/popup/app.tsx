import { useMemo, useRef, useState } from "preact/hooks";
import browser from "webextension-polyfill";
import type { Settings } from "../messages/settings.ts";
import { SetUpNotice } from "../ui/set-up-notice.tsx";
import { useSettings } from "../ui/use-settings.ts";
import { Header } from "./header.tsx";
import { PhaseView } from "./phase-view.tsx";
import { SessionsView } from "./sessions/sessions-view.tsx";
import { useUndo } from "./sessions/use-undo.ts";
import { useCall } from "./use-call.ts";
import { type View, ViewSwitch } from "./view-switch.tsx";

interface AppProps {
  readonly tabId: number;
  readonly initialSettings: Settings;
  /** "tab" with a file to import at once: "import". */
  readonly place: "popup" | "tab" | "import";
}

export function App({ tabId, initialSettings, place }: AppProps) {
  const settings = useSettings(initialSettings);
  const { phase, start, stop, retry, stayOff } = useCall(tabId);
  const [view, setView] = useState<View>(place === "import" ? "sessions" : "now");
  const [isImporting, setIsImporting] = useState(place === "import");
  const deleted = useUndo();
  const unsaved = useRef(new Map<string, string>());
  // The same element each time: a call's news, twice a second, does not draw the sessions anew.
  const sessions = useMemo(
    () => (
      <SessionsView
        retention={settings.retention}
        deleted={deleted}
        unsaved={unsaved.current}
        isImporting={isImporting}
        onImport={place === "popup" ? () => importInTab(tabId) : () => setIsImporting(true)}
        onImportEnd={() => setIsImporting(false)}
      />
    ),
    [tabId, place, isImporting, deleted, settings.retention],
  );
  if (!settings.welcomeDone) {
    return (
      <>
        <Header phase={phase} />
        <SetUpNotice />
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
        <PhaseView phase={phase} settings={settings} onStart={start} onRetry={retry} onStayOff={stayOff} />
      )}
    </>
  );
}

/** A popup closes when the window to choose a file opens. */
function importInTab(tabId: number): void {
  void browser.tabs.create({ url: browser.runtime.getURL(`popup/popup.html?tab=${tabId}&import`) });
}
