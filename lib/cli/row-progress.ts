import { grouped } from "@/lib/core/format";
import { type Clock, MS_PER_SECOND, spanWords } from "@/lib/core/time";

interface OpenTable {
  startedMs: number;
  /** Rows there were when it was first heard of. */
  startedRows: number;
  rows: number;
  expectedRows: number | undefined;
}

/** How far the writing of tables is, as a sentence: rows, rate, and time left where the end is known. */
export class RowProgress {
  readonly #open = new Map<string, OpenTable>();

  constructor(private readonly clock: Clock) {}

  /** Takes a table's rows so far. @returns the sentence of all tables under way, one after the other */
  heard(table: string, rows: number, expectedRows: number | undefined): string {
    const open = this.#open.get(table) ?? {
      startedMs: this.clock.nowMs(),
      startedRows: rows,
      rows,
      expectedRows,
    };
    open.rows = rows;
    this.#open.set(table, open);
    return [...this.#open].map(([name, each]) => this.#sentence(name, each)).join("; ");
  }

  /** Takes a table's end. @returns its closing sentence */
  ended(table: string, rows: number): string {
    this.#open.delete(table);
    return `${table}: ${grouped(rows)} rows`;
  }

  #sentence(table: string, { startedMs, startedRows, rows, expectedRows }: OpenTable): string {
    const seconds = (this.clock.nowMs() - startedMs) / MS_PER_SECOND;
    const perSecond = seconds > 0 ? (rows - startedRows) / seconds : 0;
    const so = `${table}: ${grouped(rows)}${expectedRows === undefined ? "" : ` of ${grouped(expectedRows)}`} rows`;
    if (seconds < 1 || perSecond === 0) return so;
    const rate = `${so}, ${grouped(Math.round(perSecond))} a second`;
    return expectedRows === undefined
      ? rate
      : `${rate}, ${spanWords(((expectedRows - rows) / perSecond) * MS_PER_SECOND)} left`;
  }
}
