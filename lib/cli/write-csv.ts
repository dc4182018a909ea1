import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { createGzip } from "node:zlib";
import type { SynthFile } from "@/lib/synth/synth-files";

const ROWS_PER_REPORT = 50_000;

function cell(value: string | number | undefined): string {
  const text = value === undefined ? "" : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes one table as CSV (.gz where asked), row by row; `onRows` hears how many so far. @returns rows written */
export async function writeCsv(
  file: SynthFile,
  target: string,
  compress: boolean,
  onRows: (rows: number) => void,
): Promise<number> {
  const out = createWriteStream(target);
  const sink = compress ? createGzip({ level: 1 }) : out;
  if (sink !== out) sink.pipe(out);
  let rows = 0;
  let text = `${file.columns.join(",")}\n`;
  for (const row of file.rows()) {
    text += `${file.columns.map((column) => cell(row[column])).join(",")}\n`;
    rows += 1;
    if (rows % ROWS_PER_REPORT === 0) onRows(rows);
    if (text.length > 256 * 1024) {
      if (!sink.write(text)) await once(sink, "drain");
      text = "";
    }
  }
  sink.end(text);
  await once(out, "finish");
  return rows;
}
