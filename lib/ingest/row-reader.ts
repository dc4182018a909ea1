import { holdsCardNumber } from "./card-number";
import { isEmpty, type Value } from "./columns/column";
import { Fault } from "./fault";
import type { Cell } from "./formats/row-batch";
import type { BundleTableSpec, RowContext } from "./tables/bundle-table";

const MISSING = "is empty and must not be";
const CARD_NUMBER = "looks like a full card number; import the processor's fingerprint instead";

/** What of a cell could be a card number. An amount with a fraction in a column nobody stores is none. */
function cardText(cell: Cell, stored: boolean): string {
  if (typeof cell === "string") return !stored && /^\s*-?\d+\.\d+\s*$/.test(cell) ? "" : cell;
  if (typeof cell === "bigint") return String(cell);
  return typeof cell === "number" && (stored || Number.isInteger(cell)) ? String(cell) : "";
}

/** Reads the cells of one table's rows into values. One reader per file: it reuses its values. */
export class RowReader {
  readonly values: Value[];
  private readonly cellOf: readonly number[];
  private readonly timeCells: ReadonlySet<number>;

  /** `sourceName` gives the file's name of a column of the bundle. */
  constructor(
    private readonly spec: BundleTableSpec,
    private readonly header: readonly string[],
    sourceName: (column: string) => string,
    private readonly nowMs: number,
  ) {
    this.cellOf = spec.columns.map((column) => header.indexOf(sourceName(column.name)));
    this.timeCells = new Set(this.cellOf.filter((_, at) => spec.columns[at]?.time === true));
    this.values = spec.columns.map((column) => column.empty);
  }

  /** Fills `values`, or says why the row cannot come in. Never throws for what a file may hold. */
  read(cells: readonly Cell[], context: RowContext): Fault | undefined {
    const { spec, values, cellOf, nowMs } = this;
    const { columns } = spec;
    if (spec.refusesCardNumbers) {
      const card = this.cardNumberIn(cells);
      if (card !== undefined) return card;
    }
    for (let at = 0; at < columns.length; at += 1) {
      const column = columns[at];
      if (column === undefined) continue;
      const from = cellOf[at] ?? -1;
      const cell = from === -1 ? undefined : cells[from];
      if (isEmpty(cell)) {
        if (column.required) return new Fault(MISSING, column.name);
        values[at] = column.empty;
        continue;
      }
      const value = column.parse(cell, nowMs);
      if (value instanceof Fault) return new Fault(value.reason, column.name);
      values[at] = value;
    }
    return spec.finish?.(values, context);
  }

  /** Times are read as times and nothing else, so their cells cannot carry a card number in. */
  private cardNumberIn(cells: readonly Cell[]): Fault | undefined {
    for (let at = 0; at < cells.length; at += 1) {
      if (!this.timeCells.has(at) && holdsCardNumber(cardText(cells[at], this.cellOf.includes(at))))
        return new Fault(CARD_NUMBER, this.knownName(at));
    }
    return undefined;
  }

  /** The bundle's name of a cell's column; a name of the file's own is not repeated, it may hold anything. */
  private knownName(cell: number): string {
    const at = this.cellOf.indexOf(cell);
    const known = this.spec.columns[at]?.name;
    if (known !== undefined) return known;
    const name = this.header[cell] ?? "";
    return this.spec.dropped.includes(name) ? name : "(another column)";
  }
}
