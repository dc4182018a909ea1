/** Two 32-bit halves of a hash, so that a million accounts collide with a chance of one in 10⁷. */
export interface Hash {
  high: number;
  low: number;
}

/** FNV-1a over UTF-16 code units, twice with different starting points (Fowler, Noll and Vo). */
export function hashOfText(text: string): Hash {
  let high = 0x811c9dc5;
  let low = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x01000193) ^ (high >>> 7);
  }
  return { high: high | 0, low: low | 0 };
}

/** One more number mixed into a 32-bit state (murmur3's finaliser). */
export function mixed(state: number, value: number): number {
  let h = Math.imul(state ^ value, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);

/** A double mixed into a state, every bit of it; all NaN are one. */
export function mixedDouble(state: number, value: number): number {
  double[0] = Number.isNaN(value) ? Number.NaN : value;
  return mixed(mixed(state, words[0] ?? 0), words[1] ?? 0);
}
