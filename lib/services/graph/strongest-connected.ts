export interface WeightedPair {
  a: string;
  b: string;
  bits: number;
}

/**
 * Up to `limit` accounts that hang together: from the strongest link outwards, each next account
 * over the strongest link to those taken (Prim's order), so that a part of a large network is one
 * coherent part. Accounts without a link come last, in the order given.
 */
export function strongestConnected(
  accounts: readonly string[],
  links: readonly WeightedPair[],
  limit: number,
): string[] {
  const order = new Map(accounts.map((account, index) => [account, index]));
  const neighbours = new Map<string, WeightedPair[]>();
  for (const link of links) {
    for (const end of [link.a, link.b]) neighbours.set(end, [...(neighbours.get(end) ?? []), link]);
  }
  const place = (account: string): number => order.get(account) ?? Number.MAX_SAFE_INTEGER;
  const strongestOf = (account: string): number =>
    Math.max(Number.NEGATIVE_INFINITY, ...(neighbours.get(account) ?? []).map((link) => link.bits));
  const seeds = accounts.toSorted((x, y) => strongestOf(y) - strongestOf(x) || place(x) - place(y));
  const taken = new Set<string>();
  for (const seed of seeds) {
    if (taken.size >= limit) break;
    if (taken.has(seed)) continue;
    const reach = new Map<string, number>([[seed, Number.POSITIVE_INFINITY]]);
    while (reach.size > 0 && taken.size < limit) {
      const [next] = [...reach].reduce((best, entry) =>
        entry[1] > best[1] || (entry[1] === best[1] && place(entry[0]) < place(best[0])) ? entry : best,
      );
      reach.delete(next);
      taken.add(next);
      for (const link of neighbours.get(next) ?? []) {
        const other = link.a === next ? link.b : link.a;
        if (taken.has(other) || !order.has(other)) continue;
        reach.set(other, Math.max(reach.get(other) ?? Number.NEGATIVE_INFINITY, link.bits));
      }
    }
  }
  return [...taken];
}
