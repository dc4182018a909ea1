import { z } from "zod";

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

/**
 * What a cell is before it is read as the bundle's column. Epoch times come with or without a
 * fraction; `time_in_utc` is a time without a zone that its source writes in UTC; `as_number` is
 * "AS64500"; `hashed` keeps only the SHA-256 of a secret.
 */
const CONVERSIONS = [
  "epoch_seconds",
  "epoch_microseconds",
  "epoch_nanoseconds",
  "time_in_utc",
  "as_number",
  "hashed",
] as const;
export type Conversion = (typeof CONVERSIONS)[number];

/** How the columns of one file become columns of the bundle. All records go by the bundle's column names. */
export interface FileMapping {
  table: BundleTable;
  /** The name in the file, or a path into nested JSON ("card.fingerprint"). Those not named are called the same. */
  columns: Record<string, string>;
  /** Further names or paths, tried in order while the cell is empty. */
  otherwise?: Record<string, string[]>;
  /** The same text in every row, whatever the file says. */
  constants?: Record<string, string>;
  convert?: Record<string, Conversion>;
  /** The source's words, lower case, each with the bundle's. A word that is not named stays. */
  words?: Record<string, Record<string, string>>;
  /** Rows where one of these is empty say nothing for this table and are passed by, neither counted nor rejected. */
  needs?: string[];
  /** Texts that stand for nothing in this file, such as "-". */
  emptyWords?: string[];
}

/** A mapping made in the browser: the files it reads by the beginning of their names. */
export interface ImportMapping {
  /** Shown where a preset's name is shown. */
  name: string;
  files: (FileMapping & { stem: string })[];
}

const PATH_PARTS_MAX = 8;
const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, "has control characters");
const bundleColumn = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);
const sourceName = text(200).refine((name) => name.split(".").length <= PATH_PARTS_MAX, {
  message: `has more than ${PATH_PARTS_MAX} parts`,
});
const byColumn = <T extends z.ZodType>(value: T) =>
  z.record(bundleColumn, value).refine((record) => Object.keys(record).length <= 64, {
    message: "has more than 64 columns",
  });

/** A mapping as it may come from a browser or a saved preset. `truth` is never imported. */
export const importMappingSchema: z.ZodType<ImportMapping> = z.strictObject({
  name: text(80),
  files: z
    .array(
      z.strictObject({
        stem: text(120).transform((stem) => stem.toLowerCase()),
        table: z.enum(BUNDLE_TABLES).exclude(["truth"]),
        columns: byColumn(sourceName),
        otherwise: byColumn(z.array(sourceName).max(8)).optional(),
        constants: byColumn(text(1024)).optional(),
        convert: byColumn(z.enum(CONVERSIONS)).optional(),
        words: byColumn(
          z.record(text(80), text(80)).refine((words) => Object.keys(words).length <= 100, {
            message: "has more than 100 words",
          }),
        ).optional(),
        needs: z.array(bundleColumn).max(16).optional(),
        emptyWords: z.array(text(40)).max(16).optional(),
      }),
    )
    .min(1)
    .max(20),
});

/** What an import has stored for good of one file, or of one run of its row groups. */
export interface StoredUnit {
  rows: number;
  rejected: number;
  /** Rows the store has to hold once this is in; written before it is sent. */
  state: "sending" | "stored";
  /** The first rejects of it. */
  rejects: Reject[];
  /** Set on the unit that stands for a whole file. */
  file?: ImportFileSummary;
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

/**
 * running → publishing → complete; running → cancelled, failed or, where its process died,
 * interrupted (what it stored so far is kept, unseen, for it to go on); complete → undone.
 */
const IMPORT_STATUSES = [
  "running",
  "interrupted",
  "publishing",
  "complete",
  "failed",
  "cancelled",
  "undone",
] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export interface ImportRecord {
  id: string;
  source: string;
  preset: string;
  status: ImportStatus;
  byName: string;
  startedAtMs: number;
  finishedAtMs: number | null;
  rows: number;
  rejected: number;
  files: ImportFileSummary[];
  /** The first rejects; never a secret value. */
  rejects: Reject[];
  error: string | null;
  /** Where a running one stands; null before its first word and after its end. */
  progress: ImportProgress | null;
  undone: { atMs: number; byName: string; reason: string } | null;
}

/** Where one file stands. */
export interface FileProgress {
  file: string;
  table: BundleTable;
  rows: number;
  rejected: number;
  bytesRead: number;
  bytesTotal: number;
}

/** Told while an import runs. */
export interface ImportProgress extends FileProgress {
  /** Over all files of the import: bytes read of bytes there are, rows, and when it began. */
  overall: { rows: number; bytesRead: number; bytesTotal: number; startedAtMs: number; atMs: number };
}
