import { z } from "zod";
import type { NetworkSuccession } from "./lineage";
import type { Membership } from "./network";
import type { PacketSummary } from "./packet";

export const CASE_STATUSES = ["draft", "in_review", "approved", "closed"] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

export const CASE_STATUS_LABEL: Record<CaseStatus, string> = {
  draft: "Draft",
  in_review: "In review",
  approved: "Approved",
  closed: "Closed",
};

/** What a claim rests on. Every claim has at least one. */
export const evidenceRefSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("link"),
    accountA: z.string().min(1).max(256),
    accountB: z.string().min(1).max(256),
  }),
  z.object({
    type: z.literal("identifier"),
    kind: z.string().min(1).max(40),
    value: z.string().min(1).max(1024),
  }),
  z.object({ type: z.literal("account"), accountId: z.string().min(1).max(256) }),
  z.object({ type: z.literal("network") }),
]);
export type EvidenceRef = z.infer<typeof evidenceRefSchema>;

/**
 * A figure a claim may name as {{figure}}: computed from the records, never typed.
 * See lib/domain/figures.ts for what each one counts.
 */
export interface Claim {
  id: string;
  /** As written, with {{figures}}. */
  text: string;
  /** As it reads now, figures filled in. */
  rendered: string;
  evidence: EvidenceRef[];
  authorId: string;
  authorName: string;
  createdAtMs: number;
}

interface CaseNote {
  id: string;
  text: string;
  authorName: string;
  createdAtMs: number;
}

export interface CaseSubject {
  accountId: string;
  membership: Membership;
  bits: number;
}

export interface CaseReview {
  id: string;
  decision: "submitted" | "approved" | "sent_back";
  byId: string;
  byName: string;
  atMs: number;
  reason: string;
  contentHash: string;
}

export interface CaseSummary {
  id: string;
  number: string;
  title: string;
  status: CaseStatus;
  networkId: string;
  networkLabel: string;
  openedByName: string;
  openedAtMs: number;
  updatedAtMs: number;
  submittedAtMs: number | null;
  accountCount: number;
  claimCount: number;
  packetCount: number;
}

export interface CaseView extends CaseSummary {
  purpose: string;
  openedById: string;
  submittedById: string | null;
  /** Optimistic lock: a write names the version it was made against. */
  version: number;
  /** SHA-256 of the canonical JSON of everything an approval covers. */
  contentHash: string;
  subjects: CaseSubject[];
  notes: CaseNote[];
  claims: Claim[];
  reviews: CaseReview[];
  packets: PacketSummary[];
  figures: Record<string, string>;
  /** Where the accounts of its network are today, once the network is no longer found; null while it is. */
  succession: NetworkSuccession | null;
  /** What the signed-in user may do to it now, and the reason where not. */
  allowed: Record<"edit" | "submit" | "approve" | "send_back" | "export", { ok: boolean; reason: string }>;
}
