import { Command, Option } from "commander";
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism, freemem } from "node:os";
import { RingleaderError } from "@/lib/core/errors";
import { systemClock } from "@/lib/core/time";
import { SYNTH_DEFAULTS, synthFiles } from "@/lib/synth/synth-files";
import { writeParquetBundle } from "../parquet/write-parquet-bundle";
import { RowProgress } from "../row-progress";
import { printLine, ProgressLine } from "../terminal";
import { writeBundle } from "../write-bundle";

const WORKERS_MAX = 4;
/** What a thread may take at the reported size: 160 MB alive, the rest is what the collector lets lie. */
const BYTES_PER_WORKER = 2 ** 30;

function workerCount(): number {
  return Math.max(1, Math.min(WORKERS_MAX, availableParallelism(), Math.floor(freemem() / BYTES_PER_WORKER)));
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,12}$/.test(text))
    throw new RingleaderError("bad_input", `--${name} takes a whole number, got ${text}`);
  return Number(text);
}

interface SynthCliOptions {
  operatorAccounts: string;
  honestAccounts: string;
  exchanges: string;
  days: string;
  seed: string;
  format: "csv" | "parquet";
  gzip?: boolean;
}

export function synthCommand(): Command {
  return new Command("synth")
    .argument("<out>", "a folder that is empty or not there yet")
    .option("--operator-accounts <n>", "accounts the operators run", String(SYNTH_DEFAULTS.operatorAccounts))
    .option("--honest-accounts <n>", "accounts of honest customers", String(SYNTH_DEFAULTS.honestAccounts))
    .option("--exchanges <n>", "exchanges of everybody", String(SYNTH_DEFAULTS.exchanges))
    .option("--days <n>", "length of the window", String(SYNTH_DEFAULTS.days))
    .option("--seed <n>", "another seed, another campaign", String(SYNTH_DEFAULTS.seed))
    .addOption(
      new Option("--format <format>", "format of the files (truth is always CSV)")
        .choices(["csv", "parquet"])
        .default("csv"),
    )
    .option("--gzip", "compress CSV files (truth stays plain; Parquet is compressed already)")
    .action(async (out: string, options: SynthCliOptions) => {
      if (options.format === "parquet" && options.gzip === true)
        throw new RingleaderError("bad_input", "Parquet is compressed already; leave --gzip out");
      if (existsSync(out) && readdirSync(out).length > 0)
        throw new RingleaderError("conflict", `${out} is not empty; name another folder`);
      const campaign = {
        operatorAccounts: wholeNumber("operator-accounts", options.operatorAccounts),
        honestAccounts: wholeNumber("honest-accounts", options.honestAccounts),
        exchanges: wholeNumber("exchanges", options.exchanges),
        days: wholeNumber("days", options.days),
        seed: wholeNumber("seed", options.seed),
      };
      const line = new ProgressLine();
      const progress = new RowProgress(systemClock);
      if (options.format === "parquet") {
        await writeParquetBundle(out, campaign, workerCount(), ({ table, rows, expectedRows, done }) => {
          if (done) line.end(progress.ended(table, rows));
          else line.show(progress.heard(table, rows, expectedRows));
        });
      } else {
        await writeBundle(
          out,
          synthFiles(campaign),
          options.gzip === true,
          (table, rows) => line.end(progress.ended(table, rows)),
          ({ table, expectedRows }, rows) => line.show(progress.heard(table, rows, expectedRows)),
        );
      }
      printLine(out);
    });
}
