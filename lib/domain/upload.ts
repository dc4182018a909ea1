import type { BundleTable, Conversion, ImportMapping, ImportProgress, ImportSummary } from "./import";

/** One file of an upload, whole and hashed. */
export interface UploadedFile {
  name: string;
  bytes: number;
  sha256: string;
}

/** Files somebody brought through the browser and has not imported yet. */
export interface UploadView {
  id: string;
  createdAtMs: number;
  files: UploadedFile[];
  /** The largest file taken. */
  fileBytesMax: number;
  /** Set once an import has taken it. */
  importId: string | null;
}

/** A part of a file has come: the bytes there are now, and the hash once the file is whole. */
export interface ReceivedPart {
  bytes: number;
  sha256: string | null;
}

/** A file as its first rows show it, and what it probably is. */
export interface InspectedFile {
  name: string;
  /** Base name without endings, lower case: what presets and mappings know it by. */
  stem: string;
  /** Null where it cannot be read; then `refused` says why. */
  inspection: FileInspection | null;
  refused: string | null;
}

export interface FileInspection {
  format: string;
  /** Samples are masked and shortened: they hold what account holders typed. */
  columns: { name: string; samples: string[]; guess: { table: BundleTable; column: string } | null }[];
  /** Columns past the first 200. */
  columnsLeftOff: number;
  /** The first 20 rows, cells in the order of `columns`, masked and shortened. */
  rows: string[][];
  guesses: {
    preset: string | null;
    table: BundleTable | null;
    columns: Record<string, string>;
    convert: Record<string, Conversion>;
  };
}

export interface PresetChoice {
  name: string;
  label: string;
  /** What it reads of these files, by name; the rest are passed over. */
  reads: string[];
  /** Set for one somebody saved. */
  saved: SavedPreset | null;
}

/** What a table of the bundle takes, for the mapping step. */
export interface TableColumns {
  table: BundleTable;
  columns: { name: string; required: boolean; time: boolean }[];
}

export interface UploadInspection {
  files: InspectedFile[];
  presets: PresetChoice[];
  /** Name of the preset that fits best; null where the files must be mapped by hand. */
  suggested: string | null;
  tables: TableColumns[];
}

/** How an upload is read: by a preset of the product, or by a mapping. */
export interface ReadingChoice {
  preset: string;
  mapping?: ImportMapping | undefined;
}

/** How many rows were set aside for one reason. */
export interface RejectCount {
  file: string;
  column: string;
  reason: string;
  rows: number;
}

/** Where the check of an upload stands. */
export type DryRunView =
  | { state: "none" }
  | { state: "running"; startedAtMs: number; progress: ImportProgress | null }
  | { state: "complete"; summary: ImportSummary; reasons: RejectCount[]; choice: ReadingChoice }
  | { state: "failed"; reason: string }
  | { state: "cancelled" };

/** A mapping saved under a name. */
export interface SavedPreset {
  id: string;
  name: string;
  mapping: ImportMapping;
  byName: string;
  createdAtMs: number;
}

/** What would leave the evidence store with an import. */
export interface UndoPreview {
  importId: string;
  /** Records by table of the bundle, none that are empty. */
  records: { table: string; rows: number }[];
  /** Rows the store made from them: roll-ups, prompt templates. */
  derivedRows: number;
  /** Resolve runs whose networks were found with it. */
  staleRuns: number;
}
