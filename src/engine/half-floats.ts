/** The exponents of float16 and float32 count from 15 and 127. */
const EXPONENTS = 2 ** (127 - 15);

/** The numbers that float16s stand for; infinities become large numbers. */
export function fromHalfFloats(halves: Uint16Array): Float32Array {
  const numbers = new Float32Array(halves.length);
  const bits = new Uint32Array(numbers.buffer);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i] ?? 0;
    bits[i] = ((half & 0x8000) << 16) | ((half & 0x7fff) << 13);
    numbers[i] = (numbers[i] ?? 0) * EXPONENTS;
  }
  return numbers;
}
