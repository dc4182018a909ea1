import { GrowableDoubles } from "../growable";
import { identifierKind } from "../identifiers";
import type { EngineInput } from "../input";
import type { EngineModel } from "../model";
import { bestBitsOfKinds } from "./best-bits";
import type { Crowds } from "./crowds";

/** A pair none of whose rows has this many bits stays below 2.5 whatever it shares: 0.4 / 0.65 × (1 + 4 × 0.7) = 2.34. */
const ROW_BITS_MIN = 0.4;

/**
 * Pairs of accounts worth scoring, each once, as a·accounts + b with a < b, rising: all pairs of
 * small crowds, each account with its next in time in larger ones, and users with owners. A crowd
 * that cannot give a positive row at any gap is passed over.
 */
export function candidatePairs(input: EngineInput, crowds: Crowds, model: EngineModel): Float64Array {
  const { parameters } = model;
  const accounts = input.accountIds.length;
  const specs = input.kinds.map((kind) => identifierKind(kind));
  const bestBits = bestBitsOfKinds(input, model);
  const chanceBitsMax = -Math.log2(parameters.chanceFloor);
  const pairs = new GrowableDoubles();
  const add = (a: number, b: number): void => {
    if (a !== b) pairs.push(a < b ? a * accounts + b : b * accounts + a);
  };
  const startOf = (use: number): number => {
    const first = input.useFirstMs[use] ?? Number.NaN;
    const start = Number.isNaN(first) ? (input.createdAtMs[input.useAccount[use] ?? 0] ?? Number.NaN) : first;
    return Number.isNaN(start) ? Number.POSITIVE_INFINITY : start;
  };

  for (let v = 0; v < input.identifierValue.length; v++) {
    const from = input.identifierStart[v] ?? 0;
    const to = input.identifierStart[v + 1] ?? 0;
    const spec = specs[input.identifierKind[v] ?? 0];
    if (spec === undefined) continue;
    const owner = crowds.owner[v] ?? -1;
    if (owner !== -1) pairWithOwner(from, to, owner);
    if (to - from < 2) continue;
    const epochs = byEpoch(from, to);
    for (const uses of epochs) {
      const crowd = crowds.crowd[crowds.useEpoch[uses[0] ?? 0] ?? 0] ?? 0;
      if ((bestBits[input.identifierKind[v] ?? 0] ?? 0) - Math.log2(Math.max(1, crowd - 1)) < ROW_BITS_MIN)
        continue;
      pairWithin(uses);
    }
  }
  return distinct(pairs.view());

  function byEpoch(from: number, to: number): Int32Array[] {
    const uses = input.identifierUses.subarray(from, to);
    const first = crowds.useEpoch[uses[0] ?? 0] ?? 0;
    if (uses.every((use) => crowds.useEpoch[use] === first)) return [uses];
    const grouped = new Map<number, number[]>();
    for (const use of uses) {
      const epoch = crowds.useEpoch[use] ?? 0;
      const group = grouped.get(epoch);
      if (group === undefined) grouped.set(epoch, [use]);
      else group.push(use);
    }
    return [...grouped.values()].map((group) => Int32Array.from(group));
  }

  function pairWithin(uses: Int32Array): void {
    if (uses.length <= parameters.allPairsCrowdMax) {
      for (let i = 0; i < uses.length; i++) {
        for (let j = i + 1; j < uses.length; j++)
          add(input.useAccount[uses[i] ?? 0] ?? 0, input.useAccount[uses[j] ?? 0] ?? 0);
      }
      return;
    }
    const starts = Float64Array.from(uses, startOf);
    const order = Array.from(uses.keys()).sort((x, y) => {
      const difference = (starts[x] ?? 0) - (starts[y] ?? 0);
      return Number.isNaN(difference) || difference === 0 ? x - y : difference;
    });
    for (let i = 0; i < order.length; i++) {
      const account = input.useAccount[uses[order[i] ?? 0] ?? 0] ?? 0;
      const until = Math.min(order.length, i + 1 + parameters.nearestInTime);
      for (let j = i + 1; j < until; j++) add(account, input.useAccount[uses[order[j] ?? 0] ?? 0] ?? 0);
    }
  }

  function pairWithOwner(from: number, to: number, owner: number): void {
    const ownerUses = input.identifierUses.subarray(
      input.identifierStart[owner] ?? 0,
      input.identifierStart[owner + 1] ?? 0,
    );
    if (
      Math.log2(parameters.directKappa) + (chanceBitsMax - Math.log2(Math.max(1, to - from))) / 2 <
      ROW_BITS_MIN
    )
      return;
    for (const ownerUse of ownerUses) {
      const account = input.useAccount[ownerUse] ?? 0;
      for (let i = from; i < to; i++) add(account, input.useAccount[input.identifierUses[i] ?? 0] ?? 0);
    }
  }
}

function distinct(pairs: Float64Array): Float64Array {
  const sorted = pairs.slice().sort();
  let kept = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue;
    sorted[kept++] = sorted[i] ?? 0;
  }
  return sorted.slice(0, kept);
}
