import type { BundleTable } from "@/lib/domain/import";
import type { Column, Value } from "@/lib/ingest/columns/column";
import type { Fault } from "@/lib/ingest/fault";
import type { ContactKeys } from "@/lib/ingest/privacy/contact-keys";
import type { PromptTraits } from "@/lib/ingest/privacy/prompt-templates";

/** What a table's rows may use beside their own cells. */
export interface RowContext {
  /** Key of this installation for tokens that stand for secrets (phone numbers). */
  phoneKey: string;
  /** What contacts are sealed with; undefined where nothing is stored. */
  contactKeys: ContactKeys | undefined;
  /** The row also says that its account used an identifier; `seenMs` null where it says no time. */
  observe(accountId: string, kind: string, value: string, seenMs: number | null): void;
  /** Fills a column of `made`; one that is not filled is "". */
  make(column: string, value: string): void;
  /** What stays of a prompt; only its capability where its template is known from elsewhere. */
  promptTraits(prompt: string, templateKnown: boolean): PromptTraits;
}

/** Gives the SQL expression of a column's cell, a NULL where the file has none of the name. */
type CellOf = (column: string) => string;

/** What `finish` does, as SQL, for rows that need no more than that. */
interface RowByStore {
  /** True only for rows that `finish` takes. */
  plain?(cell: CellOf): string;
  /** Values that depend on other cells too, by column. */
  values?: Readonly<Record<string, (cell: CellOf) => string>>;
}

/** How one file of the bundle becomes rows of one table of the evidence store. */
export interface BundleTableSpec {
  table: BundleTable;
  columns: readonly Column[];
  /** Columns that are known and never stored. */
  dropped: readonly string[];
  /** Columns that `finish` reads and nobody stores: their values follow those of `columns`. */
  consumed?: readonly Column[];
  /** Columns of the store that `finish` makes and no file can bring. */
  made?: readonly string[];
  /** Names in the store where they differ from the bundle's. */
  storedAs: Readonly<Record<string, string>>;
  /** The store keeps file and row number of every row. */
  keepsSource: boolean;
  /** A full card number in any cell, mapped or not, rejects the row. */
  refusesCardNumbers: boolean;
  /** Set where the store may read plain rows of a Parquet file by itself; see `StoreReading`. */
  byStore?: RowByStore;
  /** Checks across cells and changes values in place (in the order of `columns`, then `consumed`). */
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
