import { EXPRESSIONS, type Expression } from "../../../src/engine/expression.ts";
import type { Doubt, Reading } from "../../../src/engine/reading.ts";
import type { CallView, ParticipantView, Presence, Shares } from "../../../src/session/call-view.ts";

const STARTED_MS = Date.UTC(2026, 0, 15, 9);

/** Twelve minutes of a call with the participants given, read by WASM. */
export function call(participants: readonly ParticipantView[], change: Partial<CallView> = {}): CallView {
  return {
    startedMs: STARTED_MS,
    nowMs: STARTED_MS + 12 * 60_000,
    engine: { state: "ready", backend: "wasm", readingsPerSecond: 12.4 },
    recording: { state: "on" },
    participants,
    leftOut: 0,
    room: shares({ happiness: 0.22, surprise: 0.08, sadness: 0.03, contempt: 0.02 }, 0.06),
    ...change,
  };
}

/** A participant whose face shows the expression given, or who is there in another way. */
export function participant(
  number: number,
  name: string,
  now: Expression | Doubt | Exclude<Presence, "face">,
  change: Partial<ParticipantView> = {},
): ParticipantView {
  const isPresence = !isExpression(now) && !isDoubt(now);
  return {
    id: `1:tile-${number}`,
    name,
    number,
    self: false,
    presence: isPresence ? now : "face",
    reading: isPresence ? null : reading(now),
    shares: shares({ happiness: 0.05 * (number % 7), surprise: 0.04, anger: 0.02 * (number % 3) }, 0.04),
    history: history(number),
    frames: 2880,
    framesWithFace: 2800,
    ...change,
  };
}

/** The rest is neutral, unless that is given too. */
export function shares(given: Partial<Record<Expression, number>>, notSure: number): Shares {
  const neutral = 1 - Object.values(given).reduce((sum, share) => sum + share, 0);
  return { probabilities: EXPRESSIONS.map((expression) => ({ neutral, ...given })[expression] ?? 0), notSure };
}

/** A minute and a half of valence, with a gap of ten seconds and one lone value. */
function history(number: number): (number | null)[] {
  return Array.from({ length: 75 }, (_, i) => {
    if ((i > 30 && i < 36) || i === 60 || i === 62) return null;
    return 0.5 * Math.sin(i / (4 + number)) + 0.15 * Math.sin(i * number);
  });
}

function reading(now: Expression | Doubt): Reading {
  const dominant = isDoubt(now) ? "neutral" : now;
  return {
    source: "1:tile",
    faceId: 1,
    timeMs: STARTED_MS,
    box: { x: 0, y: 0, width: 80, height: 80 },
    probabilities: EXPRESSIONS.map((expression) => (expression === dominant ? 0.86 : 0.02)),
    dominant,
    doubt: isDoubt(now) ? now : null,
    valence: 0.2,
    arousal: 0.1,
    quality: 0.8,
  };
}

function isExpression(now: string): now is Expression {
  return EXPRESSIONS.some((expression) => expression === now);
}

function isDoubt(now: string): now is Doubt {
  return ["small", "dark", "turned", "cut", "ambiguous"].includes(now);
}
