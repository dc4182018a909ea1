import { Readable } from "node:stream";
import type { ClickHouseClient } from "@clickhouse/client";

const ROWS_PER_INSERT = 100_000;
const LENGTH_PER_INSERT = 24 * 1024 * 1024;
/** Inserts on their way while the next rows are parsed. */
const INSERTS_IN_FLIGHT = 2;

/** Batches lines of TabSeparated text into one stage table; parsing goes on while they are inserted. */
export class StageWriter {
  private lines: string[] = [];
  private length = 0;
  private readonly inFlight = new Set<Promise<void>>();
  private failure: { error: unknown } | undefined;

  constructor(
    private readonly client: ClickHouseClient,
    private readonly table: string,
    private readonly columns: readonly [string, ...string[]],
  ) {}

  add(line: string): void {
    this.lines.push(line);
    this.length += line.length;
  }

  /** Sends a batch where one is full. Throws what an earlier insert failed with. */
  async flushIfFull(): Promise<void> {
    if (this.lines.length >= ROWS_PER_INSERT || this.length >= LENGTH_PER_INSERT) await this.send();
  }

  /** Sends the rest and waits until everything is stored. */
  async finish(): Promise<void> {
    if (this.lines.length > 0) await this.send();
    await this.settle();
    this.throwFailure();
  }

  /** Waits for inserts on their way, whatever becomes of them. */
  async settle(): Promise<void> {
    await Promise.all(this.inFlight);
  }

  private async send(): Promise<void> {
    while (this.inFlight.size >= INSERTS_IN_FLIGHT) await Promise.race(this.inFlight);
    this.throwFailure();
    const body = Buffer.from(this.lines.join(""), "utf8");
    this.lines = [];
    this.length = 0;
    const insert: Promise<void> = this.client
      .insert({ table: this.table, columns: [...this.columns], values: Readable.from([body], { objectMode: false }), format: "TabSeparated" })
      .then(
        () => undefined,
        (error: unknown) => {
          this.failure ??= { error };
        },
      )
      .finally(() => this.inFlight.delete(insert));
    this.inFlight.add(insert);
  }

  private throwFailure(): void {
    if (this.failure !== undefined) throw this.failure.error;
  }
}
