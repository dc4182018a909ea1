/** The files of import bundle v1, in the order they are read. */
export const BUNDLE_TABLES = [
  "roster",
  "asn",
  "accounts",
  "api_keys",
  "payment_instruments",
  "exchanges",
  "observations",
  "events",
  "truth",
] as const;
export type BundleTable = (typeof BUNDLE_TABLES)[number];

/** Why a row or a whole file did not come in. Never carries the refused value of a secret column. */
export interface Reject {
  file: string;
  /** 1-based data row; 0 where the whole file is refused. */
  row: number;
  column: string;
  reason: string;
}

export interface ImportFileSummary {
  file: string;
  table: BundleTable;
  sha256: string;
  bytes: number;
  rows: number;
  rejected: number;
  /** Set where the whole file was refused; then none of its rows came in. */
  refused?: string;
  /** Same content came in with an earlier import and was passed over. */
  duplicateOf?: string;
  /** Columns the file has and the bundle does not; their cells were not read. */
  ignoredColumns?: string[];
}

/** Something in the folder that was not imported, and why. */
export interface PassedOver {
  file: string;
  reason: string;
}

export interface ImportSummary {
  importId: string;
  source: string;
  preset: string;
  dryRun: boolean;
  startedAtMs: number;
  finishedAtMs: number;
  rows: number;
  rejected: number;
  files: ImportFileSummary[];
  passedOver: PassedOver[];
  /** The first rejects; the rest are in `rejectFile`. */
  rejects: Reject[];
  rejectFile: string | null;
}

export interface ImportRecord {
  id: string;
  source: string;
  preset: string;
  status: "running" | "publishing" | "complete" | "failed";
  byName: string;
  startedAtMs: number;
  finishedAtMs: number | null;
  rows: number;
  rejected: number;
  files: ImportFileSummary[];
  /** The first rejects; never a secret value. */
  rejects: Reject[];
  error: string | null;
}

/** Told while an import runs. */
export interface ImportProgress {
  file: string;
  table: BundleTable;
  rows: number;
  rejected: number;
  bytesRead: number;
  bytesTotal: number;
}
