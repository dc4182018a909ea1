import type { Fault } from "@/lib/ingest/fault";

/** One value as a format gives it: text from CSV, JSON's types from NDJSON, Date and bigint from Parquet. */
export type Cell = unknown;

/** Stands for a field that was longer than the limit and was not held. */
export const OVERLONG = Symbol("overlong field");

/** Rows in file order; a row that could not be read at all is a fault, one that says nothing for the table null. */
export interface RowBatch {
  /** 1-based number of the first data row. */
  firstRow: number;
  /** Cells in the order of `RowSource.columns`; further cells belong to columns nobody asked for. */
  rows: (Cell[] | Fault | null)[];
}

/** What every format is read as. Reading throws RejectedFile where the file is broken. */
export interface RowSource {
  /** Names of the cells, lower case. */
  columns: string[];
  /** Columns the file has and the table has no place for. */
  ignored: string[];
  batches: AsyncIterable<RowBatch>;
}

/** Columns a table takes, by the names the file uses. */
export interface WantedColumns {
  names: readonly string[];
  required: readonly string[];
  /** Of each of these at least one has to be there. */
  oneOf?: readonly (readonly string[])[];
  /** Columns whose length does not matter: their text is never stored. */
  unlimited?: readonly string[];
  /** Hand over the cells of all other columns as well. */
  others: boolean;
  /** Only these row groups, where the format has any. */
  rowGroups?: { firstGroup: number; endGroup: number };
}
