import type { FileMapping } from "@/lib/domain/import";
import { isEmpty } from "@/lib/ingest/columns/column";
import type { FileSource } from "@/lib/ingest/formats/byte-source";
import { columnName } from "@/lib/ingest/formats/header";
import { openRows } from "@/lib/ingest/formats/open";
import type { Cell, RowBatch, RowSource, WantedColumns } from "@/lib/ingest/formats/row-batch";
import { Fault } from "@/lib/ingest/fault";
import type { BundleTableSpec } from "@/lib/ingest/tables/bundle-table";
import { converted } from "./convert";
import { valueUnder } from "./path";
import { isHash, tokenHash, withoutTokens } from "../secret-token";

/** Name of a column of the file that another one stands in for. */
const SHADOWED = "(replaced)";
/** Columns whose values open something; only their hashes are taken. */
const SECRET_NAME = /(^|[._-])(authorization|x[_-]api[_-]key|cookie|password|secret)$/;
/** Columns of a table whose text is read and never stored. */
function neverStored(spec: BundleTableSpec): string[] {
  return [...new Set([...spec.dropped, ...(spec.consumed ?? []).map((column) => column.name)])];
}

function isSet(record: object | undefined): boolean {
  return record !== undefined && Object.keys(record).length > 0;
}

function knownColumns(spec: BundleTableSpec): string[] {
  return [...spec.columns.map((column) => column.name), ...neverStored(spec)];
}

/** Whether a mapping only gives the columns of its table other names, each its own. */
export function isPlainMapping(mapping: FileMapping, spec: BundleTableSpec): boolean {
  const names = knownColumns(spec)
    .flatMap((column) => sourcesOf(mapping, column))
    .map(columnName);
  return (
    names.every((name) => !name.includes(".")) &&
    new Set(names).size === names.length &&
    ![mapping.otherwise, mapping.constants, mapping.convert, mapping.words].some(isSet) &&
    ![mapping.needs, mapping.emptyWords].some(isSet)
  );
}

/** Whether a cell has nothing in it, an object or a list without members included. */
function isNothing(cell: Cell): boolean {
  if (isEmpty(cell)) return true;
  if (typeof cell !== "object" || cell === null || cell instanceof Date) return false;
  return Object.keys(cell).length === 0;
}

interface Place {
  /** What stands there opens something, whatever it looks like. */
  isSecret: boolean;
  /** Whole name of a column, or -1. */
  at: number;
  /** Column that may hold the path, or -1. */
  rootAt: number;
  path: readonly string[];
}

/** One column of the bundle as a row of the file gives it. */
class MappedColumn {
  private readonly places: readonly Place[];
  private readonly constant: string | undefined;
  private readonly words: ReadonlyMap<string, string> | undefined;

  constructor(
    readonly name: string,
    private readonly mapping: FileMapping,
    private readonly isStored: boolean,
    header: readonly string[],
  ) {
    const entry = <T>(record: Record<string, T> | undefined): T | undefined =>
      record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
    this.constant = entry(mapping.constants);
    const words = entry(mapping.words);
    this.words = words === undefined ? undefined : new Map(Object.entries(words));
    this.places = sourcesOf(mapping, name).map((source) => {
      const [root = "", ...path] = source.split(".");
      return {
        isSecret: SECRET_NAME.test(columnName(source)),
        at: header.indexOf(columnName(source)),
        rootAt: path.length === 0 ? -1 : header.indexOf(columnName(root)),
        path,
      };
    });
  }

  read(cells: readonly Cell[], emptyWords: ReadonlySet<string>): Cell {
    if (this.constant !== undefined) return this.constant;
    for (const place of this.places) {
      let cell = place.at === -1 ? undefined : cells[place.at];
      if (isNothing(cell) && place.rootAt !== -1) cell = valueUnder(cells[place.rootAt], place.path);
      if (typeof cell === "boolean") cell = String(cell);
      if (isNothing(cell) || (typeof cell === "string" && emptyWords.has(cell.trim()))) continue;
      if (place.isSecret && typeof cell === "string" && !isHash(cell)) return tokenHash(cell);
      const value = this.finished(cell);
      if (!isEmpty(value)) return value;
    }
    return undefined;
  }

