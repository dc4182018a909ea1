/** Columns that grow by doubling, so that streaming rows costs no object per row. */
export class GrowableInts {
  #data: Int32Array;
  #length = 0;

  constructor(capacity = 1024) {
    this.#data = new Int32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const next = new Int32Array(this.#data.length * 2);
      next.set(this.#data);
      this.#data = next;
    }
    this.#data[this.#length++] = value;
  }

  set(index: number, value: number): void {
    this.#data[index] = value;
  }

  /** Empty again, the memory kept. */
  clear(): void {
    this.#length = 0;
  }

  /** A view, valid until the next push. */
  view(): Int32Array {
    return this.#data.subarray(0, this.#length);
  }

  /** Gives the memory back; the column is empty afterwards. */
  release(): void {
    this.#data = new Int32Array(1);
    this.#length = 0;
  }
}

/** As GrowableInts, of doubles. */
export class GrowableDoubles {
  #data = new Float64Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const next = new Float64Array(this.#data.length * 2);
      next.set(this.#data);
      this.#data = next;
    }
    this.#data[this.#length++] = value;
  }

  set(index: number, value: number): void {
    this.#data[index] = value;
  }

  view(): Float64Array {
    return this.#data.subarray(0, this.#length);
  }

  release(): void {
    this.#data = new Float64Array(1);
    this.#length = 0;
  }
}
