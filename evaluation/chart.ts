/** The charts' colours: the product's light theme, on a ground of their own so that they can be read on any page. */
export const COLOURS = {
  paper: "#fbfaf7",
  ink: "#1f1c19",
  soft: "#645e56",
  hairline: "#e3ded5",
  accent: "#1b5e57",
  warning: "#b4532a",
} as const;

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

/**
 * An SVG file. Lengths in its user units.
 * @param title read by screen readers, as is the description.
 */
export function svgFile(
  size: { width: number; height: number },
  title: string,
  description: string,
  body: string,
): string {
  const { width, height } = size;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description" font-family="${FONT}" font-size="13" fill="${COLOURS.ink}">
<title id="title">${escaped(title)}</title>
<desc id="description">${escaped(description)}</desc>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="12" fill="${COLOURS.paper}" stroke="${COLOURS.hairline}"/>
${body}
</svg>
`;
}

export interface TextStyle {
  readonly anchor?: "start" | "middle" | "end";
  readonly size?: number;
  readonly weight?: number;
  readonly fill?: string;
  /** In degrees about the text's own place, clockwise. */
  readonly turn?: number;
}

export function text(x: number, y: number, words: string, style: TextStyle = {}): string {
  const { anchor = "start", size, weight, fill, turn } = style;
  const attributes = [
    `x="${place(x)}" y="${place(y)}"`,
    anchor === "start" ? "" : `text-anchor="${anchor}"`,
    size ? `font-size="${size}"` : "",
    weight ? `font-weight="${weight}"` : "",
    fill ? `fill="${fill}"` : "",
    turn ? `transform="rotate(${turn} ${place(x)} ${place(y)})"` : "",
  ];
  return `<text ${attributes.filter(Boolean).join(" ")}>${escaped(words)}</text>`;
}

export function rect(x: number, y: number, width: number, height: number, attributes: string): string {
  return `<rect x="${place(x)}" y="${place(y)}" width="${place(width)}" height="${place(height)}" ${attributes}/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, attributes: string): string {
  return `<line x1="${place(x1)}" y1="${place(y1)}" x2="${place(x2)}" y2="${place(y2)}" ${attributes}/>`;
}

/** As short as a hundredth of a unit allows, so that files are small and comparable. */
function place(value: number): number {
  return Number(value.toFixed(2));
}

function escaped(words: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return words.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
