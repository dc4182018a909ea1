import { sharedCopyOfDoubles, sharedCopyOfInts, sharedInts } from "../columns";
import { GrowableDoubles, GrowableInts } from "../growable";
import { identifierKind } from "../identifiers";
import type { EngineInput } from "../input";
import { RosterIndex } from "./roster-index";

/**
 * Lease epochs and their crowds. An identifier nobody used for longer than its lease may have
 * changed hands: its uses before and after are kept apart. Epochs are numbered as their identifiers are.
 */
export interface Crowds {
  /** Epoch of each use; -1 where one account alone has the identifier and nobody owns its value: it links nobody. */
  useEpoch: Int32Array;
  /** The epoch's uses are identifierUses[epochFrom[e] … epochFrom[e] + observed[e]). */
  epochFrom: Int32Array;
  /** Accounts seen in the epoch. */
  observed: Int32Array;
  /** The same, raised to the roster's floor. */
  crowd: Float64Array;
  /** Per epoch: the account that had a credential to itself for long before others came, -1 where none. */
  loneHolder: Int32Array;
  /** Per identifier: index into the input's roster, -1 where it says nothing. */
  rosterEntry: Int32Array;
  /** Per identifier: the identifier that is this value as an account's own, -1 where none. */
  owner: Int32Array;
}

/** One pass over all identifiers of the input. */
export function crowdsOf(input: EngineInput): Crowds {
  const { identifierStart, identifierUses, useFirstMs, useLastMs } = input;
  const identifiers = input.identifierValue.length;
  const useEpoch = sharedInts(input.useAccount.length).fill(-1);
  const epochFrom = new GrowableInts();
  const observed = new GrowableInts();
  const crowd = new GrowableDoubles();
  const loneHolder = new GrowableInts();
  const rosterEntry = sharedInts(identifiers).fill(-1);
  const roster = new RosterIndex(input.roster);
  const specs = input.kinds.map((kind) => identifierKind(kind));
  const owner = ownersOf(input);

  const open = (from: number, to: number, floor: number, stolenAfterMs: number): void => {
    for (let i = from; i < to; i++) useEpoch[identifierUses[i] ?? 0] = observed.length;
    epochFrom.push(from);
    observed.push(to - from);
    crowd.push(Math.max(to - from, floor));
    const [first = 0, second = 0] = identifierUses.subarray(from, Math.min(to, from + 2));
    const alone =
      to - from >= 2 &&
      stolenAfterMs < Number.POSITIVE_INFINITY &&
      !anyUntimed(from, to) &&
      (useFirstMs[second] ?? 0) - (useFirstMs[first] ?? 0) >= stolenAfterMs;
    loneHolder.push(alone ? (input.useAccount[first] ?? -1) : -1);
  };

  for (let v = 0; v < identifiers; v++) {
    const from = identifierStart[v] ?? 0;
    const to = identifierStart[v + 1] ?? 0;
    if (to === from || (to - from === 1 && owner[v] === -1)) continue;
    const kind = input.identifierKind[v] ?? 0;
    const entry = roster.isEmpty
      ? -1
      : roster.indexOf(input.kinds[kind] ?? "", input.identifierValue[v] ?? "");
    rosterEntry[v] = entry;
    const floor = input.roster[entry]?.capacity ?? 0;
    const stolenAfterMs = specs[kind]?.stolenAfterMs ?? Number.POSITIVE_INFINITY;
    const lease = specs[kind]?.leaseMs(input.roster[entry]?.class ?? null) ?? null;
    if (lease === null || to - from < 2 || anyUntimed(from, to)) {
      open(from, to, floor, stolenAfterMs);
      continue;
    }
    let begun = from;
    let seenUntil = Number.NEGATIVE_INFINITY;
    for (let i = from; i < to; i++) {
      const use = identifierUses[i] ?? 0;
      if (i > begun && (useFirstMs[use] ?? 0) - seenUntil > lease) {
        open(begun, i, floor, stolenAfterMs);
        begun = i;
        seenUntil = Number.NEGATIVE_INFINITY;
      }
      seenUntil = Math.max(seenUntil, useLastMs[use] ?? 0);
    }
    open(begun, to, floor, stolenAfterMs);
  }

  function anyUntimed(from: number, to: number): boolean {
    for (let i = from; i < to; i++) {
      if (Number.isNaN(useFirstMs[identifierUses[i] ?? 0] ?? Number.NaN)) return true;
    }
    return false;
  }

  return {
    useEpoch,
    epochFrom: sharedCopyOfInts(epochFrom.view()),
    observed: sharedCopyOfInts(observed.view()),
    crowd: sharedCopyOfDoubles(crowd.view()),
    loneHolder: sharedCopyOfInts(loneHolder.view()),
    rosterEntry,
    owner,
  };
}

function ownersOf(input: EngineInput): Int32Array {
  const owner = sharedInts(input.identifierValue.length).fill(-1);
  const specs = input.kinds.map((kind) => identifierKind(kind));
  if (!specs.some((spec) => spec.refersTo !== undefined && input.kinds.includes(spec.refersTo))) return owner;
  const own = new Map<string, number>();
  const key = (kind: string, value: string): string => `${kind}:${value}`;
  input.identifierValue.forEach((value, v) => {
    const spec = specs[input.identifierKind[v] ?? 0];
    if (spec?.ownKind === true) own.set(key(spec.kind, value), v);
  });
  input.identifierValue.forEach((value, v) => {
    const refersTo = specs[input.identifierKind[v] ?? 0]?.refersTo;
    if (refersTo !== undefined) owner[v] = own.get(key(refersTo, value)) ?? -1;
  });
  return owner;
}
