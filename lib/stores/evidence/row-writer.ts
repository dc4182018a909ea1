import { Readable } from "node:stream";
import type { ClickHouseClient } from "@clickhouse/client";
import { unavailable } from "./query";

/** Bytes of one insert: each becomes a part of the table, so few and large ones. */
const BYTES_PER_INSERT = 24 * 1024 * 1024;
/** Text is gathered up to here before it becomes bytes. */
const CHARACTERS = 256 * 1024;

/**
 * Sends a great many rows to one table while the next are being written. The caller gives each row
 * as TabSeparated text, its strings through `tabText` (once, where they come again), and waits where
 * `row` returns a promise; `close` at the end.
 */
export class RowWriter {
  readonly #client: ClickHouseClient;
  readonly #table: string;
  readonly #columns: readonly string[];
  #text = "";
  #chunks: Buffer[] = [];
  #bytes = 0;
  #sending: Promise<void> = Promise.resolve();

  constructor(client: ClickHouseClient, table: string, columns: readonly string[]) {
    this.#client = client;
    this.#table = table;
    this.#columns = columns;
  }

  /** A promise where earlier rows have to arrive before more are written. */
  row(fields: string): Promise<void> | undefined {
    this.#text += `${fields}\n`;
    if (this.#text.length < CHARACTERS) return undefined;
    this.#gather();
    return this.#bytes < BYTES_PER_INSERT ? undefined : this.#send();
  }

  /** Sends what is left, and waits until all has arrived. @throws what the store fails with */
  async close(): Promise<void> {
    this.#gather();
    if (this.#bytes > 0) await this.#send();
    await this.#sending;
  }

  #gather(): void {
    const chunk = Buffer.from(this.#text);
    this.#text = "";
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
  }

  async #send(): Promise<void> {
    await this.#sending;
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#bytes = 0;
    this.#sending = this.#insert(chunks);
    // Thrown by whoever waits for it next; until then it is nobody's.
    this.#sending.catch(() => undefined);
  }

  async #insert(chunks: readonly Buffer[]): Promise<void> {
    const [first = "", ...others] = this.#columns;
    try {
      await this.#client.insert({
        table: this.#table,
        columns: [first, ...others],
        values: Readable.from(chunks, { objectMode: false }),
        format: "TabSeparated",
      });
    } catch (error) {
      throw unavailable(error);
    }
  }
}
