import type { BundleTable } from "@/lib/domain/import";
import type { Column, Value } from "@/lib/ingest/columns/column";
import type { Fault } from "@/lib/ingest/fault";

/** What a table's rows may use beside their own cells. */
export interface RowContext {
  /** Key of this installation for tokens that stand for secrets (phone numbers). */
  phoneKey: string;
  /** The row also says that its account used an identifier; `seenMs` null where it says no time. */
  observe(accountId: string, kind: string, value: string, seenMs: number | null): void;
}

/** How one file of the bundle becomes rows of one table of the evidence store. */
export interface BundleTableSpec {
  table: BundleTable;
  columns: readonly Column[];
  /** Columns that are known and never stored. */
  dropped: readonly string[];
  /** Names in the store where they differ from the bundle's. */
  storedAs: Readonly<Record<string, string>>;
  /** The store keeps file and row number of every row. */
  keepsSource: boolean;
  /** A full card number in any cell, mapped or not, rejects the row. */
  refusesCardNumbers: boolean;
  /** Checks across cells and changes values in place (in the order of `columns`). */
  finish?(values: Value[], context: RowContext): Fault | undefined;
}

/** Position of a column in the values. Throws RangeError where the table has none of that name. */
export function position(columns: readonly Column[], name: string): number {
  const at = columns.findIndex((column) => column.name === name);
  if (at === -1) throw new RangeError(`no column ${name}`);
  return at;
}

/** A value that is text, else "". */
export function textAt(values: readonly Value[], at: number): string {
  const value = values[at];
  return typeof value === "string" ? value : "";
}

/** A value that is a number, else null. */
export function numberAt(values: readonly Value[], at: number): number | null {
  const value = values[at];
  return typeof value === "number" ? value : null;
}
