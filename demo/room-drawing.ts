/** The colours of a participant and the room behind. */
export interface Look {
  readonly wall: string;
  readonly wallShade: string;
  readonly furniture: string;
  readonly accent: string;
  readonly skin: string;
  readonly neck: string;
  readonly hair: string;
  /** Below the eyes, in shares of the face's size. */
  readonly hairLength: number;
  readonly clothes: string;
}

/** One for each variant of the composite faces. */
export const LOOKS: readonly Look[] = [
  {
    wall: "#d9cfbf",
    wallShade: "#b9ab96",
    furniture: "#7d5f45",
    accent: "#4f7d62",
    skin: "#b08a74",
    neck: "#98765f",
    hair: "#3b2a20",
    hairLength: 0.46,
    clothes: "#2f5d62",
  },
  {
    wall: "#b9c6cf",
    wallShade: "#93a5b1",
    furniture: "#4c5b66",
    accent: "#c7803f",
    skin: "#a98873",
    neck: "#8b6e5b",
    hair: "#26211e",
    hairLength: 0.1,
    clothes: "#8a3f3c",
  },
  {
    wall: "#c9d3c2",
    wallShade: "#a5b39c",
    furniture: "#8a6d4b",
    accent: "#b5543c",
    skin: "#b59380",
    neck: "#9d7b67",
    hair: "#6b4527",
    hairLength: 0.3,
    clothes: "#4a4e78",
  },
  {
    wall: "#d3c4c4",
    wallShade: "#b39f9f",
    furniture: "#5a4a52",
    accent: "#3f7a8a",
    skin: "#98796a",
    neck: "#7c5f50",
    hair: "#1d1a1b",
    hairLength: 0.14,
    clothes: "#5d6b39",
  },
];

/** A plain room, slightly out of focus: wall, window or shelf, plant. Nothing in it looks like a face. */
export function drawRoom(look: Look, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("There is nothing to draw the demo's rooms with.");
  const wall = context.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, look.wall);
  wall.addColorStop(1, look.wallShade);
  context.fillStyle = wall;
  context.fillRect(0, 0, width, height);
  context.filter = "blur(3px)";
  drawShelf(context, look, width * 0.06, height * 0.2, width * 0.24);
  drawPlant(context, look, width * 0.86, height * 0.95, height * 0.5);
  return canvas;
}

function drawShelf(context: OffscreenCanvasRenderingContext2D, look: Look, x: number, y: number, width: number): void {
  const bookWidths = [0.1, 0.07, 0.12, 0.08, 0.1, 0.06, 0.11];
  for (const row of [0, 1]) {
    const bottom = y + row * 86 + 60;
    context.fillStyle = look.furniture;
    context.fillRect(x, bottom, width, 7);
    let left = x + width * (0.04 + 0.2 * row);
    for (const [index, share] of bookWidths.slice(row * 2).entries()) {
      context.fillStyle = index % 3 === 1 ? look.accent : index % 3 === 2 ? look.wall : look.clothes;
      context.globalAlpha = 0.75;
      const bookHeight = 42 + ((index * 7 + row * 5) % 14);
      context.fillRect(left, bottom - bookHeight, width * share, bookHeight);
      left += width * share + 2;
    }
    context.globalAlpha = 1;
  }
}

function drawPlant(context: OffscreenCanvasRenderingContext2D, look: Look, x: number, y: number, height: number): void {
  context.fillStyle = look.furniture;
  context.fillRect(x - 26, y - height * 0.3, 52, height * 0.36);
  context.fillStyle = look.accent;
  for (const lean of [-0.9, -0.5, -0.15, 0.2, 0.55, 0.95]) {
    context.save();
    context.translate(x, y - height * 0.28);
    context.rotate(lean);
    context.beginPath();
    context.ellipse(0, -height * 0.32, height * 0.07, height * 0.33, 0, 0, 2 * Math.PI);
    context.fill();
    context.restore();
  }
}
