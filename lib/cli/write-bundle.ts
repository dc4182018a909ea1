import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { once } from "node:events";
import path from "node:path";
import { createGzip } from "node:zlib";
import type { SynthFile } from "@/lib/synth/synth-files";

function cell(value: string | number | undefined): string {
  const text = value === undefined ? "" : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes one table as CSV (.gz where asked), row by row. @returns rows written */
async function writeCsv(file: SynthFile, target: string, compress: boolean): Promise<number> {
  const out = createWriteStream(target);
  const sink = compress ? createGzip({ level: 1 }) : out;
  if (sink !== out) sink.pipe(out);
  let rows = 0;
  let text = `${file.columns.join(",")}\n`;
  for (const row of file.rows()) {
    text += `${file.columns.map((column) => cell(row[column])).join(",")}\n`;
    rows += 1;
    if (text.length > 256 * 1024) {
      if (!sink.write(text)) await once(sink, "drain");
      text = "";
    }
  }
  sink.end(text);
  await once(out, "finish");
  return rows;
}

/** Writes a synthetic bundle to a folder; truth always as plain truth.csv. */
export async function writeBundle(
  folder: string,
  files: readonly SynthFile[],
  compress: boolean,
  onFile: (table: string, rows: number) => void,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of files) {
    const packed = compress && file.table !== "truth";
    onFile(
      file.table,
      await writeCsv(file, path.join(folder, `${file.table}.csv${packed ? ".gz" : ""}`), packed),
    );
  }
}
