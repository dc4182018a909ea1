import { Readable } from "node:stream";
import type { ClickHouseClient } from "@clickhouse/client";

const BYTES_PER_INSERT = 16 * 1024 * 1024;
/** Text is turned into bytes this often: lines kept as strings would be most of the collector's work. */
const TEXT_LENGTH = 32 * 1024;
const BYTES_PER_CHARACTER_MAX = 3;
/** Inserts on their way while the next rows are parsed. */
const INSERTS_IN_FLIGHT = 2;

/** Batches whole lines of TabSeparated text into one stage table; parsing goes on while they are inserted. */
export class StageWriter {
  private text = "";
  private buffer: Buffer | undefined;
  private used = 0;
  private readonly full: Buffer[] = [];
  private readonly inFlight = new Set<Promise<void>>();
  private failure: { error: unknown } | undefined;

  constructor(
    private readonly client: ClickHouseClient,
    private readonly table: string,
    private readonly columns: readonly [string, ...string[]],
  ) {}

  add(line: string): void {
    this.text += line;
    if (this.text.length >= TEXT_LENGTH) this.spill();
  }

  /** Sends the batches that are full. Throws what an earlier insert failed with. */
  async flushIfFull(): Promise<void> {
    for (let body = this.full.shift(); body !== undefined; body = this.full.shift()) await this.send(body);
  }

  /** Sends the rest and waits until everything is stored. */
  async finish(): Promise<void> {
    this.spill();
    this.closeBuffer();
    await this.flushIfFull();
    await this.settle();
    this.throwFailure();
  }

  /** Waits for inserts on their way, whatever becomes of them. */
  async settle(): Promise<void> {
    await Promise.all(this.inFlight);
  }

  private spill(): void {
    const needed = this.text.length * BYTES_PER_CHARACTER_MAX;
    if (this.buffer !== undefined && this.used + needed > this.buffer.length) this.closeBuffer();
    this.buffer ??= Buffer.allocUnsafeSlow(Math.max(BYTES_PER_INSERT, needed));
    this.used += this.buffer.write(this.text, this.used, "utf8");
    this.text = "";
  }

  private closeBuffer(): void {
    if (this.buffer !== undefined && this.used > 0) this.full.push(this.buffer.subarray(0, this.used));
    this.buffer = undefined;
    this.used = 0;
  }

  private async send(body: Buffer): Promise<void> {
    while (this.inFlight.size >= INSERTS_IN_FLIGHT) await Promise.race(this.inFlight);
    this.throwFailure();
    const insert: Promise<void> = this.client
      .insert({
        table: this.table,
        columns: [...this.columns],
        values: Readable.from([body], { objectMode: false }),
        format: "TabSeparated",
      })
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
