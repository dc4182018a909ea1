import type { ColumnChunk, Encoding, ParquetType, SchemaElement } from "hyparquet";
import type { Writer } from "hyparquet-writer";
import { writePageHeader } from "hyparquet-writer/src/datapage.js";
import { snappyCompress } from "hyparquet-writer/src/snappy.js";
import type { CellType } from "@/lib/synth/columns";
import { ByteBuffer } from "./byte-buffer";

type Cell = string | number;

/** After so many cells a dictionary is given up where more than this share of them were new. */
const TRIAL_CELLS = 65_536;
const NEW_SHARE_MAX = 0.75;
/** A page stays uncompressed where Snappy saves less than this share. */
const SAVING_MIN = 0.1;

const STORED: Readonly<Record<string, Partial<SchemaElement> & { type: ParquetType }>> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  time: {
    type: "INT64",
    converted_type: "TIMESTAMP_MILLIS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
  },
  int32: { type: "INT32" },
  int64: { type: "INT64" },
  float64: { type: "DOUBLE" },
};

/**
 * One column of a row group: a dictionary where values repeat, plain values where they do not.
 * Memory: the distinct values and four bytes a row, or the plain bytes.
 */
export class ColumnEncoder {
  readonly element: SchemaElement;
  readonly #optional: boolean;
  readonly #type: ParquetType;
  readonly #isTime: boolean;
  readonly #dictionary = new Map<Cell, number>();
  readonly #indexes: Uint32Array;
  readonly #present: Uint8Array;
  readonly #plain = new ByteBuffer();
  readonly #page = new ByteBuffer();
  readonly #levels = new ByteBuffer();
  #isPlain: boolean;
  #rows = 0;
  #cells = 0;
  #min = Infinity;
  #max = -Infinity;

