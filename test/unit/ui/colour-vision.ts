/** Red, green and blue in linear light, 0 … 1. */
export type LinearRgb = readonly [number, number, number];

type Matrix = readonly [LinearRgb, LinearRgb, LinearRgb];

/**
 * How colours look to dichromats: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
 * Color Vision Deficiency" (2009), at full severity, for linear light.
 */
export const COLOUR_VISIONS: Readonly<Record<string, Matrix>> = {
  "most eyes": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** "#1b5e57" in linear light. */
export function linearRgb(hex: string): LinearRgb {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Contrast ratio by WCAG 2, 1 … 21. */
export function contrast(a: LinearRgb, b: LinearRgb): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** The colour as the eyes with this matrix see it. */
export function seenThrough([red, green, blue]: Matrix, colour: LinearRgb): LinearRgb {
  const channel = (row: LinearRgb) => Math.min(1, Math.max(0, dot(row, colour)));
  return [channel(red), channel(green), channel(blue)];
}

/** Distance in OKLab: about 0.02 is just noticeable, black to white is 1. */
export function distance(a: LinearRgb, b: LinearRgb): number {
  const [labA, labB] = [okLab(a), okLab(b)];
  return Math.hypot(labA[0] - labB[0], labA[1] - labB[1], labA[2] - labB[2]);
}

function luminance(colour: LinearRgb): number {
  return dot([0.2126, 0.7152, 0.0722], colour);
}

/** Björn Ottosson, "A perceptual color space for image processing" (2020). */
function okLab(colour: LinearRgb): LinearRgb {
  const long = Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], colour));
  const medium = Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], colour));
  const short = Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], colour));
  const cones: LinearRgb = [long, medium, short];
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], cones),
    dot([1.9779984951, -2.428592205, 0.4505937099], cones),
    dot([0.0259040371, 0.7827717662, -0.808675766], cones),
  ];
}

function dot(a: LinearRgb, b: LinearRgb): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
