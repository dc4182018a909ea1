import type { BundleTable, Conversion, ImportMapping } from "@/lib/domain/import";
import type { InspectedFile, TableColumns } from "@/lib/domain/upload";

/** Where a column of the bundle takes its cells from. */
export type CellSource =
  | { from: "column"; name: string; convert: Conversion | null }
  | { from: "constant"; text: string }
  | { from: "nothing" };

/** How one file is read; `table` null passes it over. */
export interface FileDraft {
  table: BundleTable | null;
  columns: Record<string, CellSource>;
}

/** A column that is named like the bundle's is read unless it is given another name; no file has this one. */
const NOT_READ = "(not read)";
/** The most files one mapping may name. */
export const MAPPED_FILES_MAX = 20;

function sourceOf(name: string | undefined, convert: Conversion | undefined): CellSource {
  return name === undefined ? { from: "nothing" } : { from: "column", name, convert: convert ?? null };
}

/** A draft for a table: what the inspection guessed where it is the same table, else what is named alike. */
export function draftFor(
  file: InspectedFile,
  table: BundleTable | null,
  tables: readonly TableColumns[],
): FileDraft {
  const spec = tables.find((candidate) => candidate.table === table);
  const { inspection } = file;
  if (spec === undefined || inspection === null) return { table: null, columns: {} };
  const { guesses } = inspection;
  const columns: Record<string, CellSource> = {};
  for (const { name } of spec.columns) {
    const alike = inspection.columns.find((column) => column.name.toLowerCase() === name)?.name;
    const guessed =
      guesses.table === table
        ? guesses.columns[name]
        : inspection.columns.find((column) => column.guess?.table === table && column.guess.column === name)
            ?.name;
    columns[name] = sourceOf(guessed ?? alike, guesses.convert[name]);
  }
  return { table: spec.table, columns };
}

/** What stands in the way of reading a file as drafted: needed columns without a source, empty texts. */
export function draftProblems(draft: FileDraft, tables: readonly TableColumns[]): string[] {
  const spec = tables.find((candidate) => candidate.table === draft.table);
  if (spec === undefined) return [];
  const empty = ({ name }: { name: string }): boolean => {
    const source = draft.columns[name];
    return source?.from === "constant" && source.text.trim() === "";
  };
  const missing = spec.columns.filter(
    ({ name, required }) => required && (draft.columns[name]?.from ?? "nothing") === "nothing",
  );
  return [
    ...missing.map(({ name }) => `${name} needs a column or a fixed text`),
    ...spec.columns.filter(empty).map(({ name }) => `${name} has an empty fixed text`),
  ];
}

/** Files whose names a mapping could not tell apart: one is the other with a part behind it. */
export function ambiguousFiles(
  files: readonly { name: string; stem: string; table: BundleTable }[],
): string[] {
  return files
    .filter((file) =>
      files.some(
        (other) =>
          other !== file &&
          (other.stem === file.stem ||
            (other.table !== file.table &&
              file.stem.startsWith(other.stem) &&
              /^[-.]/.test(file.stem.slice(other.stem.length)))),
      ),
    )
    .map((file) => file.name);
}

/** The mapping a set of drafts stands for. `stemOf` names each file for next time, by the beginning of its name. */
export function mappingOf(
  name: string,
  files: readonly { file: InspectedFile; draft: FileDraft }[],
  stemOf: (file: InspectedFile) => string = (file) => file.stem,
): ImportMapping {
  const mapped = files.flatMap(({ file, draft }) => {
    if (draft.table === null) return [];
    const columns: Record<string, string> = {};
    const constants: Record<string, string> = {};
    const convert: Record<string, Conversion> = {};
    const names = new Set(file.inspection?.columns.map((column) => column.name.toLowerCase()));
    for (const [column, source] of Object.entries(draft.columns)) {
      if (source.from === "column") {
        columns[column] = source.name;
        if (source.convert !== null) convert[column] = source.convert;
      } else if (source.from === "constant") constants[column] = source.text.trim();
      else if (names.has(column)) columns[column] = NOT_READ;
    }
    return [
      {
        stem: stemOf(file),
        table: draft.table,
        columns,
        ...(Object.keys(constants).length === 0 ? {} : { constants }),
        ...(Object.keys(convert).length === 0 ? {} : { convert }),
      },
    ];
  });
  // Of two that fit a name the first counts, so the longer goes first.
  return { name, files: mapped.sort((a, b) => b.stem.length - a.stem.length) };
}
