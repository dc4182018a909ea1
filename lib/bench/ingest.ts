import { fork } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  createReadStream,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { RingleaderError } from "@/lib/core/errors";
import { writeParquetBundle } from "@/lib/cli/parquet/write-parquet-bundle";

/** One contender's answer. */
const measuredSchema = z.object({
  rows: z.number(),
  seconds: z.number(),
  /** Highest memory of every process it took, in MB. */
  peakRssMb: z.number(),
});
export type Measured = z.infer<typeof measuredSchema>;

export const CONTENDERS = ["ringleader", "chdb", "duckdb"] as const;
export type Contender = (typeof CONTENDERS)[number];

export interface IngestBench {
  rows: number;
  /** Wall time of our import: hashing, checking, loading, roll-ups, publishing. */
  seconds: number;
  rows_per_second: number;
  duckdb_seconds: number;
  chdb_seconds: number;
  ratio_to_duckdb: number;
  ratio_to_chdb: number;
  peak_rss_mb: number;
}

export interface IngestBenchOptions {
  /** Exchanges to make, where no folder is given. */
  exchanges: number;
  /** A folder with exchanges*.parquet, made before. */
  dataDir?: string;
}

/** The population the reported campaign has per exchange. */
const EXCHANGES_PER_OPERATOR_ACCOUNT = 1_600;
const EXCHANGES_PER_HONEST_ACCOUNT = 40;

/** "VmHWM" of a process of this machine, in MB; undefined where the system does not say. */
export function peakRssMbOf(pid: number): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
  } catch {
    return undefined;
  }
}

/** Every contender reads the same files from memory, not the first one from the disk. */
async function warm(files: readonly string[]): Promise<void> {
  for (const file of files) for await (const _ of createReadStream(file, { highWaterMark: 4 * 1024 * 1024 }));
}

/** An import follows no symbolic link out of its folder. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

async function measureApart(contender: Contender, folder: string, scratch: string): Promise<Measured> {
  const child = fork(
    fileURLToPath(new URL("./ingest-contender.ts", import.meta.url)),
    [contender, folder, scratch],
    {
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    },
  );
  const answers: unknown[] = [];
  child.on("message", (message) => answers.push(message));
  const [code] = await once(child, "exit");
  if (code !== 0) throw new RingleaderError("unavailable", `${contender} failed, its reason is above`);
  return measuredSchema.parse(answers[0]);
}

/**
 * Our import of the exchanges of a campaign, with its roll-ups, against DuckDB grouping the same
 * Parquet files by account and address, and against the evidence store's engine loading them bare.
 * Each runs alone, in a process of its own.
 */
export async function runIngestBench(options: IngestBenchOptions): Promise<IngestBench> {
  const scratch = mkdtempSync(path.join(tmpdir(), "ringleader-bench-ingest-"));
  try {
    const made = path.join(scratch, "made");
    if (options.dataDir === undefined) {
      await writeParquetBundle(
        made,
        {
          exchanges: options.exchanges,
          operatorAccounts: Math.ceil(options.exchanges / EXCHANGES_PER_OPERATOR_ACCOUNT),
          honestAccounts: Math.ceil(options.exchanges / EXCHANGES_PER_HONEST_ACCOUNT),
        },
        2,
        () => undefined,
      );
    }
    const source = path.resolve(options.dataDir ?? made);
    if (!existsSync(source)) throw new RingleaderError("not_found", `there is no folder ${source}`);
    const names = readdirSync(source).filter((name) => /^exchanges.*\.parquet$/.test(name));
    if (names.length === 0) throw new RingleaderError("bad_input", `${source} holds no exchanges as Parquet`);
    const folder = path.join(scratch, "exchanges");
    mkdirSync(folder);
    for (const name of names) linkOrCopy(path.join(source, name), path.join(folder, name));
    await warm(names.map((name) => path.join(folder, name)));
    const measured = new Map<Contender, Measured>();
    for (const contender of CONTENDERS)
      measured.set(contender, await measureApart(contender, folder, path.join(scratch, contender)));
    const of = (contender: Contender): Measured =>
      measured.get(contender) ?? { rows: 0, seconds: Number.NaN, peakRssMb: Number.NaN };
    const ours = of("ringleader");
    for (const contender of CONTENDERS) {
      if (of(contender).rows !== ours.rows)
        throw new RingleaderError(
          "conflict",
          `${contender} read ${of(contender).rows} rows, we ${ours.rows}`,
        );
    }
    return {
      rows: ours.rows,
      seconds: ours.seconds,
      rows_per_second: Math.round(ours.rows / ours.seconds),
      duckdb_seconds: of("duckdb").seconds,
      chdb_seconds: of("chdb").seconds,
      ratio_to_duckdb: ours.seconds / of("duckdb").seconds,
      ratio_to_chdb: ours.seconds / of("chdb").seconds,
      peak_rss_mb: Math.round(ours.peakRssMb),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
