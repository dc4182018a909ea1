import type { Account } from "@/lib/domain/account";
import type { CaseReview, CaseSubject, CaseSummary, Claim } from "@/lib/domain/case";
import type { CaseFigures } from "@/lib/domain/figures";
import type { Family, Observation } from "@/lib/domain/identifier";
import type { ImportRecord } from "@/lib/domain/import";
import type { GuardRow, Link } from "@/lib/domain/link";
import type { SharedIdentifier, WeakBridge } from "@/lib/domain/network";
import type { PacketSummary } from "@/lib/domain/packet";
import type { AuditRow } from "@/lib/domain/views";

/** Rows that may be too many to hold: read once, in the order given. */
export type Rows<T> = Iterable<T> | AsyncIterable<T>;

/** An account as the records have it. E-mail and phone only where the tier shows them in clear; else they may stay out. */
interface PacketAccount extends Account {
  email?: string;
  phone?: string;
}

/** A subject of the case with what it did, as the report's table shows it. */
export interface PacketSubject extends CaseSubject {
  account: PacketAccount;
  exchanges: number;
  inputTokens: number;
  outputTokens: number;
}

export interface ApiKeyRow {
  apiKeyId: string;
  accountId: string;
  createdAtMs: number | null;
  revokedAtMs: number | null;
}

export interface PaymentInstrumentRow {
  accountId: string;
  fingerprint: string;
  kind: string;
  bin: string;
  funding: string;
  issuerCountry: string;
  billingName: string;
  addedAtMs: number | null;
  removedAtMs: number | null;
}

/** What one account did on one UTC day. `day` is "2026-04-22". */
export interface DailyActivityRow {
  accountId: string;
  day: string;
  exchanges: number;
  inputTokens: number;
  outputTokens: number;
}

/** The records of the case's subjects, and of nobody else: a row of another account fails the build. */
interface PacketRecords {
  apiKeys: Rows<ApiKeyRow>;
  paymentInstruments: Rows<PaymentInstrumentRow>;
  observations: Rows<Observation>;
  dailyActivity: Rows<DailyActivityRow>;
}

interface PacketMethod {
  modelVersion: string;
  /** Thresholds, lease times, κ and the like, as the run used them. */
  parameters: Readonly<Record<string, unknown>>;
  notes: readonly string[];
  /** Per kind, and "created" for sign-up times: `shares[i]` of the sampled account pairs are at most `gapsMs[i]` apart. */
  gapTables: Readonly<
    Record<string, { gapsMs: readonly number[]; shares: readonly number[]; samples: number }>
  >;
}

type PacketNetwork = {
  id: string;
  label: string;
  headline: string;
  families: Family[];
  strengthBits: number;
  shared: SharedIdentifier[];
  guards: GuardRow[];
  weakBridges: WeakBridge[];
};

/** One entry of the installation's audit log that concerns the case, with its place in that log's chain. */
export type PacketCustodyEntry = AuditRow & { prevHash: string };

/** Everything a packet states, handed in by a service. The packet is a function of this value alone. */
export interface PacketInput {
  packet: Pick<PacketSummary, "id" | "number" | "tier" | "builtAtMs" | "builtBy"> & {
    /** The bare version, "0.1.0". */
    softwareVersion: string;
    /** 64 hex digits, random for each packet: keys the pseudonyms and is never written out. */
    pseudonymKey: string;
  };
  case: Pick<CaseSummary, "id" | "number" | "title" | "status" | "openedAtMs" | "openedByName"> & {
    purpose: string;
    /** SHA-256 of exactly what was approved. */
    contentHash: string;
  };
  figures: CaseFigures;
  claims: readonly Pick<Claim, "id" | "text" | "evidence" | "authorName" | "createdAtMs">[];
  subjects: readonly PacketSubject[];
  /** The network's spanning forest restricted to the subjects, and every link a claim rests on. */
  links: readonly Link[];
  network: PacketNetwork;
  approvals: readonly Pick<CaseReview, "id" | "decision" | "byName" | "atMs" | "reason" | "contentHash">[];
  method: PacketMethod;
  imports: readonly Pick<
    ImportRecord,
    "id" | "source" | "preset" | "byName" | "startedAtMs" | "finishedAtMs" | "rows" | "rejected" | "files"
  >[];
  custody: readonly PacketCustodyEntry[];
  records: PacketRecords;
}
