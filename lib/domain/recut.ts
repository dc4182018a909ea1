import { UnionFind } from "@/lib/core/union-find";

/** Links between accounts as columns; a and b are positions, bits fall. */
export interface WeightedLinks {
  a: ArrayLike<number>;
  b: ArrayLike<number>;
  bits: ArrayLike<number>;
}

/**
 * Accounts (positions 0…accounts − 1) grouped by the links of at least `thresholdBits`. Of a maximum
 * spanning forest this gives the same groups as of all the links it was made from, so that a network
 * is cut anew at any threshold from one link fewer than it has accounts. Largest group first, ties
 * by first account; accounts rising within a group; lone accounts are groups of one.
 */
export function groupsAt(accounts: number, links: WeightedLinks, thresholdBits: number): number[][] {
  const sets = new UnionFind(accounts);
  for (let l = 0; l < links.a.length; l++) {
    if ((links.bits[l] ?? 0) >= thresholdBits) sets.union(links.a[l] ?? 0, links.b[l] ?? 0);
  }
  return groupsOf(accounts, sets);
}

/** The groups of disjoint sets, in the order `groupsAt` gives them. */
export function groupsOf(accounts: number, sets: UnionFind): number[][] {
  const groups = new Map<number, number[]>();
  for (let account = 0; account < accounts; account++) {
    const root = sets.find(account);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [account]);
    else group.push(account);
  }
  return [...groups.values()].sort((x, y) => y.length - x.length || (x[0] ?? 0) - (y[0] ?? 0));
}

/** The largest group has `accounts` from where the step before ends up to `upToBits`, this included. */
export interface LargestStep {
  upToBits: number;
  accounts: number;
}

/**
 * How large the largest group is at each threshold, lowest threshold first, the last step without
 * end: what a step chart draws. The links must be a spanning forest in falling order of bits.
 */
export function largestByThreshold(accounts: number, forest: WeightedLinks): LargestStep[] {
  const sets = new UnionFind(accounts);
  const steps: LargestStep[] = [];
  let largest = Math.min(accounts, 1);
  let reachedAt = Number.POSITIVE_INFINITY;
  for (let l = 0; l <= forest.a.length; l++) {
    const bits = forest.bits[l];
    if (l === forest.a.length || bits !== reachedAt) {
      if (steps.at(-1)?.accounts !== largest) steps.push({ upToBits: reachedAt, accounts: largest });
      reachedAt = bits ?? reachedAt;
    }
    if (l === forest.a.length) break;
    sets.union(forest.a[l] ?? 0, forest.b[l] ?? 0);
    largest = Math.max(largest, sets.sizeOf(forest.a[l] ?? 0));
  }
  return steps.reverse();
}
