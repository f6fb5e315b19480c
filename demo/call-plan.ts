import type { Expression } from "../src/engine/expression.ts";

/** What one participant of the demo call does, in seconds since the call began. */
export interface ParticipantPlan {
  readonly name: string;
  /** The address of a video that is the camera; without one, an animated composite face is. */
  readonly file?: string;
  /** Which of the composite faces, 0, 1, …; there are a few variants of each expression. */
  readonly face?: number;
  /** What the composite face shows, over and over. */
  readonly steps?: readonly Step[];
  readonly joinsAtS?: number;
  /** From when to when the camera is switched off. */
  readonly cameraOffS?: readonly [from: number, to: number];
}

/** An expression and for how long it is shown. */
export interface Step {
  readonly expression: Expression;
  readonly seconds: number;
}

const DEFAULT_PLANS: readonly ParticipantPlan[] = [
  {
    name: "Ada",
    face: 0,
    steps: [
      { expression: "neutral", seconds: 7 },
      { expression: "happiness", seconds: 9 },
      { expression: "neutral", seconds: 5 },
      { expression: "surprise", seconds: 4 },
      { expression: "happiness", seconds: 6 },
    ],
  },
  {
    name: "Ben",
    face: 1,
    steps: [
      { expression: "neutral", seconds: 10 },
      { expression: "sadness", seconds: 8 },
      { expression: "neutral", seconds: 6 },
      { expression: "happiness", seconds: 5 },
    ],
    cameraOffS: [24, 32],
  },
  {
    name: "Chiara",
    face: 2,
    steps: [
      { expression: "happiness", seconds: 8 },
      { expression: "neutral", seconds: 6 },
      { expression: "surprise", seconds: 4 },
      { expression: "anger", seconds: 6 },
    ],
  },
  {
    name: "Deniz",
    face: 3,
    steps: [
      { expression: "neutral", seconds: 6 },
      { expression: "anger", seconds: 5 },
      { expression: "neutral", seconds: 5 },
      { expression: "fear", seconds: 4 },
      { expression: "disgust", seconds: 4 },
    ],
    joinsAtS: 8,
  },
];

/** The call that an address asks for: `?config={"participants":[…]}`, or else the default one of four. */
export function readPlans(search: string): readonly ParticipantPlan[] {
  const config = new URLSearchParams(search).get("config");
  if (!config) return DEFAULT_PLANS;
  return (JSON.parse(config) as { participants: readonly ParticipantPlan[] }).participants;
}
