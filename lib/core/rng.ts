/** A source of uniform numbers in [0, 1). Everything random in pure code takes one. */
export interface Rng {
  next(): number;
}

/** 32-bit mix of a string, for seeds (xmur3 by bryc, public domain). */
function mixString(text: string): () => number {
  let h = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    h ^= h >>> 16;
    return h >>> 0;
  };
}

/**
 * sfc32 (PractRand), seeded from any string or number: the same seed gives the same
 * sequence on every platform. Independent streams: `seededRng(`${seed}/accounts`)`.
 */
export function seededRng(seed: string | number): Rng {
  const mix = mixString(String(seed));
  let a = mix();
  let b = mix();
  let c = mix();
  let d = 1;
  const step = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) step();
  return { next: step };
}

/** Integer in [0, bound). */
export function randomInt(rng: Rng, bound: number): number {
  return Math.floor(rng.next() * bound);
}

/** One element of a non-empty list. Throws RangeError on an empty one. */
export function pick<T>(rng: Rng, items: readonly T[]): T {
  const item = items[randomInt(rng, items.length)];
  if (item === undefined) throw new RangeError("pick: empty list");
  return item;
}
