// From colours to grey in AssemblyScript, compiled to WebAssembly with SIMD when the library is built. Pointers are in bytes.

/** Red's, green's and blue's share of the luma in 1/32768: ITU-R BT.601, 0.299, 0.587 and 0.114. */
const RED: i16 = 9798;
const GREEN: i16 = 19235;
const BLUE: i16 = 3735;
/** By how much luma of ITU-R BT.601 and BT.709, 219 levels, grows to be 255, in 1/32768: 36/219. */
const STRETCH: i16 = 5387;

/**
 * The luma of pixels given as red, green, blue and alpha, upon black.
 * @param count of pixels. There is room for up to seven more at the end of both.
 * @param blueFirst given as blue, green, red and alpha.
 * @param opaque whatever the alpha is.
 */
export function grey(colours: usize, luma: usize, count: i32, blueFirst: bool, opaque: bool): void {
  const outer = i32x4.splat(blueFirst ? ((<i32>RED) << 16) | BLUE : ((<i32>BLUE) << 16) | RED);
  const leastAlpha = i32x4.splat(opaque ? 0xff000000 : 0);
  for (const end = luma + <usize>count; luma < end; luma += 8) {
    const one = v128.or(v128.load(colours), leastAlpha);
    const two = v128.or(v128.load(colours, 16), leastAlpha);
    const levels = i16x8.narrow_i32x4_u(lumaOf(one, outer), lumaOf(two, outer));
    const alpha = i16x8.narrow_i32x4_u(i32x4.shr_u(one, 24), i32x4.shr_u(two, 24));
    // From 0 … 255 to 0 … 256, so that what is opaque stays as it is.
    const upTo256 = i16x8.add(alpha, i16x8.shr_u(alpha, 7));
    const shown = i16x8.shr_u(i16x8.mul(levels, upTo256), 8);
    v128.store64_lane(luma, i8x16.narrow_i16x8_u(shown, shown), 0);
    colours += 32;
  }
}

/** Of four pixels. @param outer the shares of the first and third of their bytes. */
function lumaOf(four: v128, outer: v128): v128 {
  const firstAndThird = v128.and(four, i16x8.splat(0xff));
  const secondAndFourth = i16x8.shr_u(four, 8);
  const sum = i32x4.add(
    i32x4.dot_i16x8_s(firstAndThird, outer),
    i32x4.dot_i16x8_s(secondAndFourth, i32x4.splat(GREEN)),
  );
  return i32x4.shr_u(i32x4.add(sum, i32x4.splat(1 << 14)), 15);
}

/**
 * From luma of 16 … 235, black to white, to 0 … 255 where it lies.
 * @param count of pixels. There is room for up to 15 more at the end.
 */
export function stretch(luma: usize, count: i32): void {
  for (const end = luma + <usize>count; luma < end; luma += 16) {
    const levels = i8x16.sub_sat_u(v128.load(luma), i8x16.splat(16));
    const low = stretched(i16x8.extend_low_i8x16_u(levels));
    const high = stretched(i16x8.extend_high_i8x16_u(levels));
    v128.store(luma, i8x16.narrow_i16x8_u(low, high));
  }
}

/** 255/219 of it. */
function stretched(levels: v128): v128 {
  return i16x8.add(levels, i16x8.q15mulr_sat_s(levels, i16x8.splat(STRETCH)));
}

/**
 * Makes a picture half as wide and high where it lies, each pixel the mean of four; an odd last row or column is left out.
 * @param width of the picture in pixels, at least 16; likewise `height`.
 */
export function halve(pixels: usize, width: i32, height: i32): void {
  const halfWidth = <usize>(width >> 1);
  const two = i16x8.splat(2);
  for (let y = 0; y < height >> 1; y++) {
    let above = pixels + <usize>(2 * y * width);
    let to = pixels + <usize>y * halfWidth;
    // The last vector may reach into the next row of the result, which is written after.
    for (const end = to + halfWidth; to < end; to += 8) {
      const sum = i16x8.add(
        i16x8.extadd_pairwise_i8x16_u(v128.load(above)),
        i16x8.extadd_pairwise_i8x16_u(v128.load(above + <usize>width)),
      );
      const means = i16x8.shr_u(i16x8.add(sum, two), 2);
      v128.store64_lane(to, i8x16.narrow_i16x8_u(means, means), 0);
      above += 16;
    }
  }
}
