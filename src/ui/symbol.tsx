import type { Expression } from "../engine/expression.ts";
import type { Reading } from "../engine/reading.ts";
import type { Shares } from "../session/call-view.ts";
import { EXPRESSION_COLOURS } from "./expression-colours.ts";
import { isMostlyNotSure, leadingShares } from "./shares-words.ts";
import { ACTION_SYMBOLS, EXPRESSION_SYMBOLS, STATE_SYMBOLS, SYMBOL_SIZE, SYMBOL_STROKE } from "./symbols.ts";

interface ExpressionSymbolProps {
  readonly expression: Expression;
  /** "disc": the face on a disc of its colour. "line": the face alone, in the colour of the text around it. */
  readonly look: "disc" | "line";
}

/** An expression's face. Decoration to a screen reader: a word always stands by. */
export function ExpressionSymbol({ expression, look }: ExpressionSymbolProps) {
  return (
    <Drawing
      path={EXPRESSION_SYMBOLS[expression]}
      look={look}
      colour={look === "disc" ? EXPRESSION_COLOURS[expression] : undefined}
    />
  );
}

/** The sign of a state without an expression, in an empty ring. */
export function StateSymbol({ state }: { readonly state: keyof typeof STATE_SYMBOLS }) {
  return <Drawing path={STATE_SYMBOLS[state]} look="ring" />;
}

/** What a face shows, or the sign of a reading that is not sure. */
export function ReadingSymbol({ reading: { dominant, doubt } }: { readonly reading: Reading }) {
  return doubt === null ? <ExpressionSymbol expression={dominant} look="disc" /> : <StateSymbol state="notSure" />;
}

/** What faces showed most over a time, or the sign that it was not sure, or that there was no face. */
export function SharesSymbol({ shares }: { readonly shares: Shares | null }) {
  if (shares === null) return <StateSymbol state="noFace" />;
  const [leading] = leadingShares(shares, 1);
  if (!leading || isMostlyNotSure(shares)) return <StateSymbol state="notSure" />;
  return <ExpressionSymbol expression={leading.expression} look="disc" />;
}

/** What a button does, in the colour of the text around it. The button's name says it in words. */
export function ActionSymbol({ action }: { readonly action: keyof typeof ACTION_SYMBOLS }) {
  return <Drawing path={ACTION_SYMBOLS[action]} look="line" />;
}

interface DrawingProps {
  readonly path: string;
  readonly look: "disc" | "ring" | "line";
  readonly colour?: string | undefined;
}

function Drawing({ path, look, colour }: DrawingProps) {
  const centre = SYMBOL_SIZE / 2;
  // On a disc the face leaves a margin, so that its features stay clear of the edge; alone it fills its square.
  const side = look === "line" ? SYMBOL_SIZE * 0.75 : SYMBOL_SIZE * 1.16;
  const corner = centre - side / 2;
  return (
    <svg class={`symbol symbol-${look}`} viewBox={`${corner} ${corner} ${side} ${side}`} aria-hidden="true">
      {look !== "line" && <circle cx={centre} cy={centre} r={side / 2 - 0.6} style={colour ? { fill: colour } : {}} />}
      <path d={path} stroke-width={SYMBOL_STROKE} />
    </svg>
  );
}
