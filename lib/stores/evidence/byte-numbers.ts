const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const FREE = -1;
/** A record holds a number, a length and this many bytes: two cache lines are touched per look-up. */
const RECORD = 32;
const HEAD = 5;
const BYTES_MAX = RECORD - HEAD;

/**
 * Remembers a number for each run of bytes, exactly, without making strings: what a Map does for
 * strings, in a fraction of its time and memory. Grows as needed; nothing is ever removed.
 */
export class ByteNumbers {
  /** Pairs of hash and record. */
  #slots = new Int32Array(2 * 1024).fill(FREE);
  #mask = 1023;
  #records = Buffer.alloc(RECORD * 512);
  #count = 0;
  /** Runs of bytes too long for a record. */
  readonly #long = new Map<string, number>();

  /** The number kept for bytes[from, to), undefined where there is none. */
  find(bytes: Uint8Array, from: number, to: number): number | undefined {
    if (to - from > BYTES_MAX) return this.#long.get(longKey(bytes, from, to));
    const hash = hashOf(bytes, from, to);
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const record = this.#slots[2 * slot + 1] ?? FREE;
      if (record === FREE) return undefined;
      if (this.#slots[2 * slot] === hash && this.#holds(record * RECORD, bytes, from, to))
        return this.#records.readInt32LE(record * RECORD);
    }
  }

  /** Keeps a number for bytes[from, to), of which `find` knows nothing yet. */
  add(bytes: Uint8Array, from: number, to: number, number: number): void {
    if (to - from > BYTES_MAX) {
      this.#long.set(longKey(bytes, from, to), number);
      return;
    }
    const at = this.#count * RECORD;
    if (at === this.#records.length) this.#records = Buffer.concat([this.#records, Buffer.alloc(at)]);
    this.#records.writeInt32LE(number, at);
    this.#records[at + 4] = to - from;
    this.#records.set(bytes.subarray(from, to), at + HEAD);
    this.#place(hashOf(bytes, from, to), this.#count++);
    if (this.#count * 2 > this.#mask) this.#widen();
  }

  #holds(at: number, bytes: Uint8Array, from: number, to: number): boolean {
    if (this.#records[at + 4] !== to - from) return false;
    for (let i = from, j = at + HEAD; i < to; i++, j++) if (bytes[i] !== this.#records[j]) return false;
    return true;
  }

  #place(hash: number, record: number): void {
    let slot = hash & this.#mask;
    while (this.#slots[2 * slot + 1] !== FREE) slot = (slot + 1) & this.#mask;
    this.#slots[2 * slot] = hash;
    this.#slots[2 * slot + 1] = record;
  }

  #widen(): void {
    const before = this.#slots;
    this.#mask = this.#mask * 2 + 1;
    this.#slots = new Int32Array(2 * (this.#mask + 1)).fill(FREE);
    for (let i = 0; i < before.length; i += 2) {
      const record = before[i + 1] ?? FREE;
      if (record !== FREE) this.#place(before[i] ?? 0, record);
    }
  }
}

function longKey(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("latin1");
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = FNV_OFFSET;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), FNV_PRIME);
  return hash ^ (hash >>> 15);
}
