import { stat } from "node:fs/promises";
import { RingleaderError } from "@/lib/core/errors";
import type { BundleTable, FileMapping } from "@/lib/domain/import";
import type { FileInspection } from "@/lib/domain/upload";
import { columnName } from "@/lib/ingest/formats/header";
import { parseFileName } from "@/lib/ingest/formats/open";
import { PRESETS } from "@/lib/ingest/presets";
import { isNamed, type PresetFile } from "@/lib/ingest/presets/preset";
import { RejectedFile } from "@/lib/ingest/rejected-file";
import { firstRows, type FirstRows } from "./first-rows";
import { guessColumns, guessTable } from "./guess";
import { maskedCell } from "./mask";

const ROWS_READ = 200;
const ROWS_SHOWN = 20;
const COLUMNS_SHOWN = 200;
const SAMPLES = 3;
const NAME_SHOWN = 120;

function samplesOf(rows: FirstRows["rows"], name: string): string[] {
  const samples = new Set<string>();
  for (const row of rows) {
    const shown = maskedCell(row.get(name), name);
    if (shown !== "") samples.add(shown);
    if (samples.size === SAMPLES) break;
  }
  return [...samples];
}

/** Whether columns a file of this kind always has are all there, whole or as the beginning of a path. */
function hasSigns(file: PresetFile, names: readonly string[]): boolean {
  const isThere = (sign: string): boolean =>
    names.some((name) => name === sign || name.startsWith(`${sign}.`));
  return file.signs?.some((signs) => signs.every(isThere)) === true;
}

interface Known {
  preset: string | null;
  file: PresetFile;
}

/** The preset a file belongs to by its columns; `preset` null where its name is not one the preset reads. */
function knownFile(stem: string, format: string, names: readonly string[]): Known | undefined {
  let unnamed: Known | undefined;
  for (const preset of PRESETS) {
    for (const file of preset.files) {
      if (!hasSigns(file, names)) continue;
      if (isNamed(file, stem, format)) return { preset: preset.name, file };
      unnamed ??= { preset: null, file };
    }
  }
  return unnamed;
}

/** The names in the file that a preset's columns are read from, of those that are there. */
function columnsThere(mapping: FileMapping, names: readonly string[]): Record<string, string> {
  const there = new Map(names.map((name) => [columnName(name), name]));
  const guessed = guessColumns(mapping.table, names);
  for (const column of new Set([...Object.keys(mapping.columns), ...Object.keys(mapping.otherwise ?? {})])) {
    const sources = [mapping.columns[column] ?? column, ...(mapping.otherwise?.[column] ?? [])];
    const source = sources.map((name) => there.get(columnName(name))).find((name) => name !== undefined);
    if (source === undefined) delete guessed[column];
    else guessed[column] = source;
  }
  return guessed;
}

function bundleStem(stem: string, table: BundleTable): boolean {
  return stem === table || (stem.startsWith(table) && /^[-.]/.test(stem.slice(table.length)));
}

function guessesFor(stem: string, format: string, names: readonly string[]): FileInspection["guesses"] {
  const plain = names.map(columnName);
  const known = knownFile(stem, format, plain);
  if (known !== undefined) {
    const { table, convert } = known.file;
    return {
      preset: known.preset,
      table,
      columns: columnsThere(known.file, names),
      convert: { ...convert },
    };
  }
  const table = guessTable(stem, names);
  if (table === null) return { preset: null, table: null, columns: {}, convert: {} };
  const columns = guessColumns(table, names);
  const isBundle =
    bundleStem(stem, table) && Object.entries(columns).every(([column, name]) => column === columnName(name));
  return { preset: isBundle ? "bundle" : null, table, columns, convert: {} };
}

/**
 * What a file of an upload holds: its format, its columns (paths into nested JSON included), its
 * first rows, and what it probably is. Personal data, secrets and long text come masked.
 * @throws RingleaderError `bad_input` where the file cannot be read, with a sentence that says why.
 */
export async function inspectFile(path: string, fileName: string): Promise<FileInspection> {
  const parsed = parseFileName(fileName);
  if (parsed === undefined)
    throw new RingleaderError(
      "bad_input",
      "the file's name must end in .csv, .ndjson, .jsonl, .json, .log or .parquet, each also with .gz",
    );
  let first: FirstRows;
  try {
    const source = { path, bytes: (await stat(path)).size, gzip: parsed.gzip };
    first = await firstRows(parsed.format, source, ROWS_READ);
  } catch (error) {
    if (error instanceof RejectedFile)
      throw new RingleaderError("bad_input", error.message, { cause: error });
    throw error;
  }
  const names = first.columns.slice(0, COLUMNS_SHOWN);
  const guesses = guessesFor(parsed.stem, parsed.format, names);
  const columnOf = new Map(Object.entries(guesses.columns).map(([column, name]) => [name, column]));
  return {
    format: parsed.format,
    columns: names.map((name) => {
      const column = columnOf.get(name);
      return {
        name: name.replace(/\p{Cc}|\p{Cf}/gu, "\ufffd").slice(0, NAME_SHOWN),
        samples: samplesOf(first.rows, name),
        guess: guesses.table === null || column === undefined ? null : { table: guesses.table, column },
      };
    }),
    columnsLeftOff: first.columns.length - names.length,
    rows: first.rows.slice(0, ROWS_SHOWN).map((row) => names.map((name) => maskedCell(row.get(name), name))),
    guesses,
  };
}
