/** Disjoint sets over 0…n−1, by size, with path halving. */
export class UnionFind {
  readonly #parent: Int32Array;
  readonly #size: Int32Array;

  constructor(n: number) {
    this.#parent = Int32Array.from({ length: n }, (_, i) => i);
    this.#size = new Int32Array(n).fill(1);
  }

  get length(): number {
    return this.#parent.length;
  }

  find(x: number): number {
    let at = x;
    for (;;) {
      const parent = this.#parent[at] ?? at;
      if (parent === at) return at;
      const grand = this.#parent[parent] ?? parent;
      this.#parent[at] = grand;
      at = grand;
    }
  }

  /** False where both were in one set already. */
  union(x: number, y: number): boolean {
    let a = this.find(x);
    let b = this.find(y);
    if (a === b) return false;
    if ((this.#size[a] ?? 0) < (this.#size[b] ?? 0)) [a, b] = [b, a];
    this.#parent[b] = a;
    this.#size[a] = (this.#size[a] ?? 0) + (this.#size[b] ?? 0);
    return true;
  }

  sizeOf(x: number): number {
    return this.#size[this.find(x)] ?? 0;
  }
}
