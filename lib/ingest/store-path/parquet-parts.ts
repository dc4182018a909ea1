import { open } from "node:fs/promises";
import {
  parquetMetadataAsync,
  type ColumnChunk,
  type FileMetaData,
  type RowGroup,
  type SchemaElement,
} from "hyparquet";
import { ByteWriter } from "hyparquet-writer";
import { writeMetadata } from "hyparquet-writer/src/metadata.js";
import type { StoreType } from "@/lib/ingest/columns/column";

/** Rows of one part at most, unless a single row group has more. */
const ROWS_PER_PART = 1_048_576;
const BYTES_PER_PART = 512 * 1024 * 1024;
const READ_BYTES = 1024 * 1024;
const MAGIC = Buffer.from("PAR1");

/** A column as the file calls it, with how the store is told to read it. */
export interface ParquetColumn {
  name: string;
  type: StoreType;
  /** Type of the evidence store, without Nullable. */
  declared: string;
}

/** A run of row groups: what goes to the store in one insert. */
export interface ParquetPart {
  number: number;
  firstGroup: number;
  /** One past the last. */
  endGroup: number;
  /** Rows of the file before it. */
  rowsBefore: number;
  rows: number;
  /** Where its bytes end in the file. */
  endByte: number;
}

export interface ParquetPlan {
  path: string;
  metadata: FileMetaData;
  /** Of every column of the file; undefined for those the store is not asked to read. */
  columns: Map<string, ParquetColumn | undefined>;
  parts: ParquetPart[];
}

const DECIMALS = { MILLIS: 3, MICROS: 6, NANOS: 9 } as const;

function columnOf(element: SchemaElement): ParquetColumn | undefined {
  const { name, type, logical_type: logical, converted_type: converted } = element;
  if (element.num_children !== undefined || element.repetition_type === "REPEATED") return undefined;
  if (type === "BYTE_ARRAY" && (converted === "UTF8" || logical?.type === "STRING"))
    return { name, type: "text", declared: "String" };
  if (type === "INT64" && logical?.type === "TIMESTAMP")
    return { name, type: "time", declared: `DateTime64(${DECIMALS[logical.unit]}, 'UTC')` };
  if (type === "INT64" && (converted === "TIMESTAMP_MILLIS" || converted === "TIMESTAMP_MICROS"))
    return { name, type: "time", declared: `DateTime64(${converted.endsWith("MILLIS") ? 3 : 6}, 'UTC')` };
  const whole = logical === undefined || (logical.type === "INTEGER" && logical.isSigned);
  if (
    (type === "INT32" || type === "INT64") &&
    whole &&
    (converted === undefined || converted.startsWith("INT_"))
  )
    return { name, type: "integer", declared: "Int64" };
  if ((type === "DOUBLE" || type === "FLOAT") && logical === undefined && converted === undefined)
    return { name, type: "decimal", declared: "Float64" };
  return undefined;
}

function firstByte(column: ColumnChunk): number {
  const offsets = [column.meta_data?.data_page_offset, column.meta_data?.dictionary_page_offset];
  return Math.min(...offsets.filter((offset) => offset !== undefined && offset > 0n).map(Number));
}

function lastByte(column: ColumnChunk): number {
  return firstByte(column) + Number(column.meta_data?.total_compressed_size ?? 0);
}

function bytesOf(groups: readonly RowGroup[]): [number, number] {
  const columns = groups.flatMap((group) => group.columns);
  return [Math.min(...columns.map(firstByte)), Math.max(...columns.map(lastByte))];
}

