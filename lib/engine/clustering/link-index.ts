import type { LinkGraph } from "./link-graph";

/** Confirmed links by what they touch: lists of link positions, one after another. */
export class LinkIndex {
  readonly #start: Int32Array;
  readonly #links: Int32Array;

  /** `keysOf` calls `each` with every key (0…keys − 1) of a link. */
  constructor(graph: LinkGraph, keys: number, keysOf: (link: number, each: (key: number) => void) => void) {
    const start = new Int32Array(keys + 1);
    for (let l = 0; l < graph.a.length; l++) {
      if (graph.confirmed[l] === 1) keysOf(l, (key) => (start[key + 1] = (start[key + 1] ?? 0) + 1));
    }
    for (let key = 1; key <= keys; key++) start[key] = (start[key] ?? 0) + (start[key - 1] ?? 0);
    const next = start.slice();
    const links = new Int32Array(start[keys] ?? 0);
    for (let l = 0; l < graph.a.length; l++) {
      if (graph.confirmed[l] !== 1) continue;
      keysOf(l, (key) => {
        const place = next[key] ?? 0;
        links[place] = l;
        next[key] = place + 1;
      });
    }
    this.#start = start;
    this.#links = links;
  }

  /** Links of a key, in falling order of bits. */
  of(key: number): Int32Array {
    return this.#links.subarray(this.#start[key] ?? 0, this.#start[key + 1] ?? 0);
  }
}

/** By identifier: a link with two rows of one identifier stands twice. */
export function linksByIdentifier(graph: LinkGraph): LinkIndex {
  return new LinkIndex(graph, graph.identifiers.length, (l, each) => {
    for (let row = graph.rowStart[l] ?? 0; row < (graph.rowStart[l + 1] ?? 0); row++)
      each(graph.rowIdentifier[row] ?? 0);
  });
}

export function linksByAccount(graph: LinkGraph): LinkIndex {
  return new LinkIndex(graph, graph.accounts.length, (l, each) => {
    each(graph.a[l] ?? 0);
    each(graph.b[l] ?? 0);
  });
}
