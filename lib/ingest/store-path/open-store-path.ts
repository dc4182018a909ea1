import type { BundleFile } from "@/lib/ingest/bundle";
import type { StoreReading } from "@/lib/ingest/columns/column";
import { emptyCell, MANY_DIGITS, pattern } from "@/lib/ingest/columns/plain-text";
import { columnName, ignoredColumns } from "@/lib/ingest/formats/header";
import { isPlainMapping } from "@/lib/ingest/mapping/open-mapped";
import { TABLE_SPECS } from "@/lib/ingest/tables";
import type { BundleTableSpec } from "@/lib/ingest/tables/bundle-table";
import { columnTypes } from "@/lib/stores/evidence/tables";
import { planParquet, type ParquetColumn, type ParquetPlan } from "./parquet-parts";

/** How one file is read by the store itself. */
export interface StorePath {
  plan: ParquetPlan;
  /** Columns of the stage table, with the SQL of their values. */
  values: [column: string, sql: string][];
  /** True for the rows the store takes; the others are read one by one. */
  plain: string;
  /** What `input()` declares. */
  structure: string;
  ignoredColumns: string[];
}

const SAFE_NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;

function declaration(column: ParquetColumn, stored: string | undefined): string {
  const lowCardinality = column.type === "text" && stored?.startsWith("LowCardinality") === true;
  return `\`${column.name}\` ${lowCardinality ? `LowCardinality(Nullable(${column.declared}))` : `Nullable(${column.declared})`}`;
}

/** Full card numbers may hide in any cell but a time; undefined where a cell cannot be searched. */
function cardCheck(columns: ParquetPlan["columns"]): string[] | undefined {
  const checks: string[] = [];
  for (const column of columns.values()) {
    if (column === undefined || column.type === "decimal") return undefined;
    if (column.type !== "time")
      checks.push(`NOT match(ifNull(toString(\`${column.name}\`), ''), ${pattern(MANY_DIGITS)})`);
  }
  return checks;
}

function readings(
  spec: BundleTableSpec,
  found: ReadonlyMap<string, ParquetColumn>,
  nowMs: number,
): Map<string, StoreReading> | undefined {
  const read = new Map<string, StoreReading>();
  for (const column of spec.columns) {
    const source = found.get(column.name);
    if (source === undefined) continue;
    const reading = column.byStore?.(source.type, nowMs);
    if (reading === undefined) return undefined;
    read.set(column.name, reading);
  }
  return read;
}

function absent(value: string | number | null): string {
  if (value === null) return "NULL";
  return typeof value === "number" ? String(value) : `'${value}'`;
}

/**
 * Whether and how the store can read a file by itself: a Parquet file of plain columns, of a table
 * whose rows need no secret of this installation. Undefined otherwise: then rows are read here.
 */
export async function openStorePath(file: BundleFile, nowMs: number): Promise<StorePath | undefined> {
  const spec = TABLE_SPECS[file.table];
  if (
    spec.byStore === undefined ||
    file.format !== "parquet" ||
    file.gzip ||
    !isPlainMapping(file.mapping, spec)
  )
    return undefined;
  const plan = await planParquet(file.path, file.bytes);
  if (plan === undefined || ![...plan.columns.keys()].every((name) => SAFE_NAME.test(name))) return undefined;

  const byName = new Map([...plan.columns].map(([name, column]) => [columnName(name), column]));
  const consumed = (spec.consumed ?? []).map(({ name }) => (file.columns[name] ?? name).toLowerCase());
  if (byName.size !== plan.columns.size || consumed.some((name) => byName.has(name))) return undefined;
  const found = new Map<string, ParquetColumn>();
  const sourceNames: string[] = [];
  for (const column of spec.columns) {
    const name = (file.columns[column.name] ?? column.name).toLowerCase();
    sourceNames.push(name);
    if (!byName.has(name)) {
      if (column.required) return undefined;
      continue;
    }
    const source = byName.get(name);
    if (source === undefined) return undefined;
    found.set(column.name, source);
  }
  const read = readings(spec, found, nowMs);
  const cards = spec.refusesCardNumbers ? cardCheck(plan.columns) : [];
  if (read === undefined || cards === undefined) return undefined;

  const cellOf = (column: string): string => {
    const source = found.get(column);
    return source === undefined ? "NULL" : `\`${source.name}\``;
  };
  const plain = [...cards];
  for (const column of spec.columns) {
    const reading = read.get(column.name);
    if (reading === undefined) continue;
    plain.push(reading.plain(cellOf(column.name)));
    if (!column.required) continue;
    const isText = found.get(column.name)?.type === "text";
    plain.push(`NOT ${isText ? emptyCell(cellOf(column.name)) : `(${cellOf(column.name)} IS NULL)`}`);
  }
  const across = spec.byStore.plain?.(cellOf);
  if (across !== undefined) plain.push(`(${across})`);

  const types = columnTypes(spec.table);
  const needed = new Set([...found.values(), ...(spec.refusesCardNumbers ? plan.columns.values() : [])]);
  const stored = new Map(
    [...found].map(([column, source]) => [source.name, types.get(spec.storedAs[column] ?? column)]),
  );
  return {
    plan,
    values: spec.columns.map((column) => [
      spec.storedAs[column.name] ?? column.name,
      spec.byStore?.values?.[column.name]?.(cellOf) ??
        read.get(column.name)?.value(cellOf(column.name)) ??
        absent(column.empty),
    ]),
    plain: plain.join(" AND "),
    structure: [...needed]
      .filter((column) => column !== undefined)
      .map((column) => declaration(column, stored.get(column.name)))
      .join(", "),
    ignoredColumns: ignoredColumns([...byName.keys()], {
      names: [...sourceNames, ...spec.dropped],
      required: [],
      others: false,
    }),
  };
}
