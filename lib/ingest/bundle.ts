import type { Stats } from "node:fs";
import { lstat, readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { RingleaderError } from "@/lib/core/errors";
import { BUNDLE_TABLES, type FileMapping, type PassedOver } from "@/lib/domain/import";
import { parseFileName } from "./formats/open";
import { isNamed, type Preset, type PresetFile } from "./presets/preset";
import type { StoredTable } from "./tables";

/** A file of a bundle that will be read as one table; a file that feeds several is there once for each. */
export interface BundleFile {
  /** Name as shown and recorded. */
  name: string;
  path: string;
  table: StoredTable;
  columns: FileMapping["columns"];
  mapping: FileMapping;
  format: string;
  gzip: boolean;
  bytes: number;
  modifiedMs: number;
}

export interface FoundBundle {
  files: BundleFile[];
  passedOver: PassedOver[];
}

function wordsOf(preset: Preset): string {
  return [...new Set(preset.files.map((file) => file.stem))].join(", ");
}

/** What a preset reads of a file of this name, a table each. */
function presetFilesOf(preset: Preset, stem: string, format: string): PresetFile[] {
  const named = preset.files.filter((file) => isNamed(file, stem, format));
  return named.filter((file, at) => named.findIndex((one) => one.table === file.table) === at);
}

function toBundleFiles(
  preset: Preset,
  name: string,
  filePath: string,
  stats: Stats,
): (BundleFile | PassedOver)[] {
  const parsed = parseFileName(name);
  if (parsed === undefined) return [{ file: name, reason: "not CSV, NDJSON, a log or Parquet by its name" }];
  const matches = presetFilesOf(preset, parsed.stem, parsed.format);
  if (matches.length === 0) return [{ file: name, reason: `none of ${wordsOf(preset)} by its name` }];
  return matches.map((match) =>
    match.table === "truth"
      ? { file: name, reason: "truth is for benchmarks and is never imported" }
      : {
          name,
          path: filePath,
          table: match.table,
          columns: match.columns,
          mapping: match,
          format: parsed.format,
          gzip: parsed.gzip,
          bytes: stats.size,
          modifiedMs: stats.mtimeMs,
        },
  );
}

function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
}

async function entriesOf(preset: Preset, folder: string, name: string): Promise<(BundleFile | PassedOver)[]> {
  const given = path.join(folder, name);
  let resolved: string;
  try {
    resolved = await realpath(given);
  } catch {
    return [{ file: name, reason: "a symbolic link that leads nowhere" }];
  }
  if ((await lstat(given)).isSymbolicLink() && !isInside(folder, resolved))
    return [{ file: name, reason: "a symbolic link out of the folder" }];
  const stats = await stat(resolved);
  if (stats.isDirectory()) return [{ file: name, reason: "a folder" }];
  if (!stats.isFile()) return [{ file: name, reason: "no ordinary file" }];
  return toBundleFiles(preset, name, resolved, stats);
}

/** One export in two formats would come in twice; parts have names of their own. */
function refuseDoubles(files: readonly BundleFile[]): void {
  const names = new Map<string, string>();
  for (const file of new Map(files.map((one) => [one.name, one])).values()) {
    const stem = parseFileName(file.name)?.stem ?? file.name;
    const other = names.get(stem);
    if (other !== undefined) {
      throw new RingleaderError(
        "bad_input",
        `${other} and ${file.name} are the same file in two formats; keep one of them (parts are named ${stem}-1, ${stem}-2)`,
      );
    }
    names.set(stem, file.name);
  }
}

function inReadingOrder(files: BundleFile[]): BundleFile[] {
  return files.sort(
    (a, b) => BUNDLE_TABLES.indexOf(a.table) - BUNDLE_TABLES.indexOf(b.table) || (a.name < b.name ? -1 : 1),
  );
}

/**
 * The files of a folder, or the one file given, that a preset reads, in reading order. Links out
 * of the folder are not followed; whatever is left out is named.
 * @throws RingleaderError `bad_input` where there is nothing to import.
 */
export async function findBundle(source: string, preset: Preset): Promise<FoundBundle> {
  let root: string;
  try {
    root = await realpath(source);
  } catch (cause) {
    throw new RingleaderError("bad_input", `${source} is not there or cannot be read`, { cause });
  }
  const stats = await stat(root);
  if (!stats.isDirectory() && !stats.isFile())
    throw new RingleaderError("bad_input", `${source} is neither a folder nor a file`);
  const entries = stats.isFile()
    ? toBundleFiles(preset, path.basename(source), root, stats)
    : (await Promise.all((await readdir(root)).sort().map((name) => entriesOf(preset, root, name)))).flat();
  const files: BundleFile[] = [];
  const passedOver: PassedOver[] = [];
  for (const entry of entries) {
    if ("table" in entry) files.push(entry);
    else passedOver.push(entry);
  }
  if (files.length === 0) {
    const why = stats.isFile() ? `: ${passedOver[0]?.reason ?? ""}` : "";
    throw new RingleaderError(
      "bad_input",
      `nothing to import in ${source}${why}; the preset ${preset.name} reads ${wordsOf(preset)} as .csv, .ndjson, .log or .parquet, also .gz`,
    );
  }
  refuseDoubles(files);
  return { files: inReadingOrder(files), passedOver };
}
