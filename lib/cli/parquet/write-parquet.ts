import { fileWriter, ParquetWriter } from "hyparquet-writer";
import type { SynthFile, SynthPart } from "@/lib/synth/synth-files";
import { ColumnEncoder } from "./column-encoder";

const ROWS_PER_GROUP = 262_144;
const ROWS_PER_REPORT = 50_000;

/**
 * Writes a part of a table as a Parquet file, row group by row group; `onRows` hears how many rows so far.
 * Memory: one row group. @returns rows written
 */
export function writeParquet(
  file: SynthFile,
  part: SynthPart,
  target: string,
  onRows: (rows: number) => void,
): number {
  const { columns } = file;
  const encoders = columns.map(
    (name) => new ColumnEncoder(name, file.types[name] ?? "text?", ROWS_PER_GROUP),
  );
  const writer = fileWriter(target);
  const parquet = new ParquetWriter({
    writer,
    schema: [{ name: "root", num_children: columns.length }, ...encoders.map(({ element }) => element)],
    createdBy: "ringleader synth",
  });
  let rows = 0;
  const endGroup = (): void => {
    const rowsInGroup = BigInt(rows) - parquet.num_rows;
    if (rowsInGroup === 0n) return;
    const chunks = encoders.map((encoder) => encoder.flush(writer));
    parquet.row_groups.push({
      columns: chunks,
      total_byte_size: chunks.reduce(
        (sum, chunk) => sum + (chunk.meta_data?.total_uncompressed_size ?? 0n),
        0n,
      ),
      num_rows: rowsInGroup,
    });
    parquet.num_rows = BigInt(rows);
  };
  for (const row of part.rows()) {
    for (let i = 0; i < columns.length; i++) encoders[i]?.append(row[columns[i] ?? ""] ?? "");
    rows += 1;
    if (rows % ROWS_PER_GROUP === 0) endGroup();
    if (rows % ROWS_PER_REPORT === 0) onRows(rows);
  }
  endGroup();
  void parquet.finish();
  return rows;
}
