import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { RingleaderError } from "@/lib/core/errors";
import { synthFiles } from "@/lib/synth/synth-files";
import { writeCsv } from "../write-csv";
import type { FromWorker, PartOrder, WorkerSetup } from "./part-protocol";
import { writeParquet } from "./write-parquet";

const { folder, options, exchangesPerPart } = workerData as WorkerSetup;
const files = synthFiles(options, exchangesPerPart);

function say(message: FromWorker): void {
  parentPort?.postMessage(message, []);
}

async function write({ table, part }: PartOrder): Promise<void> {
  const file = files.find((each) => each.table === table);
  const piece = file?.parts[part];
  if (file === undefined || piece === undefined) throw new RangeError(`no part ${part} of ${table}`);
  const report = (rows: number, done: boolean): void => say({ kind: "rows", table, part, rows, done });
  const onRows = (rows: number): void => report(rows, false);
  const rows =
    table === "truth"
      ? await writeCsv(file, path.join(folder, "truth.csv"), false, onRows)
      : writeParquet(file, piece, path.join(folder, `${piece.name}.parquet`), onRows);
  report(rows, true);
}

parentPort?.on("message", (order: PartOrder) => {
  write(order).catch((error: unknown) =>
    say({
      kind: "failure",
      code: error instanceof RingleaderError ? error.code : undefined,
      message: error instanceof Error ? error.message : String(error),
    }),
  );
});
