import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { SynthFile } from "@/lib/synth/synth-files";
import { writeCsv } from "./write-csv";

/** Writes a synthetic bundle to a folder as CSV; truth always as plain truth.csv. */
export async function writeBundle(
  folder: string,
  files: readonly SynthFile[],
  compress: boolean,
  onFile: (table: string, rows: number) => void,
  onRows: (file: SynthFile, rows: number) => void = () => undefined,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of files) {
    const packed = compress && file.table !== "truth";
    const target = path.join(folder, `${file.table}.csv${packed ? ".gz" : ""}`);
    onFile(file.table, await writeCsv(file, target, packed, (rows) => onRows(file, rows)));
  }
}
