import type { Family } from "./identifier";
import type { GuardRow } from "./link";

export const MEMBERSHIPS = ["core", "probable", "fringe"] as const;
export type Membership = (typeof MEMBERSHIPS)[number];

interface NetworkMember {
  accountId: string;
  membership: Membership;
  /** Bits of the strongest confirmed link that ties the account to the network. */
  bits: number;
  /** Why it is core, probable or fringe: "stays in 7 of 9 runs; falls out without payment evidence". */
  reason: string;
}

/** An identifier that many members share, with how rare it is outside. */
export interface SharedIdentifier {
  kind: string;
  kindLabel: string;
  family: Family;
  value: string;
  display: string;
  /** Members of the network that used it. */
  members: number;
  /** Accounts outside the network that used it. */
  others: number;
}

/** A link below threshold + 2 with at least 8 accounts on both sides: where the network might be two. */
export interface WeakBridge {
  accountA: string;
  accountB: string;
  bits: number;
  sideA: number;
  sideB: number;
}

/** What the engine says of a network before it has a name or a place in the casebook. */
export interface ResolvedNetwork {
  members: NetworkMember[];
  families: Family[];
  /** Median bits of the spanning forest's links. */
  strengthBits: number;
  sharedIdentifiers: SharedIdentifier[];
  weakBridges: WeakBridge[];
  guards: GuardRow[];
}

/** Core before probable before fringe, strongest first, then by id: the order members are listed in everywhere. */
export function compareMembers(
  x: { membership: Membership; bits: number; accountId: string },
  y: { membership: Membership; bits: number; accountId: string },
): number {
  return (
    MEMBERSHIPS.indexOf(x.membership) - MEMBERSHIPS.indexOf(y.membership) ||
    y.bits - x.bits ||
    (x.accountId < y.accountId ? -1 : 1)
  );
}
