import { UnionFind } from "@/lib/core/union-find";
import type { LinkGraph } from "./link-graph";
import type { Reclustering } from "./reclustering";
import { LinkScorer } from "./link-bits";

/** One link of a path. */
export interface PathHop {
  /** Position of the link. */
  link: number;
  /** Accounts, as positions, in the direction of the path. */
  from: number;
  to: number;
  /** Bits of the link without what was taken away. */
  bits: number;
}

/**
 * The path over confirmed links between two accounts whose weakest link is strongest; of such paths
 * one of the fewest hops, of those the one with the most bits in all, then the lower accounts. With
 * identifiers taken away, links are scored again and those that no longer hold are not walked.
 * Empty from an account to itself, undefined where no path is left.
 */
export function strongestPath(
  reclustering: Reclustering,
  from: number,
  to: number,
  withoutIdentifiers: ReadonlySet<number> = new Set(),
): PathHop[] | undefined {
  if (from === to) return [];
  const { graph } = reclustering;
  const bits = bitsOfHolding(reclustering, withoutIdentifiers);
  const byBits = [...bits.keys()]
    .filter((l) => !Number.isNaN(bits[l] ?? Number.NaN))
    .sort((x, y) => (bits[y] ?? 0) - (bits[x] ?? 0) || x - y);
  const sets = new UnionFind(graph.accounts.length);
  const weakest = byBits.find((l) => {
    sets.union(graph.a[l] ?? 0, graph.b[l] ?? 0);
    return sets.find(from) === sets.find(to);
  });
  if (weakest === undefined) return undefined;
  const floor = bits[weakest] ?? 0;
  const wide = byBits.filter((l) => (bits[l] ?? 0) >= floor);
  return fewestHops(graph, wide, bits, from, to);
}

/** Bits of each link that holds, NaN of the others. */
function bitsOfHolding(reclustering: Reclustering, without: ReadonlySet<number>): Float64Array {
  const { graph, parameters } = reclustering;
  const bits = Float64Array.from(graph.bits, (own, l) => (graph.confirmed[l] === 1 ? own : Number.NaN));
  const scorer = new LinkScorer(graph, parameters);
  for (const identifier of without) {
    for (const l of reclustering.byIdentifier.of(identifier))
      bits[l] = reclustering.holdsWithout(l, without) ? scorer.score(l, without) : Number.NaN;
  }
  return bits;
}

function fewestHops(
  graph: LinkGraph,
  links: readonly number[],
  bits: Float64Array,
  from: number,
  to: number,
): PathHop[] | undefined {
  const incident = new Map<number, number[]>();
  for (const l of links) {
    for (const account of [graph.a[l] ?? 0, graph.b[l] ?? 0]) {
      const list = incident.get(account);
      if (list === undefined) incident.set(account, [l]);
      else list.push(l);
    }
  }
  const reached = new Map<number, { hop: PathHop | undefined; sum: number }>([
    [from, { hop: undefined, sum: 0 }],
  ]);
  let layer = [from];
  while (layer.length > 0 && !reached.has(to)) {
    const next = new Map<number, { hop: PathHop; sum: number }>();
    for (const account of layer.sort((x, y) => x - y)) {
      const sum = reached.get(account)?.sum ?? 0;
      for (const l of incident.get(account) ?? []) {
        const other = graph.a[l] === account ? (graph.b[l] ?? 0) : (graph.a[l] ?? 0);
        if (reached.has(other)) continue;
        const own = bits[l] ?? 0;
        if (sum + own <= (next.get(other)?.sum ?? Number.NEGATIVE_INFINITY)) continue;
        next.set(other, { hop: { link: l, from: account, to: other, bits: own }, sum: sum + own });
      }
    }
    for (const [account, step] of next) reached.set(account, step);
    layer = [...next.keys()];
  }
  const path: PathHop[] = [];
  for (let step = reached.get(to); step?.hop !== undefined; step = reached.get(step.hop.from))
    path.unshift(step.hop);
  return path.length === 0 ? undefined : path;
}
