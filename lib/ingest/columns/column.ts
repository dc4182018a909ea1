import type { Fault } from "@/lib/ingest/fault";
import type { Cell } from "@/lib/ingest/formats/row-batch";

/** A value as the store takes it: text, a number (times as epoch ms), or nothing. */
export type Value = string | number | null;

/** What a Parquet column holds, as far as the store's own reading goes. */
export type StoreType = "text" | "integer" | "decimal" | "time";

/**
 * How the store reads a column by itself, as SQL. `cell` is an expression of a nullable type.
 * `plain` must be true only where `value` is exactly what `parse` makes of the cell; every other
 * row is left to `parse`. It must never be NULL.
 */
export interface StoreReading {
  plain(cell: string): string;
  value(cell: string): string;
}

/** One column of a bundle table: its name there and how a cell becomes a value. */
export interface Column {
  name: string;
  required: boolean;
  /** Value of an absent or empty cell. */
  empty: Value;
  /** Values are epoch ms. */
  time: boolean;
  parse(cell: Cell, now: NowMs): Value | Fault;
  /** Undefined where the store cannot read such a column by itself. */
  byStore?(type: StoreType, now: NowMs): StoreReading | undefined;
}

/** When the import runs: no time may lie far ahead of it. */
type NowMs = number;

export function required(column: Column): Column {
  return { ...column, required: true };
}

/** Whether a cell has nothing in it. */
export function isEmpty(cell: Cell): boolean {
  if (typeof cell !== "string") return cell === undefined || cell === null;
  if (cell === "") return true;
  const first = cell.charCodeAt(0);
  return (first <= 32 || first > 126) && cell.trim() === "";
}
