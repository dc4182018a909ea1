import type { LinkGraph } from "./link-graph";

/** Which accounts stand on either side of each link of a forest. */
export class ForestSides {
  readonly #order: Int32Array;
  /** Accounts in the order they were reached: those below one another stand side by side. */
  readonly #reached: Int32Array;
  /** Accounts below each, itself included. */
  readonly #below: Int32Array;
  /** Account on the far side of a forest link, seen from the root. */
  readonly #childOf = new Map<number, number>();
  readonly #rootOf: Int32Array;

  constructor(graph: LinkGraph, forest: Int32Array) {
    const accounts = graph.accounts.length;
    const incident = new Map<number, number[]>();
    for (const l of forest) {
      for (const account of [graph.a[l] ?? 0, graph.b[l] ?? 0]) {
        const list = incident.get(account);
        if (list === undefined) incident.set(account, [l]);
        else list.push(l);
      }
    }
    this.#order = new Int32Array(accounts).fill(-1);
    this.#reached = new Int32Array(accounts);
    this.#below = new Int32Array(accounts).fill(1);
    this.#rootOf = new Int32Array(accounts);
    const parent = new Int32Array(accounts).fill(-1);
    let step = 0;
    for (let root = 0; root < accounts; root++) {
      if (this.#order[root] !== -1) continue;
      const stack = [root];
      for (let account = stack.pop(); account !== undefined; account = stack.pop()) {
        this.#order[account] = step;
        this.#reached[step++] = account;
        this.#rootOf[account] = root;
        for (const l of incident.get(account) ?? []) {
          const other = graph.a[l] === account ? (graph.b[l] ?? 0) : (graph.a[l] ?? 0);
          if (other === parent[account]) continue;
          parent[other] = account;
          this.#childOf.set(l, other);
          stack.push(other);
        }
      }
    }
    for (let i = accounts - 1; i >= 0; i--) {
      const account = this.#reached[i] ?? 0;
      const above = parent[account] ?? -1;
      if (above !== -1) this.#below[above] = (this.#below[above] ?? 0) + (this.#below[account] ?? 0);
    }
  }

  #slices(link: number): { from: number; to: number; rootFrom: number; rootTo: number } {
    const child = this.#childOf.get(link) ?? 0;
    const root = this.#rootOf[child] ?? 0;
    const from = this.#order[child] ?? 0;
    const rootFrom = this.#order[root] ?? 0;
    return {
      from,
      to: from + (this.#below[child] ?? 0),
      rootFrom,
      rootTo: rootFrom + (this.#below[root] ?? 0),
    };
  }

  /** How many accounts are on the side of a forest link that has fewer. */
  smallerSize(link: number): number {
    const { from, to, rootFrom, rootTo } = this.#slices(link);
    return Math.min(to - from, rootTo - rootFrom - (to - from));
  }

  /** The accounts of that side. */
  smallerSide(link: number): Int32Array {
    const { from, to, rootFrom, rootTo } = this.#slices(link);
    if ((to - from) * 2 <= rootTo - rootFrom) return this.#reached.subarray(from, to);
    const other = new Int32Array(rootTo - rootFrom - (to - from));
    other.set(this.#reached.subarray(rootFrom, from));
    other.set(this.#reached.subarray(to, rootTo), from - rootFrom);
    return other;
  }
}
