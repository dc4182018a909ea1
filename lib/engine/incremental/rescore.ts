import { canonicalJson } from "@/lib/core/canonical-json";
import { sha256Hex } from "@/lib/core/hash";
import { byFallingBits } from "../clustering/spanning-forest";
import { GrowableInts } from "../growable";
import { ROSTER_CLASSES } from "@/lib/domain/roster";
import type { EngineInput } from "../input";
import { IDENTIFIER_KINDS, identifierKind } from "../identifiers";
import { type EngineModel, METHOD } from "../model";
import type { PreparedRun } from "../resolve";
import { CandidatePartners } from "../scoring/candidate-partners";
import { gathered, isWhole, type ScoredLinks } from "../scoring/scored-links";
import { placesOfUses, scorePairs } from "../scoring/score-links";
import { type AccountDigests, accountDigests } from "./account-digests";

/** What a run leaves behind so that the next one scores only what has changed. Plain columns and ids. */
export interface KeptScores {
  /** See `yardstickOf`. */
  yardstick: string;
  accountIds: string[];
  digests: Int32Array;
  /** As scored, before evidence of groups. `rowIdentifier` counts positions in `rowNames`. */
  links: ScoredLinks;
  /** Two 32-bit halves for each identifier a row names. */
  rowNames: Int32Array;
}

export interface Rescored {
  links: ScoredLinks;
  /** Accounts whose pairs were scored again: what new records touch. */
  accountsTouched: number;
}

/**
 * Names what every score is measured with: method, parameters, gap tables, and what is known of each kind.
 * Equal yardsticks give equal scores to equal records.
 */
function yardstickOf(input: EngineInput, model: EngineModel): string {
  const untimed = new Set<string>();
  for (let use = 0; use < input.useAccount.length; use++)
    if (Number.isNaN(input.useFirstMs[use] ?? Number.NaN))
      untimed.add(input.kinds[input.useKind[use] ?? 0] ?? "");
  const { parameters, createdGaps, gaps } = model;
  const kinds = [...IDENTIFIER_KINDS, identifierKind("recv_x_y"), identifierKind("x")].map((known) => {
    const { label: _, show: __, did: ___, normalise: ____, leaseMs, ...spec } = known;
    return { ...spec, leases: [null, ...ROSTER_CLASSES].map((rosterClass) => leaseMs(rosterClass)) };
  });
  return sha256Hex(
    canonicalJson({ method: METHOD, parameters, createdGaps, gaps, kinds, untimed: [...untimed].sort() }),
  );
}

/** Whether something read back has the shape this version writes: every column there, and of one length. */
export function isKeptScores(value: unknown): value is KeptScores {
  if (typeof value !== "object" || value === null) return false;
  const { yardstick, accountIds, digests, links, rowNames }: Partial<KeptScores> = value;
  return (
    typeof yardstick === "string" &&
    Array.isArray(accountIds) &&
    digests instanceof Int32Array &&
    digests.length === 2 * accountIds.length &&
    rowNames instanceof Int32Array &&
    isWhole(links)
  );
}

/** Keeps the scores of a run for the next; `links` as `scoreLinks` or `rescore` gave them. */
export function keepScores(prepared: PreparedRun, links: ScoredLinks): KeptScores {
  const { input } = prepared;
  const { digests, identifiers } = accountDigests(prepared);
  const places = new Int32Array(input.identifierValue.length).fill(-1);
  const rowNames = new GrowableInts();
  const rowIdentifier = links.rowIdentifier.map((v) => {
    if (places[v] === -1) {
      places[v] = rowNames.length / 2;
      rowNames.push(identifiers[2 * v] ?? 0);
      rowNames.push(identifiers[2 * v + 1] ?? 0);
    }
    return places[v] ?? 0;
  });
  return {
    yardstick: yardstickOf(input, prepared.scorer.model),
    accountIds: input.accountIds,
    digests,
    links: { ...links, rowIdentifier },
    rowNames: rowNames.view().slice(),
  };
}

