import type { Fault } from "@/lib/ingest/fault";
import type { Cell } from "@/lib/ingest/formats/row-batch";

/** A value as the store takes it: text, a number (times as epoch ms), or nothing. */
export type Value = string | number | null;

/** One column of a bundle table: its name there and how a cell becomes a value. */
export interface Column {
  name: string;
  required: boolean;
  /** Value of an absent or empty cell. */
  empty: Value;
  /** Values are epoch ms. */
  time: boolean;
  parse(cell: Cell, now: NowMs): Value | Fault;
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
