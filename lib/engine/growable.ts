/** Columns that grow by doubling, so that streaming rows costs no object per row. */
export class GrowableInts {
  #data = new Int32Array(1024);
  #length = 0;

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

  /** A view, valid until the next push. */
  view(): Int32Array {
    return this.#data.subarray(0, this.#length);
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
}
