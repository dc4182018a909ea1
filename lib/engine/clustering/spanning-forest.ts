import { UnionFind } from "./union-find";

export interface LinkColumns {
  a: Int32Array;
  b: Int32Array;
  bits: Float64Array;
}

/** Link positions by falling bits; of equal ones by the accounts, so that arrival order is of no account. */
export function byFallingBits(links: LinkColumns, positions: readonly number[]): number[] {
  return [...positions].sort(
    (x, y) =>
      (links.bits[y] ?? 0) - (links.bits[x] ?? 0) ||
      (links.a[x] ?? 0) - (links.a[y] ?? 0) ||
      (links.b[x] ?? 0) - (links.b[y] ?? 0),
  );
}

/**
 * Kruskal over the given links: the maximum spanning forest is the shortest full explanation of
 * who belongs together, and cutting it at any threshold gives the clusters at that threshold.
 */
export function spanningForest(
  accounts: number,
  links: LinkColumns,
  positions: readonly number[],
): { sets: UnionFind; forest: number[] } {
  const sets = new UnionFind(accounts);
  const forest = byFallingBits(links, positions).filter((l) => sets.union(links.a[l] ?? 0, links.b[l] ?? 0));
  return { sets, forest };
}
