import { RingleaderError } from "@/lib/core/errors";
import type { LinkDecision } from "@/lib/domain/decision";
import { UnionFind } from "./clustering/union-find";

export const MUST_LINK = 1;
export const CANNOT_LINK = 2;

/** Standing decisions of analysts on accounts of the input, each pair once, as columns. */
export interface PairDecisions {
  /** Account positions, a < b, rising. */
  a: Int32Array;
  b: Int32Array;
  /** MUST_LINK or CANNOT_LINK. */
  verdict: Uint8Array;
  /** Decisions on accounts the records do not hold. */
  leftOut: number;
}

/** Ids of the accounts from `from` to `to` along must-links, both included. */
function chainOf(must: ReadonlyMap<number, readonly number[]>, from: number, to: number): number[] {
  const before = new Map<number, number>([[from, from]]);
  const queue = [from];
  for (let at = 0; at < queue.length && !before.has(to); at++) {
    for (const next of must.get(queue[at] ?? 0) ?? []) {
      if (before.has(next)) continue;
      before.set(next, queue[at] ?? 0);
      queue.push(next);
    }
  }
  const chain = [to];
  for (let at = to; at !== from; at = before.get(at) ?? from) chain.unshift(before.get(at) ?? from);
  return chain;
}

/**
 * Decisions as columns, in an order that does not depend on theirs.
 * @param accountIds ids of the input's accounts, rising; `accountIndex` their positions
 * @throws RingleaderError `bad_input` where decisions contradict each other, naming the accounts: one
 * pair both ways, or accounts that must be linked by way of others and cannot be linked
 */
export function pairDecisions(
  decisions: readonly LinkDecision[],
  accountIds: readonly string[],
  accountIndex: ReadonlyMap<string, number>,
): PairDecisions {
  const verdicts = new Map<number, { a: number; b: number; verdict: number }>();
  let leftOut = 0;
  for (const decision of decisions) {
    const first = accountIndex.get(decision.accountA);
    const second = accountIndex.get(decision.accountB);
    if (first === undefined || second === undefined) {
      leftOut++;
      continue;
    }
    if (first === second)
      throw new RingleaderError(
        "bad_input",
        `a decision is about two accounts, not ${decision.accountA} alone`,
      );
    const a = Math.min(first, second);
    const b = Math.max(first, second);
    const verdict = decision.verdict === "must_link" ? MUST_LINK : CANNOT_LINK;
    const known = verdicts.get(a * accountIds.length + b);
    if (known !== undefined && known.verdict !== verdict) {
      throw new RingleaderError(
        "bad_input",
        `the decisions contradict each other: ${decision.accountA} and ${decision.accountB} both must and cannot be linked; withdraw one of the two`,
        { details: { accounts: [decision.accountA, decision.accountB] } },
      );
    }
    verdicts.set(a * accountIds.length + b, { a, b, verdict });
  }
  const rows = [...verdicts.values()].sort((x, y) => x.a - y.a || x.b - y.b);
  refuseContradictions(rows, accountIds);
  return {
    a: Int32Array.from(rows, (row) => row.a),
    b: Int32Array.from(rows, (row) => row.b),
    verdict: Uint8Array.from(rows, (row) => row.verdict),
    leftOut,
  };
}

function refuseContradictions(
  rows: readonly { a: number; b: number; verdict: number }[],
  accountIds: readonly string[],
): void {
  const ends = [...new Set(rows.flatMap((row) => [row.a, row.b]))].sort((x, y) => x - y);
  const place = new Map(ends.map((account, index) => [account, index]));
  const sets = new UnionFind(ends.length);
  const must = new Map<number, number[]>();
  for (const { a, b, verdict } of rows) {
    if (verdict !== MUST_LINK) continue;
    sets.union(place.get(a) ?? 0, place.get(b) ?? 0);
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const list = must.get(from);
      if (list === undefined) must.set(from, [to]);
      else list.push(to);
    }
  }
  for (const { a, b, verdict } of rows) {
    if (verdict !== CANNOT_LINK || sets.find(place.get(a) ?? 0) !== sets.find(place.get(b) ?? 0)) continue;
    const chain = chainOf(must, a, b).map((account) => accountIds[account] ?? "");
    throw new RingleaderError(
      "bad_input",
      `the decisions contradict each other: ${chain.join(" must be linked with ")}, but ${chain[0] ?? ""} and ${chain.at(-1) ?? ""} cannot be linked; withdraw one of them`,
      { details: { accounts: chain } },
    );
  }
}
