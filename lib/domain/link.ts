import type { CounterEvidenceRow, EvidenceRow } from "./evidence";
import type { Family } from "./identifier";

/** confirmed holds networks together; candidate is drawn dashed and never counted; none is below both. */
export type LinkStatus = "confirmed" | "candidate" | "none";

/** A rule that kept a link or an account from counting, with the sentence that says so. */
export interface GuardRow {
  guard:
    | "two_families"
    | "verified_enterprise"
    | "declared_organization"
    | "roster"
    | "minimum_evidence"
    | "single_family_data"
    | "analyst_must_link"
    | "analyst_cannot_link"
    | "group_evidence"
    | "possible_victim";
  sentence: string;
}

/** A scored pair of accounts. accountA < accountB (string order). */
export interface Link {
  accountA: string;
  accountB: string;
  bits: number;
  status: LinkStatus;
  families: Family[];
  evidence: EvidenceRow[];
  counterEvidence: CounterEvidenceRow[];
  guards: GuardRow[];
}

/** A link with its one-sentence summary, as panel, API, command line and packet show it. */
export interface LinkExplanation extends Link {
  sentence: string;
  modelVersion: string;
  /** Bits from which the model draws a link as a candidate, and from which it counts. */
  thresholds: { candidateBits: number; confirmBits: number };
}
