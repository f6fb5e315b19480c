// A page of the extension that shows the popup's own components with phases made by hand: `gallery.html?show=NAME`.

import { render } from "preact";
import "../../../src/ui/theme.css";
import { DEFAULT_SETTINGS } from "../../../src/messages/parse-settings.ts";
import { Header } from "../../../src/popup/header.tsx";
import type { Phase } from "../../../src/popup/phase.ts";
import { PhaseView } from "../../../src/popup/phase-view.tsx";
import { SetUpNotice } from "../../../src/ui/set-up-notice.tsx";
import "../../../src/popup/popup.css";
import { openDB } from "idb";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { SessionsView } from "../../../src/popup/sessions/sessions-view.tsx";
import { ViewSwitch } from "../../../src/popup/view-switch.tsx";
import type { Session } from "../../../src/session/session.ts";
import { eraseAllSessions, putSession } from "../../../src/session/store.ts";
import { wordsDirection, wordsLanguage } from "../../../src/ui/words.ts";
import { call, participant, shares } from "./call-views.ts";
import { HOUR_MS, keptSession, manySessions, namedSession, someSessions } from "./kept-sessions.ts";

const LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine the Elder of Philadelphia";

const four = [
  participant(1, "Alice Example", "happiness"),
  participant(2, "Bob", "neutral", { self: true }),
  participant(3, "", "turned"),
  participant(4, "Chidi Okafor", "still"),
];

const PHASES = {
  off: { name: "off" },
  "ended-idle": { name: "ended-idle", site: "https://meet.example.com" },
  "ended-idle-always-on": { name: "ended-idle", site: "https://meet.example.org" },
  "not-allowed": { name: "not-allowed" },
  "not-started": { name: "not-started", detail: "Error: No tab with id: 1234." },
  starting: { name: "starting" },
  loading: { name: "loading", call: call([], { engine: { state: "loading", progress: 0.45 }, room: null }) },
  failed: {
    name: "failed",
    call: call(four, {
      engine: { state: "failed", reason: "The expression model is damaged: install Countenance again." },
    }),
  },
  "no-video": { name: "no-video", call: call([], { room: null }) },
  "all-left-out": { name: "all-left-out", call: call([], { room: null, leftOut: 3 }) },
  waiting: {
    name: "reading",
    call: call([participant(1, "Alice Example", "waiting", { shares: null, history: [] })], { room: null }),
  },
  four: { name: "reading", call: call(four) },
  expressions: {
    name: "reading",
    call: call(EXPRESSIONS.map((expression, i) => participant(i + 1, `Person ${i + 1}`, expression))),
  },
  presences: {
    name: "reading",
    call: call([
      ...(
        [
          "no-face",
          "still",
          "unreadable",
          "waiting",
          "left-out",
          "gone",
          "small",
          "dark",
          "turned",
          "cut",
          "ambiguous",
        ] as const
      ).map((now, i) => participant(i + 1, now, now)),
      participant(12, "", "left-out"),
    ]),
  },
  names: {
    name: "reading",
    call: call([
      participant(1, LONG_NAME, "surprise", { self: true }),
      participant(2, "אבנר בן־דוד (מרכז)", "happiness"),
      participant(3, "<img src=x onerror=alert(1)>", "fear"),
      participant(4, "山田 太郎", "sadness"),
    ]),
  },
  thirty: {
    name: "reading",
    call: call(
      Array.from({ length: 30 }, (_, i) =>
        participant(i + 1, i % 4 === 0 ? "" : `Person ${i + 1}`, EXPRESSIONS[(i * 3) % 8] ?? "neutral"),
      ),
      { room: shares(Object.fromEntries(EXPRESSIONS.map((expression) => [expression, 1 / 8])), 0.31) },
    ),
  },
  "not-kept": { name: "reading", call: call(four, { recording: { state: "failed", trouble: "quota" } }) },
  "everyone-left": {
    name: "everyone-left",
    call: call([participant(1, "Alice Example", "gone"), participant(2, "Bob", "gone")]),
  },
} satisfies Record<string, Phase>;

export type Shown = keyof typeof PHASES | keyof typeof KEPT | "notice" | "sessions-newer" | "import";

/** The sessions that are kept; "summary…" shows the first of them, once it is clicked. */
const KEPT = {
  "sessions-empty": () => [],
  "sessions-not-kept": () => [],
  sessions: someSessions,
  "sessions-500": () => manySessions(500),
  "summary-names": () => [namedSession()],
  summary: someSessions,
  "summary-no-face": () => [keptSession(Date.now() - HOUR_MS, 3, [{ isHidden: true }])],
} satisfies Record<string, () => Session[]>;

const nothing = () => undefined;
const parameters = new URLSearchParams(location.search);
const shown = parameters.get("show") as Shown;

document.documentElement.lang = wordsLanguage();
document.documentElement.dir = wordsDirection();
document.body.className = parameters.has("tab") ? "in-tab" : "in-popup";
await eraseAllSessions();
if (shown === "sessions-newer") (await openDB("countenance", 99)).close();
if (shown in KEPT) for (const session of KEPT[shown as keyof typeof KEPT]()) await putSession(session);

render(
  <>
    <Header phase={shown in PHASES ? phase() : { name: "off" }} onStart={nothing} onStop={nothing} />
    {shown === "notice" ? (
      <SetUpNotice />
    ) : shown in PHASES ? (
      <>
        <ViewSwitch view="now" onView={nothing} />
        <PhaseView
          phase={phase()}
          settings={{ ...DEFAULT_SETTINGS, badges: true, leaveOut: ["left-out"], alwaysOn: ["meet.example.org"] }}
          onStart={nothing}
          onRetry={nothing}
          onStayOff={nothing}
        />
      </>
    ) : (
      <>
        <ViewSwitch view="sessions" onView={nothing} />
        <SessionsView
          retention={shown === "sessions-not-kept" ? "session" : "30-days"}
          deleted={{ last: null, push: nothing, take: () => null, putBack: nothing, hold: nothing }}
          unsaved={new Map()}
          isImporting={shown === "import"}
          onImport={nothing}
          onImportEnd={nothing}
        />
      </>
    )}
  </>,
  document.body,
);

function phase(): Phase {
  return PHASES[shown as keyof typeof PHASES];
}