function partsOf(metadata: FileMetaData): ParquetPart[] {
  const parts: ParquetPart[] = [];
  // Two are on their way at once: an odd one would travel alone.
  const pairs = Math.ceil(Number(metadata.num_rows) / (2 * ROWS_PER_PART));
  const rowsPerPart = Math.ceil(Number(metadata.num_rows) / (2 * pairs));
  let rowsBefore = 0;
  for (let first = 0; first < metadata.row_groups.length;) {
    let end = first;
    let rows = 0;
    let bytes = 0;
    do {
      const group = metadata.row_groups[end];
      rows += Number(group?.num_rows ?? 0);
      bytes += Number(group?.total_byte_size ?? 0);
      end += 1;
      const next = metadata.row_groups[end];
      if (
        next === undefined ||
        rows >= rowsPerPart ||
        rows + Number(next.num_rows) > ROWS_PER_PART ||
        bytes + Number(next.total_byte_size) > BYTES_PER_PART
      )
        break;
    } while (end < metadata.row_groups.length);
    const [, endByte] = bytesOf(metadata.row_groups.slice(first, end));
    parts.push({ number: parts.length, firstGroup: first, endGroup: end, rowsBefore, rows, endByte });
    rowsBefore += rows;
    first = end;
  }
  return parts;
}

/**
 * What a Parquet file holds and in which parts it would be sent, read from its footer. Undefined
 * where the footer is not one this can take apart; the caller then reads the file row by row, and
 * says what is wrong with it.
 */
export async function planParquet(path: string, bytes: number): Promise<ParquetPlan | undefined> {
  const handle = await open(path, "r");
  try {
    const metadata = await parquetMetadataAsync({
      byteLength: bytes,
      async slice(start, end = bytes) {
        const from = start < 0 ? bytes + start : start;
        const buffer = Buffer.alloc(Math.max(0, end - from));
        await handle.read(buffer, 0, buffer.length, from);
        return new Uint8Array(buffer).buffer;
      },
    });
    const [root, ...elements] = metadata.schema;
    if (root?.num_children !== elements.length) return undefined;
    const columns = new Map(elements.map((element) => [element.name, columnOf(element)]));
    const chunks = metadata.row_groups.flatMap((group) => group.columns);
    if (columns.size !== elements.length || chunks.some((chunk) => chunk.file_path !== undefined))
      return undefined;
    if (chunks.some((chunk) => !Number.isFinite(firstByte(chunk)) || lastByte(chunk) > bytes))
      return undefined;
    return { path, metadata, columns, parts: partsOf(metadata) };
  } catch {
    return undefined;
  } finally {
    await handle.close();
  }
}

/** A column chunk as it lies in a part: everything but the pages themselves is left out. */
function moved(column: ColumnChunk, by: bigint): ColumnChunk {
  const meta = column.meta_data;
  if (meta === undefined) return { file_offset: 0n };
  return {
    file_offset: 0n,
    meta_data: {
      type: meta.type,
      encodings: meta.encodings,
      path_in_schema: meta.path_in_schema,
      codec: meta.codec,
      num_values: meta.num_values,
      total_uncompressed_size: meta.total_uncompressed_size,
      total_compressed_size: meta.total_compressed_size,
      data_page_offset: meta.data_page_offset - by,
      ...(meta.dictionary_page_offset === undefined || meta.dictionary_page_offset === 0n
        ? {}
        : { dictionary_page_offset: meta.dictionary_page_offset - by }),
    },
  };
}

/**
 * The bytes of one part as a Parquet file of its own: the pages as they are, behind a footer of its
 * own. Nothing is decoded, and no more than a megabyte is held.
 */
export async function* partBytes(plan: ParquetPlan, part: ParquetPart): AsyncGenerator<Uint8Array> {
  const groups = plan.metadata.row_groups.slice(part.firstGroup, part.endGroup);
  const [start, end] = bytesOf(groups);
  yield MAGIC;
  const handle = await open(plan.path, "r");
  try {
    for (let from = start; from < end;) {
      const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, end - from));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
      if (bytesRead === 0) throw new RangeError("the file became shorter while it was read");
      yield buffer.subarray(0, bytesRead);
      from += bytesRead;
    }
  } finally {
    await handle.close();
  }
  const by = BigInt(start - MAGIC.length);
  const footer = new ByteWriter();
  writeMetadata(footer, {
    version: plan.metadata.version,
    schema: plan.metadata.schema,
    num_rows: BigInt(part.rows),
    row_groups: groups.map((group) => ({
      columns: group.columns.map((column) => moved(column, by)),
      total_byte_size: group.total_byte_size,
      num_rows: group.num_rows,
    })),
    metadata_length: 0,
  });
  yield footer.getBytes();
  yield MAGIC;
}
