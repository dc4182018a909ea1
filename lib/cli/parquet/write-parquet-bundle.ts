import { mkdir } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { RingleaderError } from "@/lib/core/errors";
import type { BundleTable } from "@/lib/domain/import";
import { EXCHANGES_PER_PART, synthFiles, type SynthOptions } from "@/lib/synth/synth-files";
import type { FromWorker, PartOrder, PartReport, WorkerSetup } from "./part-protocol";

export interface TableProgress {
  table: BundleTable;
  rows: number;
  /** Rows the table will have, where that is known beforehand. */
  expectedRows: number | undefined;
  done: boolean;
}

/**
 * Writes a synthetic bundle to a folder as Parquet, truth as truth.csv. Parts are made by `workers`
 * threads; the bytes do not depend on how many there are.
 * Throws RingleaderError bad_input on impossible options, else what went wrong in a thread; files written by then stay.
 */
export async function writeParquetBundle(
  folder: string,
  options: Partial<SynthOptions>,
  workers: number,
  onProgress: (progress: TableProgress) => void,
  exchangesPerPart = EXCHANGES_PER_PART,
): Promise<void> {
  const files = synthFiles(options, exchangesPerPart);
  await mkdir(folder, { recursive: true });
  // The longest first, so that no worker is left alone with one at the end.
  const orders: PartOrder[] = files
    .toSorted((a, b) => (b.expectedRows ?? 0) - (a.expectedRows ?? 0))
    .flatMap(({ table, parts }) => parts.map((_, part) => ({ table, part })));
  const written = new Map(files.map(({ table, parts }) => [table, parts.map(() => 0)]));
  const open = new Map(files.map(({ table, parts }) => [table, parts.length]));

  function heard({ table, part, rows, done }: PartReport): void {
    const counts = written.get(table) ?? [];
    counts[part] = rows;
    const left = (open.get(table) ?? 0) - (done ? 1 : 0);
    open.set(table, left);
    onProgress({
      table,
      rows: counts.reduce((sum, count) => sum + count, 0),
      expectedRows: files.find((file) => file.table === table)?.expectedRows,
      done: left === 0,
    });
  }

  const threads = Array.from(
    { length: Math.max(1, Math.min(workers, orders.length)) },
    () =>
      new Worker(new URL("./part-worker.mjs", import.meta.url), {
        workerData: { folder, options, exchangesPerPart } satisfies WorkerSetup,
      }),
  );
  try {
    await Promise.all(
      threads.map(
        (thread) =>
          new Promise<void>((resolve, reject) => {
            const next = (): void => {
              const order = orders.shift();
              if (order === undefined) resolve();
              else thread.postMessage(order, []);
            };
            thread.on("message", (message: FromWorker) => {
              if (message.kind === "failure") {
                const { code, message: sentence } = message;
                reject(code === undefined ? new Error(sentence) : new RingleaderError(code, sentence));
                return;
              }
              heard(message);
              if (message.done) next();
            });
            thread.once("error", reject);
            thread.once("exit", () => reject(new Error("a thread that writes the bundle ended early")));
            next();
          }),
      ),
    );
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}
