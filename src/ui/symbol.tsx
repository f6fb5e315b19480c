import type { Expression } from "../engine/expression.ts";
import { EXPRESSION_COLOURS } from "./expressions.ts";
import { expressionSymbol, STATE_SYMBOLS, SYMBOL_SIZE, SYMBOL_STROKE } from "./symbols.ts";

interface ExpressionSymbolProps {
  readonly expression: Expression;
  /** "disc": the face on a disc of its colour. "line": the face alone, in the colour of the text around it. */
  readonly look: "disc" | "line";
}

/** An expression's face. Decoration to a screen reader: a word always stands by. */
export function ExpressionSymbol({ expression, look }: ExpressionSymbolProps) {
  return (
    <Drawing
      path={expressionSymbol(expression)}
      look={look}
      colour={look === "disc" ? EXPRESSION_COLOURS[expression] : undefined}
    />
  );
}

/** The sign of a state without an expression, in an empty ring. */
export function StateSymbol({ state }: { readonly state: keyof typeof STATE_SYMBOLS }) {
  return <Drawing path={STATE_SYMBOLS[state]} look="ring" />;
}

interface DrawingProps {
  readonly path: string;
  readonly look: "disc" | "ring" | "line";
  readonly colour?: string | undefined;
}

function Drawing({ path, look, colour }: DrawingProps) {
  const centre = SYMBOL_SIZE / 2;
  // The face fills a bare square but leaves a margin on a disc, so that its features stay clear of the edge.
  const scale = look === "line" ? 1 : 0.86;
  const inset = `translate(${centre} ${centre}) scale(${scale}) translate(${-centre} ${-centre})`;
  return (
    <svg class={`symbol symbol-${look}`} viewBox={`0 0 ${SYMBOL_SIZE} ${SYMBOL_SIZE}`} aria-hidden="true">
      {look !== "line" && <circle cx={centre} cy={centre} r={centre - 0.5} style={colour ? { fill: colour } : {}} />}
      <path d={path} stroke-width={SYMBOL_STROKE} transform={inset} />
    </svg>
  );
}
