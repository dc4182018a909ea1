import { Command } from "commander";
import { existsSync, readdirSync } from "node:fs";
import { RingleaderError } from "@/lib/core/errors";
import { grouped } from "@/lib/core/format";
import { SYNTH_DEFAULTS, synthFiles } from "@/lib/synth/synth-files";
import { printLine, ProgressLine } from "../terminal";
import { writeBundle } from "../write-bundle";

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
    .option("--gzip", "compress the files (truth stays plain)")
    .action(async (out: string, options: SynthCliOptions) => {
      if (existsSync(out) && readdirSync(out).length > 0)
        throw new RingleaderError("conflict", `${out} is not empty; name another folder`);
      const files = synthFiles({
        operatorAccounts: wholeNumber("operator-accounts", options.operatorAccounts),
        honestAccounts: wholeNumber("honest-accounts", options.honestAccounts),
        exchanges: wholeNumber("exchanges", options.exchanges),
        days: wholeNumber("days", options.days),
        seed: wholeNumber("seed", options.seed),
      });
      const line = new ProgressLine();
      await writeBundle(out, files, options.gzip === true, (table, rows) =>
        line.end(`${table}: ${grouped(rows)} rows`),
      );
      printLine(out);
    });
}
