import { UnionFind } from "@/lib/core/union-find";
import { groupsAt } from "@/lib/domain/recut";
import type { LinkGraph } from "./link-graph";

/** Links that hold accounts together, as columns, strongest first. */
export interface HoldingLinks {
  /** Positions in the graph. */
  links: Int32Array;
  a: Int32Array;
  b: Int32Array;
  /** Infinite where an analyst decided: such a link holds at every threshold. */
  bits: Float64Array;
}

/**
 * The maximum spanning forest over the confirmed links of a graph; those an analyst decided on come first.
 */
export function confirmedForest(graph: LinkGraph): HoldingLinks {
  const sets = new UnionFind(graph.accounts.length);
  const links: number[] = [];
  for (const decided of [true, false]) {
    for (let l = 0; l < graph.a.length; l++) {
      if (graph.confirmed[l] !== 1 || (graph.decided[l] === 1) !== decided) continue;
      if (sets.union(graph.a[l] ?? 0, graph.b[l] ?? 0)) links.push(l);
    }
  }
  return {
    links: Int32Array.from(links),
    a: Int32Array.from(links, (l) => graph.a[l] ?? 0),
    b: Int32Array.from(links, (l) => graph.b[l] ?? 0),
    bits: Float64Array.from(links, (l) =>
      graph.decided[l] === 1 ? Number.POSITIVE_INFINITY : (graph.bits[l] ?? 0),
    ),
  };
}

/**
 * Groups of accounts (positions in `graph.accounts`) that confirmed links of at least
 * `thresholdBits` and links an analyst decided on hold together, from the spanning forest alone:
 * cutting a maximum spanning tree gives the single-linkage clusters at that level (Gower and Ross 1969).
 */
export function recut(graph: LinkGraph, thresholdBits: number): number[][] {
  return groupsAt(graph.accounts.length, confirmedForest(graph), thresholdBits);
}
