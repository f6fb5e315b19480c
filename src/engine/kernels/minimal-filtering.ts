// Winograd's minimal filtering of 3×3 convolutions: F(2×2, 3×3) makes four pixels from sixteen products instead of 36, F(4×4, 3×3)
// sixteen from 36 instead of 144 (Lavin & Gray 2016, "Fast Algorithms for Convolutional Neural Networks", whose matrices these are).
//
// A tile of 4×4 or 6×6 values is multiplied by a matrix from both sides: down its columns first, then along its rows. Each function
// here does one of the two for four channels at once. Pointers and distances are in bytes: `along` a line from one value to the next,
// `next` from one line to the next. What is written lies in the same way, by `toAlong` and `toNext`.

/** Tiles whose values of a channel lie side by side: see `split`. */
export const ROWS: usize = 3;

/** Bᵀ: as many numbers as the tile has values. */
export function mix(
  size: i32,
  from: usize,
  along: usize,
  next: usize,
  to: usize,
  toAlong: usize,
  toNext: usize,
  apart: bool,
): void {
  for (let line = 0; line < size; line++) {
    const a = v128.load(from);
    const b = v128.load(from + along);
    const c = v128.load(from + 2 * along);
    const d = v128.load(from + 3 * along);
    if (size === 4) {
      put(to, f32x4.sub(a, c), apart);
      put(to + toAlong, f32x4.add(b, c), apart);
      put(to + 2 * toAlong, f32x4.sub(c, b), apart);
      put(to + 3 * toAlong, f32x4.sub(b, d), apart);
    } else {
      const e = v128.load(from + 4 * along);
      const f = v128.load(from + 5 * along);
      const outer = f32x4.sub(e, c);
      const inner = f32x4.sub(d, b);
      const twice = f32x4.add(inner, inner);
      put(to, f32x4.add(times(f32x4.sub(a, c), 4), outer), apart);
      put(to + toAlong, f32x4.sub(f32x4.add(d, e), times(f32x4.add(b, c), 4)), apart);
      put(to + 2 * toAlong, f32x4.add(f32x4.sub(e, d), times(f32x4.sub(b, c), 4)), apart);
      put(to + 3 * toAlong, f32x4.add(outer, twice), apart);
      put(to + 4 * toAlong, f32x4.sub(outer, twice), apart);
      put(to + 5 * toAlong, f32x4.sub(f32x4.sub(f, d), times(inner, 4)), apart);
    }
    from += next;
    to += toNext;
  }
}

/** Aᵀ: two values fewer than the tile has numbers. */
export function combine(
  size: i32,
  lines: i32,
  from: usize,
  along: usize,
  next: usize,
  to: usize,
  toAlong: usize,
  toNext: usize,
): void {
  for (let line = 0; line < lines; line++) {
    const a = v128.load(from);
    const b = v128.load(from + along);
    const c = v128.load(from + 2 * along);
    const d = v128.load(from + 3 * along);
    const sum = f32x4.add(b, c);
    const difference = f32x4.sub(b, c);
    if (size === 4) {
      v128.store(to, f32x4.add(a, sum));
      v128.store(to + toAlong, f32x4.sub(difference, d));
    } else {
      const e = v128.load(from + 4 * along);
      const f = v128.load(from + 5 * along);
      const farSum = f32x4.add(d, e);
      const farDifference = f32x4.sub(d, e);
      v128.store(to, f32x4.add(f32x4.add(a, sum), farSum));
      v128.store(to + toAlong, f32x4.add(difference, f32x4.add(farDifference, farDifference)));
      v128.store(to + 2 * toAlong, f32x4.add(sum, times(farSum, 4)));
      v128.store(to + 3 * toAlong, f32x4.add(f32x4.add(difference, f), times(farDifference, 8)));
    }
    from += next;
    to += toNext;
  }
}

/** G: a kernel's three weights become as many as the tile has numbers. */
export function widen(
  size: i32,
  lines: i32,
  from: usize,
  along: usize,
  next: usize,
  to: usize,
  toAlong: usize,
  toNext: usize,
): void {
  for (let line = 0; line < lines; line++) {
    const a = v128.load(from);
    const b = v128.load(from + along);
    const c = v128.load(from + 2 * along);
    const sum = f32x4.add(a, c);
    if (size === 4) {
      v128.store(to, a);
      v128.store(to + toAlong, times(f32x4.add(sum, b), 1 / 2));
      v128.store(to + 2 * toAlong, times(f32x4.sub(sum, b), 1 / 2));
      v128.store(to + 3 * toAlong, c);
    } else {
      const far = f32x4.add(times(a, 1 / 24), times(c, 1 / 6));
      const middle = times(b, 1 / 12);
      v128.store(to, times(a, 1 / 4));
      v128.store(to + toAlong, times(f32x4.add(sum, b), -1 / 6));
      v128.store(to + 2 * toAlong, times(f32x4.sub(sum, b), -1 / 6));
      v128.store(to + 3 * toAlong, f32x4.add(far, middle));
      v128.store(to + 4 * toAlong, f32x4.sub(far, middle));
      v128.store(to + 5 * toAlong, c);
    }
    from += next;
    to += toNext;
  }
}

function times(values: v128, factor: f32): v128 {
  return f32x4.mul(values, f32x4.splat(factor));
}

/** Writes four channels' values; apart: with other tiles' between them. */
function put(to: usize, values: v128, apart: bool): void {
  if (!apart) {
    v128.store(to, values);
    return;
  }
  v128.store_lane<f32>(to, values, 0);
  v128.store_lane<f32>(to, values, 1, ROWS * 4);
  v128.store_lane<f32>(to, values, 2, ROWS * 8);
  v128.store_lane<f32>(to, values, 3, ROWS * 12);
}
