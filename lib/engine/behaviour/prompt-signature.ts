import { seededRng } from "@/lib/core/rng";

/** Hashes of one signature: its estimate of a Jaccard share has a standard error of at most 1/(2·√128) = 0.044. */
export const SIGNATURE_HASHES = 128;
export const SIGNATURE_BANDS = 32;
/** Hashes of one band: two prompts that share half of their shingles agree in a band 87 times of 100, at 0.7 always. */
const BAND_HASHES = SIGNATURE_HASHES / SIGNATURE_BANDS;
const SHINGLE_WORDS = 5;

/** MinHash of a prompt: the least of 128 hashes over its shingles, unsigned. */
export type PromptSignature = Uint32Array;

function finish(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function wordHash(word: string, seed: number): number {
  let h = seed;
  for (let at = 0; at < word.length; at += 1) h = Math.imul(h ^ word.charCodeAt(at), 0x01000193);
  return finish(h);
}

/**
 * Makes MinHash signatures of 5-word shingles (Broder, "On the resemblance and containment of
 * documents", 1997). Its hashes come from `key`: the same key gives comparable signatures, and
 * without it nobody can try out what a signature was made of.
 */
export class PromptHasher {
  private readonly seeds: Uint32Array;
  private readonly wordSeed: number;

  constructor(key: string) {
    const rng = seededRng(`prompt signature/${key}`);
    const draw = (): number => Math.floor(rng.next() * 4_294_967_296) >>> 0;
    this.wordSeed = draw();
    this.seeds = Uint32Array.from({ length: SIGNATURE_HASHES }, draw);
  }

  /** Shingles of the words as 32-bit hashes, in their order; one of all words where they are fewer than five. */
  shingles(words: readonly string[]): Uint32Array {
    const hashes = words.map((word) => wordHash(word, this.wordSeed));
    const size = Math.min(SHINGLE_WORDS, words.length);
    const shingles = new Uint32Array(Math.max(0, hashes.length - size + 1));
    for (let from = 0; from < shingles.length; from += 1) {
      let h = this.wordSeed;
      for (let at = from; at < from + size; at += 1)
        h = Math.imul(((h << 5) | (h >>> 27)) ^ (hashes[at] ?? 0), 0x9e3779b1);
      shingles[from] = finish(h);
    }
    return shingles;
  }

  /** The signature of a set of shingles: their order and number of times do not matter. Throws RangeError for none. */
  signature(shingles: Uint32Array): PromptSignature {
    if (shingles.length === 0) throw new RangeError("a signature needs at least one shingle");
    const signature = new Uint32Array(SIGNATURE_HASHES).fill(0xffffffff);
    const { seeds } = this;
    for (let at = 0; at < SIGNATURE_HASHES; at += 1) {
      const seed = seeds[at] ?? 0;
      let least = 0xffffffff;
      for (let from = 0; from < shingles.length; from += 1) {
        const hash = finish((shingles[from] ?? 0) ^ seed);
        if (hash < least) least = hash;
      }
      signature[at] = least;
    }
    return signature;
  }
}

/** Share of hashes that agree: estimates the Jaccard share of the shingles, 0 to 1. */
export function estimatedJaccard(a: PromptSignature, b: PromptSignature): number {
  let same = 0;
  for (let at = 0; at < SIGNATURE_HASHES; at += 1) if (a[at] === b[at]) same += 1;
  return same / SIGNATURE_HASHES;
}

/** 32-bit hash of one band of a signature. */
export function bandHash(signature: PromptSignature, band: number): number {
  let h = band + 1;
  for (let at = band * BAND_HASHES; at < (band + 1) * BAND_HASHES; at += 1)
    h = Math.imul(((h << 7) | (h >>> 25)) ^ (signature[at] ?? 0), 0x9e3779b1);
  return finish(h);
}

/** 64 bits of a signature as 16 hex digits. */
export function signatureDigest(signature: PromptSignature): string {
  let high = 0x243f6a88;
  let low = 0x85a308d3;
  for (const value of signature) {
    high = finish(Math.imul(high ^ value, 0x9e3779b1));
    low = finish((low + Math.imul(value, 0x85ebca77)) >>> 0);
  }
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}
