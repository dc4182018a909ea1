import type { BundleTable } from "@/lib/domain/import";

/** A file a preset reads. */
export interface PresetFile {
  /** Base name of the file, lower case, without its endings. Parts may follow it ("exchanges-0001"). */
  stem: string;
  table: BundleTable;
  /** The bundle's column names, each with its name in the file. Those not named are called the same. */
  columns: Readonly<Record<string, string>>;
}

/** How one kind of export maps onto the import bundle. */
export interface Preset {
  name: string;
  label: string;
  files: readonly PresetFile[];
}