  /** `rowsMax` is the most rows a row group may have. */
  constructor(name: string, cellType: CellType, rowsMax: number) {
    const type = cellType.replace("?", "");
    const stored = STORED[type];
    if (stored === undefined) throw new RangeError(`no cell type ${cellType}`);
    this.#optional = cellType.endsWith("?");
    this.#type = stored.type;
    this.#isTime = type === "time";
    this.#isPlain = this.#isTime;
    this.element = { name, repetition_type: this.#optional ? "OPTIONAL" : "REQUIRED", ...stored };
    this.#indexes = new Uint32Array(this.#isPlain ? 0 : rowsMax);
    this.#present = new Uint8Array(this.#optional ? rowsMax : 0);
  }

  /** Takes the next row's cell; empty text is null. Throws RangeError where the column may not be empty. */
  append(cell: Cell): void {
    if (cell === "") {
      if (!this.#optional) throw new RangeError(`column ${this.element.name} must not be empty`);
      this.#present[this.#rows++] = 0;
      return;
    }
    if (this.#optional) this.#present[this.#rows] = 1;
    this.#rows += 1;
    if (this.#isPlain) {
      this.#writePlain(cell);
      this.#cells += 1;
      return;
    }
    let index = this.#dictionary.get(cell);
    if (index === undefined) {
      index = this.#dictionary.size;
      this.#dictionary.set(cell, index);
    }
    this.#indexes[this.#cells++] = index;
    if (this.#cells === TRIAL_CELLS && this.#dictionary.size > TRIAL_CELLS * NEW_SHARE_MAX)
      this.#giveUpDictionary();
  }

  #writePlain(cell: Cell): void {
    if (typeof cell === "string") {
      this.#plain.text(cell);
    } else if (this.#isTime) {
      const ms = Math.trunc(cell);
      if (ms < this.#min) this.#min = ms;
      if (ms > this.#max) this.#max = ms;
      this.#plain.int64(ms);
    } else if (this.#type === "INT32") {
      this.#plain.int32(cell);
    } else if (this.#type === "INT64") {
      this.#plain.int64(cell);
    } else {
      this.#plain.float64(cell);
    }
  }

  #giveUpDictionary(): void {
    const values = [...this.#dictionary.keys()];
    for (let i = 0; i < this.#cells; i++) this.#writePlain(values[this.#indexes[i] ?? 0] ?? "");
    this.#dictionary.clear();
    this.#isPlain = true;
  }

  /** Writes the column's chunk of a row group and begins the next one. */
  flush(out: Writer): ColumnChunk {
    const from = out.offset;
    let unpacked = 0;
    let dictionaryOffset: bigint | undefined;
    const encodings: Encoding[] = ["PLAIN"];
    if (!this.#isPlain) {
      encodings.push("RLE_DICTIONARY");
      dictionaryOffset = BigInt(from);
      for (const value of this.#dictionary.keys()) this.#writePlain(value);
      unpacked += this.#writeDictionaryPage(out);
      this.#packIndexes();
    }
    const dataOffset = BigInt(out.offset);
    unpacked += this.#writeDataPage(out, this.#isPlain ? this.#plain.bytes() : this.#page.bytes());
    const chunk: ColumnChunk = {
      file_offset: BigInt(from),
      meta_data: {
        type: this.#type,
        encodings,
        path_in_schema: [this.element.name],
        codec: "SNAPPY",
        num_values: BigInt(this.#rows),
        total_uncompressed_size: BigInt(unpacked),
        total_compressed_size: BigInt(out.offset - from),
        data_page_offset: dataOffset,
        ...(dictionaryOffset === undefined ? {} : { dictionary_page_offset: dictionaryOffset }),
        ...(this.#isTime && this.#cells > 0
          ? {
              statistics: {
                min_value: BigInt(this.#min),
                max_value: BigInt(this.#max),
                null_count: BigInt(this.#rows - this.#cells),
              },
            }
          : {}),
      },
    };
    this.#begin();
    return chunk;
  }

  #begin(): void {
    this.#dictionary.clear();
    for (const buffer of [this.#plain, this.#page, this.#levels]) buffer.clear();
    this.#isPlain = this.#isTime;
    this.#rows = 0;
    this.#cells = 0;
    this.#min = Infinity;
    this.#max = -Infinity;
  }

  #packIndexes(): void {
    const width = this.#dictionary.size <= 1 ? 0 : 32 - Math.clz32(this.#dictionary.size - 1);
    this.#page.byte(width);
    if (width === 0) this.#page.run(0, this.#cells, 0);
    else this.#page.bitPacked(this.#indexes.subarray(0, this.#cells), width);
  }

  #writeDictionaryPage(out: Writer): number {
    const bytes = this.#plain.bytes();
    const packed = snappyCompress(bytes);
    const from = out.offset;
    writePageHeader(out, {
      type: "DICTIONARY_PAGE",
      uncompressed_page_size: bytes.length,
      compressed_page_size: packed.length,
      dictionary_page_header: { num_values: this.#dictionary.size, encoding: "PLAIN" },
    });
    const header = out.offset - from;
    out.appendBytes(packed);
    return header + bytes.length;
  }

  #writeDataPage(out: Writer, bytes: Uint8Array): number {
    if (this.#optional) {
      if (this.#cells === this.#rows) this.#levels.run(1, this.#rows, 1);
      else this.#levels.bitPacked(this.#present.subarray(0, this.#rows), 1);
    }
    const levels = this.#levels.bytes();
    const squeezed = snappyCompress(bytes);
    const isCompressed = squeezed.length < bytes.length * (1 - SAVING_MIN);
    const packed = isCompressed ? squeezed : bytes;
    const from = out.offset;
    writePageHeader(out, {
      type: "DATA_PAGE_V2",
      uncompressed_page_size: levels.length + bytes.length,
      compressed_page_size: levels.length + packed.length,
      data_page_header_v2: {
        num_values: this.#rows,
        num_nulls: this.#rows - this.#cells,
        num_rows: this.#rows,
        encoding: this.#isPlain ? "PLAIN" : "RLE_DICTIONARY",
        definition_levels_byte_length: levels.length,
        repetition_levels_byte_length: 0,
        is_compressed: isCompressed,
      },
    });
    const header = out.offset - from;
    out.appendBytes(levels);
    out.appendBytes(packed);
    return header + levels.length + bytes.length;
  }
}
