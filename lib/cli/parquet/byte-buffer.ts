const encoder = new TextEncoder();

/** Bytes that grow as values are written: little-endian, as Parquet's PLAIN encoding has them. */
export class ByteBuffer {
  #bytes = new Uint8Array(64 * 1024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** What was written; good until the next write. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + size));
    larger.set(this.bytes());
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  int32(value: number): void {
    this.#reserve(4);
    this.#view.setInt32(this.#length, value, true);
    this.#length += 4;
  }

  /** A whole number that is exact as a float, as 64 bits. */
  int64(value: number): void {
    this.#reserve(8);
    this.#view.setUint32(this.#length, value >>> 0, true);
    this.#view.setInt32(this.#length + 4, Math.floor(value / 0x100000000), true);
    this.#length += 8;
  }

  float64(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  /** Text in UTF-8 after its length in bytes. */
  text(value: string): void {
    this.#reserve(4 + value.length * 3);
    const bytes = this.#bytes;
    const from = this.#length + 4;
    let size = value.length;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 127) {
        size = encoder.encodeInto(value, bytes.subarray(from)).written;
        break;
      }
      bytes[from + i] = code;
    }
    this.#view.setUint32(this.#length, size, true);
    this.#length = from + size;
  }

  #varint(value: number): void {
    let rest = value;
    for (; rest > 127; rest >>>= 7) this.byte((rest & 127) | 128);
    this.byte(rest);
  }

  /** One run of the same value (RLE of Parquet's hybrid encoding). */
  run(value: number, count: number, width: number): void {
    this.#varint(count * 2);
    for (let bits = 0; bits < width; bits += 8) this.byte((value >>> bits) & 255);
  }

  /** Values of `width` bits (at most 24) as one bit-packed run of the hybrid encoding, filled up to a multiple of 8. */
  bitPacked(values: Uint32Array | Uint8Array, width: number): void {
    const groups = Math.ceil(values.length / 8);
    this.#varint(groups * 2 + 1);
    this.#reserve(groups * width);
    const end = this.#length + groups * width;
    let held = 0;
    let bits = 0;
    for (let i = 0; i < values.length; i++) {
      held |= (values[i] ?? 0) << bits;
      bits += width;
      while (bits >= 8) {
        this.#bytes[this.#length++] = held & 255;
        held >>>= 8;
        bits -= 8;
      }
    }
    if (bits > 0) this.#bytes[this.#length++] = held;
    this.#bytes.fill(0, this.#length, end);
    this.#length = end;
  }
}