  private finished(cell: Cell): Cell {
    const conversion = this.mapping.convert?.[this.name];
    const value = conversion === undefined ? cell : converted(cell, conversion);
    if (typeof value !== "string") return value;
    const word = this.words?.get(value.trim().toLowerCase());
    if (word !== undefined) return word;
    return this.isStored ? withoutTokens(value) : value;
  }
}

/** Names and paths a column of the bundle is read from, in the order they are tried. */
function sourcesOf(mapping: FileMapping, column: string): string[] {
  const own = (record: object | undefined): boolean => record !== undefined && Object.hasOwn(record, column);
  if (own(mapping.constants)) return [];
  const first = own(mapping.columns) ? mapping.columns[column] : undefined;
  const further = own(mapping.otherwise) ? mapping.otherwise?.[column] : undefined;
  return [first ?? column, ...(further ?? [])];
}

function rootAndWhole(source: string): string[] {
  return [columnName(source), columnName(source.split(".")[0] ?? source)];
}

function asText(cell: Cell): Cell {
  if (typeof cell !== "object" || cell === null || cell instanceof Date) return cell;
  return JSON.stringify(cell, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}

/**
 * A file's rows with their columns under the bundle's names, as its mapping says. Tokens that open
 * something never leave here: they become hashes. Throws RejectedFile.
 */
export async function openMapped(
  file: { format: string; mapping: FileMapping },
  source: FileSource,
  spec: BundleTableSpec,
  rowGroups?: WantedColumns["rowGroups"],
): Promise<RowSource> {
  const { mapping } = file;
  const known = knownColumns(spec);
  const sources = new Map(known.map((column) => [column, sourcesOf(mapping, column)]));
  const required = spec.columns.filter(
    (column) => column.required && !Object.hasOwn(mapping.constants ?? {}, column.name),
  );
  const opened = await openRows(file.format, source, {
    names: [...new Set([...sources.values()].flat().flatMap(rootAndWhole))],
    required: [],
    oneOf: required.map((column) => [...new Set((sources.get(column.name) ?? []).flatMap(rootAndWhole))]),
    unlimited: neverStored(spec).flatMap((column) => (sources.get(column) ?? []).flatMap(rootAndWhole)),
    others: spec.refusesCardNumbers,
    ...(rowGroups === undefined ? {} : { rowGroups }),
  });
  if (isPlainMapping(mapping, spec)) {
    const renamed = new Map([...sources].map(([column, names]) => [columnName(names[0] ?? column), column]));
    const columns = opened.columns.map((name) => renamed.get(name) ?? (sources.has(name) ? SHADOWED : name));
    return { ...opened, columns };
  }
  const unstored = new Set(neverStored(spec));
  const columns = known.map(
    (column) => new MappedColumn(column, mapping, !unstored.has(column), opened.columns),
  );
  const emptyWords = new Set(mapping.emptyWords);
  const needed = (mapping.needs ?? []).map((name) => known.indexOf(name)).filter((at) => at !== -1);

  const mapped = (cells: readonly Cell[]): Cell[] | null => {
    const row = columns.map((column) => column.read(cells, emptyWords));
    if (needed.some((at) => isEmpty(row[at]))) return null;
    if (spec.refusesCardNumbers) for (const cell of cells) row.push(asText(cell));
    return row;
  };
  async function* batches(): AsyncGenerator<RowBatch> {
    for await (const batch of opened.batches) {
      yield {
        firstRow: batch.firstRow,
        rows: batch.rows.map((row) => (row === null || row instanceof Fault ? row : mapped(row))),
      };
    }
  }
  return {
    columns: [...known, ...(spec.refusesCardNumbers ? opened.columns.map(() => SHADOWED) : [])],
    ignored: opened.ignored,
    batches: batches(),
  };
}
