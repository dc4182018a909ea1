import { open, type FileHandle } from "node:fs/promises";
import {
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type AsyncBuffer,
  type FileMetaData,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import {
  GZIPPED_PARQUET_BYTES_MAX,
  ROW_GROUP_BYTES_MAX,
  ROW_GROUP_ROWS_MAX,
  ROWS_PER_BATCH,
} from "@/lib/ingest/limits";
import { RejectedFile } from "@/lib/ingest/rejected-file";
import { unpackedBytes, type FileSource } from "./byte-source";
import { checkedHeader, columnName, ignoredColumns } from "./header";
import type { Cell, RowBatch, RowSource, WantedColumns } from "./row-batch";

interface OpenBuffer extends AsyncBuffer {
  close(): Promise<void>;
}

async function fileBuffer(source: FileSource): Promise<OpenBuffer> {
  const handle: FileHandle = await open(source.path, "r");
  return {
    byteLength: source.bytes,
    async slice(start, end = source.bytes) {
      const from = start < 0 ? source.bytes + start : start;
      const bytes = new Uint8Array(Math.max(0, end - from));
      let done = 0;
      while (done < bytes.length) {
        const { bytesRead } = await handle.read(bytes, done, bytes.length - done, from + done);
        if (bytesRead === 0) throw new RejectedFile("the Parquet file ends too early");
        done += bytesRead;
      }
      source.onBytes?.(end);
      return bytes.buffer;
    },
    close: () => handle.close(),
  };
}

async function memoryBuffer(source: FileSource): Promise<OpenBuffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of unpackedBytes(source)) {
    length += chunk.length;
    if (length > GZIPPED_PARQUET_BYTES_MAX)
      throw new RejectedFile("a gzipped Parquet file may unpack to 256 MiB at most; unpack it first");
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return {
    byteLength: length,
    slice: (start, end) => whole.slice(start, end).buffer,
    close: () => Promise.resolve(),
  };
}

/** hyparquet reports broken files as plain errors of many kinds: all of them mean the file. */
async function parsed<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof RejectedFile) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (typeof code === "string" && /^E[A-Z]+$/.test(code)) throw error;
    throw new RejectedFile(what, { cause: error });
  }
}

function checkRowGroups(metadata: FileMetaData): void {
  for (const group of metadata.row_groups) {
    const bytes = group.columns.reduce(
      (sum, column) => sum + Number(column.meta_data?.total_uncompressed_size ?? 0),
      0,
    );
    if (group.num_rows < 0n || Number(group.num_rows) > ROW_GROUP_ROWS_MAX || bytes > ROW_GROUP_BYTES_MAX) {
      throw new RejectedFile(
        `a row group is too large to be read at once (at most ${ROW_GROUP_ROWS_MAX} rows and 1 GiB); write the file with smaller row groups`,
      );
    }
  }
}

type ColumnRun = { rowStart: number; rowEnd: number; data: ArrayLike<unknown> };

function cellAt(runs: ColumnRun[], row: number): unknown {
  for (const run of runs) if (row >= run.rowStart && row < run.rowEnd) return run.data[row - run.rowStart];
  return undefined;
}

/**
 * A Parquet file, row group by row group: memory is bounded by the largest row group. Timestamps
 * without a zone are read as UTC. Throws RejectedFile where the file is none or is cut short.
 */
export async function openParquet(source: FileSource, wanted: WantedColumns): Promise<RowSource> {
  const file = source.gzip ? await memoryBuffer(source) : await fileBuffer(source);
  try {
    if (file.byteLength < 12) throw new RejectedFile("the file is named .parquet and is no Parquet file");
    const metadata = await parsed(
      "the file is named .parquet and is no Parquet file, or was not written to its end",
      parquetMetadataAsync(file),
    );
    const names = parquetSchema(metadata).children.map((child) => child.element.name);
    const header = checkedHeader(names, wanted);
    checkRowGroups(metadata);
    const taken = names.filter((name) => wanted.others || wanted.names.includes(columnName(name)));

    async function* batches(): AsyncGenerator<RowBatch> {
      try {
        let groupStart = 0;
        const { firstGroup = 0, endGroup = metadata.row_groups.length } = wanted.rowGroups ?? {};
        for (const [number, group] of metadata.row_groups.entries()) {
          const rowEnd = groupStart + Number(group.num_rows);
          if (number < firstGroup || number >= endGroup) {
            groupStart = rowEnd;
            continue;
          }
          const runs = new Map<string, ColumnRun[]>(taken.map((name) => [name, []]));
          await parsed(
            "the Parquet file is damaged",
            parquetRead({
              file,
              metadata,
              columns: taken,
              rowStart: groupStart,
              rowEnd,
              compressors,
              onChunk: (chunk) =>
                runs
                  .get(chunk.columnName)
                  ?.push({ rowStart: chunk.rowStart, rowEnd: chunk.rowEnd, data: chunk.columnData }),
            }),
          );
          yield* rowsOf(
            taken.map((name) => runs.get(name) ?? []),
            groupStart,
            rowEnd,
          );
          groupStart = rowEnd;
        }
      } finally {
        await file.close();
      }
    }
    return { columns: taken.map(columnName), ignored: ignoredColumns(header, wanted), batches: batches() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function* rowsOf(columns: ColumnRun[][], groupStart: number, groupEnd: number): Generator<RowBatch> {
  for (const runs of columns) {
    const rows = runs.reduce(
      (sum, run) => sum + Math.min(run.rowEnd, groupEnd) - Math.max(run.rowStart, groupStart),
      0,
    );
    if (rows !== groupEnd - groupStart)
      throw new RejectedFile("the Parquet file is damaged: its columns are not equally long");
  }
  for (let from = groupStart; from < groupEnd; from += ROWS_PER_BATCH) {
    const to = Math.min(from + ROWS_PER_BATCH, groupEnd);
    const rows = Array.from({ length: to - from }, () => Array.from<Cell>({ length: columns.length }));
    columns.forEach((runs, column) => {
      const only = runs.length === 1 ? runs[0] : undefined;
      for (let row = from; row < to; row += 1) {
        const cells = rows[row - from];
        if (cells !== undefined)
          cells[column] = only === undefined ? cellAt(runs, row) : only.data[row - only.rowStart];
      }
    });
    yield { firstRow: from + 1, rows };
  }
}
