import { MS_PER_DAY } from "@/lib/core/time";
import type { Family, IdentifierKind } from "@/lib/domain/identifier";
import type { RosterClass } from "@/lib/domain/roster";

/**
 * What the engine knows of one kind of identifier. A new kind is a new object of this
 * type in a file of its own, listed in `identifiers/index.ts`.
 */
export interface IdentifierKindSpec {
  kind: IdentifierKind;
  label: string;
  family: Family;
  /** Longest silence after which a value may have changed hands; null where it never does. */
  leaseMs: (rosterClass: RosterClass | null) => number | null;
  /**
   * How far apart two uses are: between first uses for what an account takes up once (a card, a
   * device), between windows, 0 where they overlap, for what it passes through (an address); none where
   * the value is itself made of times: there the chance of being that close is 1.
   */
  gap: "starts" | "windows" | "none";
  /** κ: co-users to expect under one operator. */
  kappa: number;
  /** The value names the account itself (its own wallet), so it is never shared in good order. */
  ownKind?: boolean;
  /** The kind whose values name accounts; a value of this kind that is one is a direct link. */
  refersTo?: IdentifierKind;
  /** κ of a shared third party that is itself an account of the data. */
  kappaWhenOwned?: number;
  /**
   * Where it is a credential that can be stolen: after so long in the hands of one account alone, one
   * that turns up on it may be a thief's, and the first account his victim.
   */
  stolenAfterMs?: number;
  /** With it an account says openly whose it is: the name of a firm, and the firm's own mail domain. */
  declares?: "organization" | "domain";
  /** The kind this one is a part of (the range of an address): both together are one identifier, not two. */
  partOf?: IdentifierKind;
  /** Any class or office shares it: it is never evidence that a group is run. */
  gathersByNature?: true;
  /** One spelling of a value; as it stands where there is nothing to it. */
  normalise?: (value: string) => string;
  /** The value as it may be shown: no control characters, masked where it is personal. */
  show: (value: string) => string;
  /** What both accounts did with it: "paid with pi_93…e1". */
  did: (shown: string) => string;
}

/** An operator puts the accounts of one card on it within hours. */
export const STOLEN_AFTER_MS = 2 * MS_PER_DAY;

export const neverReassigned = (): null => null;
