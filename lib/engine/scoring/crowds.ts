import { identifierKind } from "../identifiers";
import type { EngineInput } from "../input";
import { RosterIndex } from "./roster-index";

/**
 * Lease epochs and their crowds. An identifier nobody used for longer than its lease may have
 * changed hands: its uses before and after are kept apart.
 */
export interface Crowds {
  /** Epoch of each use. */
  useEpoch: Int32Array;
  /** Accounts seen in the epoch. */
  observed: Int32Array;
  /** The same, raised to the roster's floor. */
  crowd: Float64Array;
  /** Per identifier: index into the input's roster, -1 where it says nothing. */
  rosterEntry: Int32Array;
  /** Per identifier: the identifier that is this value as an account's own, -1 where none. */
  owner: Int32Array;
}

/** One pass over all identifiers of the input. */
export function crowdsOf(input: EngineInput): Crowds {
  const identifiers = input.identifierValue.length;
  const uses = input.useAccount.length;
  const useEpoch = new Int32Array(uses);
  const observed = new Int32Array(uses);
  const crowd = new Float64Array(uses);
  const rosterEntry = new Int32Array(identifiers).fill(-1);
  const roster = new RosterIndex(input.roster);
  const specs = input.kinds.map((kind) => identifierKind(kind));
  let epochs = 0;
  for (let v = 0; v < identifiers; v++) {
    const from = input.identifierStart[v] ?? 0;
    const to = input.identifierStart[v + 1] ?? 0;
    const kind = input.identifierKind[v] ?? 0;
    const entry = roster.isEmpty
      ? -1
      : roster.indexOf(input.kinds[kind] ?? "", input.identifierValue[v] ?? "");
    rosterEntry[v] = entry;
    const lease = specs[kind]?.leaseMs(input.roster[entry]?.class ?? null) ?? null;
    const firstEpoch = epochs;
    epochs = lease === null || to - from < 2 ? onlyEpoch(from, to) : cutEpochs(from, to, lease);
    const floor = input.roster[entry]?.capacity ?? 0;
    for (let e = firstEpoch; e < epochs; e++) crowd[e] = Math.max(observed[e] ?? 0, floor);
  }

  function onlyEpoch(from: number, to: number): number {
    for (let i = from; i < to; i++) useEpoch[input.identifierUses[i] ?? 0] = epochs;
    observed[epochs] = to - from;
    return to > from ? epochs + 1 : epochs;
  }

  function cutEpochs(from: number, to: number, leaseMs: number): number {
    const byStart = input.identifierUses.slice(from, to);
    for (const use of byStart)
      if (Number.isNaN(input.useFirstMs[use] ?? Number.NaN)) return onlyEpoch(from, to);
    byStart.sort((x, y) => (input.useFirstMs[x] ?? 0) - (input.useFirstMs[y] ?? 0));
    let epoch = epochs;
    let seenUntil = Number.POSITIVE_INFINITY;
    for (const use of byStart) {
      if ((input.useFirstMs[use] ?? 0) - seenUntil > leaseMs) {
        epoch++;
        seenUntil = Number.NEGATIVE_INFINITY;
      }
      if (seenUntil === Number.POSITIVE_INFINITY) seenUntil = Number.NEGATIVE_INFINITY;
      seenUntil = Math.max(seenUntil, input.useLastMs[use] ?? 0);
      useEpoch[use] = epoch;
      observed[epoch] = (observed[epoch] ?? 0) + 1;
    }
    return epoch + 1;
  }

  return {
    useEpoch,
    observed: observed.slice(0, epochs),
    crowd: crowd.slice(0, epochs),
    rosterEntry,
    owner: ownersOf(input),
  };
}

function ownersOf(input: EngineInput): Int32Array {
  const owner = new Int32Array(input.identifierValue.length).fill(-1);
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
