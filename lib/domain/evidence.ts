import type { Family, IdentifierKind } from "./identifier";
import type { RosterClass } from "./roster";

/** An import that brought a use of an identifier, by the name it has under Sources. */
export interface UseImport {
  id: string;
  label: string;
  /** When it was started. */
  atMs: number;
}

/** When one account used an identifier. Null times where the source has none. */
export interface UseWindow {
  firstSeenMs: number | null;
  lastSeenMs: number | null;
  count: number;
  /** The newest imports that brought it, newest first. Only in an explanation made for a reader: neither a run nor a case keeps them. */
  imports?: UseImport[];
  /** How many imports brought it; more than `imports` names where they are many. */
  importsTotal?: number;
}

/**
 * Why two accounts are linked, one shared identifier at a time. All figures a reader needs
 * to recompute `bits` by hand: bits = log2 κ − log2 (crowd − 1) − log2 chance.
 */
export interface EvidenceRow {
  kind: IdentifierKind;
  kindLabel: string;
  family: Family;
  value: string;
  /** The value as it may be shown (masked where the kind asks for it). */
  display: string;
  /** Coincidence odds of this identifier alone, in bits. */
  bits: number;
  /** What it adds to the link after rows of one family are damped; the rows' sum with counter-evidence is the link's bits. */
  contribution: number;
  /** Accounts on the identifier in this lease epoch, raised to the roster's floor. */
  crowd: number;
  /** Accounts seen on it in this lease epoch, before the floor. */
  observedCrowd: number;
  /** Accounts that ever used it; more than observedCrowd where it changed hands. Absent in rows kept by older runs. */
  usersEver?: number;
  /** All accounts known to the run. */
  population: number;
  /** Share of random account pairs at most this far apart on this kind. */
  chance: number;
  /** Distance in ms between the two uses, 0 where they overlap; null where unknown. */
  gapMs: number | null;
  /** (crowd − 1) × chance: strangers to expect this close by coincidence. */
  expectedStrangers: number;
  /** Co-users to expect under one operator. */
  kappa: number;
  /** The identifier is one of the two accounts' own (A pays from B's wallet). */
  direct: boolean;
  a: UseWindow;
  b: UseWindow;
  roster: { class: RosterClass; capacity: number; note: string } | null;
  /** The row in one plain sentence. */
  sentence: string;
}

const COUNTER_EVIDENCE_KINDS = [
  "verified_entity_differs",
  "contract_differs",
  "disjoint_leases",
  "disjoint_topics",
  "disjoint_hours",
  "analyst_cannot_link",
] as const;
export type CounterEvidenceKind = (typeof COUNTER_EVIDENCE_KINDS)[number];

/** What speaks against a link; `bits` is negative. */
export interface CounterEvidenceRow {
  kind: CounterEvidenceKind;
  bits: number;
  sentence: string;
}
