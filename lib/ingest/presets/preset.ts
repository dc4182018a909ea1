import type { FileMapping } from "@/lib/domain/import";

/**
 * A file a preset reads, as one table of the bundle. A file that feeds several tables is named once
 * for each of them.
 */
export interface PresetFile extends Readonly<FileMapping> {
  /** Base name of the file, lower case, without its endings. Parts may follow it ("exchanges-0001"). */
  readonly stem: string;
  /** Other base names (lower case) that mean this file too. */
  readonly pattern?: RegExp;
  /** Only files of these formats, by the ending of their names. */
  readonly formats?: readonly string[];
  /** Sets of columns (lower case) by which such a file is known, whatever its name: one of them is all there. */
  readonly signs?: readonly (readonly string[])[];
}

/** How one kind of export maps onto the import bundle. */
export interface Preset {
  name: string;
  label: string;
  files: readonly PresetFile[];
}

/** Whether a base name is a preset's file: its own name, or a part of it such as "exchanges-0001". */
export function isNamed(file: PresetFile, stem: string, format: string): boolean {
  if (file.formats !== undefined && !file.formats.includes(format)) return false;
  return (
    stem === file.stem ||
    (stem.startsWith(file.stem) && /^[-.]/.test(stem.slice(file.stem.length))) ||
    file.pattern?.test(stem) === true
  );
}
