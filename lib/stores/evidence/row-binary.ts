import type { ClickHouseClient } from "@clickhouse/client";
import { RingleaderError } from "@/lib/core/errors";
import { unavailable, type QueryParameters } from "./query";

/** Thrown by a field that goes beyond what has arrived: its row is read again with the next chunk. */
const MORE = new Error("the row goes on in the next chunk");

/**
 * Takes the fields of one row out of ClickHouse's RowBinary, in the order of the columns. A row may
 * end in the middle of what has arrived, so a reader takes all its fields before it acts on any.
 */
export class BinaryRow {
  /** Where the bytes of `span` are; valid within the row. */
  bytes: Buffer = Buffer.alloc(0);
  #view = new DataView(this.bytes.buffer);
  #at = 0;
  #spanEnd = 0;

  get spanEnd(): number {
    return this.#spanEnd;
  }

  /** A String by its bytes: returns where they begin, `spanEnd` is where they end. */
  span(): number {
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      if (this.#at >= this.bytes.length) throw MORE;
      const byte = this.bytes[this.#at++] ?? 0;
      length += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const from = this.#at;
    if (from + length > this.bytes.length) throw MORE;
    this.#at = from + length;
    this.#spanEnd = this.#at;
    return from;
  }

  string(): string {
    const from = this.span();
    return this.bytes.toString("utf8", from, this.#spanEnd);
  }

  float64(): number {
    if (this.#at + 8 > this.bytes.length) throw MORE;
    const value = this.#view.getFloat64(this.#at, true);
    this.#at += 8;
    return value;
  }

  /** Reads whole rows of what is left over and the chunk. */
  takeChunk(chunk: Buffer, onRow: (row: BinaryRow) => void): void {
    const left = this.bytes.length - this.#at;
    this.bytes = left === 0 ? chunk : Buffer.concat([this.bytes.subarray(this.#at), chunk]);
    this.#view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    this.#at = 0;
    while (this.#at < this.bytes.length) {
      const from = this.#at;
      try {
        onRow(this);
      } catch (error) {
        if (error !== MORE) throw error;
        this.#at = from;
        return;
      }
    }
  }

  get isBetweenRows(): boolean {
    return this.#at === this.bytes.length;
  }
}

/**
 * Rows of a very large query, as ClickHouse's RowBinary: String as `span` or `string`, Float64 as `float64`,
 * other types cast to these by the query. JSON costs ten times as much.
 * @throws RingleaderError `unavailable` where the store cannot be reached or the answer breaks off.
 */
export async function eachBinaryRow(
  client: ClickHouseClient,
  sql: string,
  parameters: QueryParameters,
  onRow: (row: BinaryRow) => void,
): Promise<void> {
  const row = new BinaryRow();
  try {
    const { stream } = await client.exec({ query: `${sql}\nFORMAT RowBinary`, query_params: parameters });
    for await (const chunk of stream as AsyncIterable<Buffer>) row.takeChunk(chunk, onRow);
  } catch (error) {
    throw unavailable(error);
  }
  if (!row.isBetweenRows)
    throw new RingleaderError("unavailable", "the evidence store broke off in the middle of an answer");
}
