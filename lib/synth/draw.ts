import { seededRng } from "@/lib/core/rng";

/** What a draw is about: a number, so that drawing one thing never disturbs another. */
export function aspect(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Bijective finaliser of MurmurHash3 (public domain). */
function mixed(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Random numbers without state: each is a function of the seed, an aspect and up to two
 * indices. So any account can be made again at any moment instead of being remembered.
 */
export class Draw {
  readonly #key: number;

  constructor(seed: number) {
    this.#key = Math.floor(seededRng(`synth/${seed}`).next() * 0x100000000) >>> 0;
  }

  /** An integer in [0, 2³²). */
  bits(about: number, a: number, b = 0): number {
    const first = mixed(this.#key ^ about);
    const second = mixed(Math.imul(first ^ a, 0x9e3779b1) + 0x7f4a7c15);
    return mixed(Math.imul(second ^ b, 0x85ebca77) + first);
  }

  /** A number in [0, 1). */
  unit(about: number, a: number, b = 0): number {
    return this.bits(about, a, b) / 0x100000000;
  }

  /** An integer in [0, bound). */
  below(bound: number, about: number, a: number, b = 0): number {
    return Math.floor(this.unit(about, a, b) * bound);
  }

  /** One element of a non-empty list. Throws RangeError on an empty one. */
  pick<T>(items: readonly T[], about: number, a: number, b = 0): T {
    const item = items[this.below(items.length, about, a, b)];
    if (item === undefined) throw new RangeError("pick: empty list");
    return item;
  }

  /** 8 hex digits, different for each index in [0, 2³²): an id that says nothing about the index. */
  uniqueHex(about: number, index: number): string {
    const key = mixed(this.#key ^ about);
    const scrambled = mixed(mixed(mixed((index ^ key) >>> 0) ^ 0x5bd1e995) ^ key);
    return scrambled.toString(16).padStart(8, "0");
  }

  /** 15 hex digits around a k, practically unique per pair of indices. */
  token(about: number, a: number, b = 0): string {
    const left = this.bits(about, a, b).toString(16).padStart(8, "0");
    // A letter in the middle keeps the digits too few for a card number.
    return (
      left.slice(0, 7) +
      "k" +
      this.bits(about ^ 0x5f356495, a, b)
        .toString(16)
        .padStart(8, "0")
    );
  }
}

/**
 * A shuffle of [0, size) computed one position at a time: a four-round Feistel network on the
 * next even power of two, walked until it lands inside (Black & Rogaway 2002, "cycle walking").
 */
export function shuffled(draw: Draw, about: number, size: number, position: number): number {
  if (size <= 1) return position;
  const halfBits = Math.max(1, Math.ceil(Math.log2(size) / 2));
  const mask = 2 ** halfBits - 1;
  let value = position;
  do {
    let left = Math.floor(value / (mask + 1));
    let right = value & mask;
    for (let round = 0; round < 4; round++) {
      const next = left ^ (draw.bits(about, right, round) & mask);
      left = right;
      right = next;
    }
    value = left * (mask + 1) + right;
  } while (value >= size);
  return value;
}
