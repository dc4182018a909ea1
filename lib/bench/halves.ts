import { randomInt, type Rng } from "@/lib/core/rng";
import { groupingMetrics, type TruthRow } from "./metrics";
import { type Spread, spreadOf } from "./spread";

/** Metrics over random halves: how far the figures hang on which operators a data set happens to hold. */
export interface HalvesSpread {
  pair_f1: Spread;
  b3_f1: Spread;
  innocents_in_8: Spread;
}

/** Half of the items, rounded up, in no particular order. */
function halfOf<T>(rng: Rng, items: readonly T[]): T[] {
  const mixed = [...items];
  const half = Math.ceil(mixed.length / 2);
  for (let i = 0; i < half; i++) {
    const j = i + randomInt(rng, mixed.length - i);
    const [held, other] = [mixed[i], mixed[j]];
    if (held === undefined || other === undefined) continue;
    mixed[i] = other;
    mixed[j] = held;
  }
  return mixed.slice(0, half);
}

/**
 * The grouping of all accounts, measured on the accounts of half the operators and half the innocents
 * at a time. The engine is not run again: it has seen all accounts, as it would in use.
 */
export function spreadOverHalves(
  truth: ReadonlyMap<string, TruthRow>,
  groupOf: ReadonlyMap<string, number>,
  halves: number,
  rng: Rng,
): HalvesSpread {
  const parties = new Map<string, string[]>();
  const innocent = new Set<string>();
  for (const [accountId, { operatorId, label }] of truth) {
    if (operatorId === "") continue;
    const accounts = parties.get(operatorId);
    if (accounts === undefined) parties.set(operatorId, [accountId]);
    else accounts.push(accountId);
    if (label === "innocent") innocent.add(operatorId);
  }
  const names = [...parties.keys()].sort();
  const draws = Array.from({ length: halves }, () => {
    const drawn = [
      ...halfOf(
        rng,
        names.filter((name) => !innocent.has(name)),
      ),
      ...halfOf(
        rng,
        names.filter((name) => innocent.has(name)),
      ),
    ];
    const half = new Map<string, TruthRow>();
    for (const name of drawn) {
      for (const accountId of parties.get(name) ?? []) {
        const row = truth.get(accountId);
        if (row !== undefined) half.set(accountId, row);
      }
    }
    return groupingMetrics(half, groupOf);
  });
  return {
    pair_f1: spreadOf(draws.map((draw) => draw.pair_f1)),
    b3_f1: spreadOf(draws.map((draw) => draw.b3_f1)),
    innocents_in_8: spreadOf(draws.map((draw) => draw.innocents_in_8)),
  };
}
