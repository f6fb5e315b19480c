// A page of the extension that shows the popup's own components with phases made by hand: `gallery.html?show=NAME`.

import { render } from "preact";
import "../../../src/ui/theme.css";
import { Header } from "../../../src/popup/header.tsx";
import { Notice } from "../../../src/popup/notice.tsx";
import type { Phase } from "../../../src/popup/phase.ts";
import { PhaseView } from "../../../src/popup/phase-view.tsx";
import "../../../src/popup/popup.css";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { wordsLanguage } from "../../../src/ui/words.ts";
import { call, participant, shares } from "./call-views.ts";

const LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine the Elder of Philadelphia";

const four = [
  participant(1, "Alice Example", "happiness"),
  participant(2, "Bob", "neutral", { self: true }),
  participant(3, "", "turned"),
  participant(4, "Chidi Okafor", "still"),
];

const PHASES = {
  off: { name: "off" },
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
    call: call(
      (["no-face", "still", "unreadable", "waiting", "gone", "small", "dark", "turned", "ambiguous"] as const).map(
        (now, i) => participant(i + 1, now, now),
      ),
    ),
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
  "everyone-left": {
    name: "everyone-left",
    call: call([participant(1, "Alice Example", "gone"), participant(2, "Bob", "gone")]),
  },
} satisfies Record<string, Phase>;

export type Shown = keyof typeof PHASES | "notice";

const nothing = () => undefined;
const parameters = new URLSearchParams(location.search);
const shown = parameters.get("show") as Shown;

document.documentElement.lang = wordsLanguage();
document.body.className = parameters.has("tab") ? "in-tab" : "in-popup";
render(
  shown === "notice" ? (
    <>
      <Header phase={{ name: "off" }} />
      <Notice onUnderstood={nothing} />
    </>
  ) : (
    <>
      <Header phase={PHASES[shown]} onStart={nothing} onStop={nothing} />
      <PhaseView phase={PHASES[shown]} badges={true} onBadges={nothing} onStart={nothing} onRetry={nothing} />
    </>
  ),
  document.body,
);