/**
 * The links of a prepared run, from those of an earlier one: pairs of two accounts about which nothing
 * has changed keep their score, all others are scored. Exactly what `scoreLinks` gives (property test), so that
 * the order in which records arrive is of no account, and an identifier that has turned generic takes
 * its links with it. Undefined where the earlier scores cannot be used: another yardstick, or values that
 * name accounts.
 */
export function rescore(prepared: PreparedRun, kept: KeptScores): Rescored | undefined {
  const { input, scorer } = prepared;
  if (scorer.anyOwner || kept.yardstick !== yardstickOf(input, scorer.model)) return undefined;
  const now = accountDigests(prepared);
  const accounts = input.accountIds.length;
  const untouched = new Uint8Array(accounts);
  const accountNow = Int32Array.from(kept.accountIds, (id, before) => {
    const account = input.accountIndex.get(id) ?? -1;
    if (
      account !== -1 &&
      now.digests[2 * account] === kept.digests[2 * before] &&
      now.digests[2 * account + 1] === kept.digests[2 * before + 1]
    )
      untouched[account] = 1;
    return account;
  });

  const partners = new CandidatePartners(scorer, placesOfUses(input));
  let touched = 0;
  let pairs = 0;
  const again = scorePairs(scorer, function* () {
    for (let account = 0; account < accounts; account++) {
      if (untouched[account] === 1) continue;
      touched++;
      for (const partner of partners.around(account)) {
        if (untouched[partner] !== 1 && partner < account) continue;
        pairs++;
        yield [Math.min(account, partner), Math.max(account, partner)];
      }
    }
  });

  const before = kept.links;
  const copied = new GrowableInts();
  for (let l = 0; l < before.count; l++) {
    const a = accountNow[before.a[l] ?? 0] ?? -1;
    const b = accountNow[before.b[l] ?? 0] ?? -1;
    if (a !== -1 && b !== -1 && untouched[a] === 1 && untouched[b] === 1) copied.push(l);
  }
  const carried = gathered(before, copied.view());
  for (let l = 0; l < carried.count; l++) {
    const a = accountNow[carried.a[l] ?? 0] ?? 0;
    const b = accountNow[carried.b[l] ?? 0] ?? 0;
    carried.a[l] = Math.min(a, b);
    carried.b[l] = Math.max(a, b);
    const to = carried.rowStart[l + 1] ?? 0;
    for (let row = carried.rowStart[l] ?? 0; row < to; row++)
      carried.rowIdentifier[row] = identifierNow(input, now, a, kept, carried.rowIdentifier[row] ?? 0);
  }
  return { links: { ...inOrder(carried, again, accounts), pairs }, accountsTouched: touched };
}

/** The identifier a kept row names, among those of an account that has it. */
function identifierNow(
  input: EngineInput,
  now: AccountDigests,
  account: number,
  kept: KeptScores,
  name: number,
): number {
  const end = input.accountStart[account + 1] ?? 0;
  for (let use = input.accountStart[account] ?? 0; use < end; use++) {
    const v = input.useIdentifier[use] ?? 0;
    if (
      now.identifiers[2 * v] === kept.rowNames[2 * name] &&
      now.identifiers[2 * v + 1] === kept.rowNames[2 * name + 1]
    )
      return v;
  }
  throw new RangeError("an account without changes has lost an identifier");
}

/** Links of two sources rising by (a, b); no pair is in both. */
function inOrder(x: ScoredLinks, y: ScoredLinks, accounts: number): ScoredLinks {
  const count = x.count + y.count;
  const keys = new Float64Array(count);
  for (let l = 0; l < count; l++) {
    const [from, at] = l < x.count ? [x, l] : [y, l - x.count];
    keys[l] = -((from.a[at] ?? 0) * accounts + (from.b[at] ?? 0));
  }
  const all = byFallingBits({ a: x.a, b: x.b, bits: keys }, Int32Array.from(keys.keys()));
  return gathered(x, all, y);
}
