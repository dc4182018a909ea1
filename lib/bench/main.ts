import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError, Option } from "commander";
import { exitCodeOf, RingleaderError } from "@/lib/core/errors";
import { runAttributionBench } from "./attribution";
import { type EngineBenchOptions, runEngineBench } from "./engine";
import { SCALES } from "@/lib/synth/scenarios";
import { runInjectionsCommand } from "./injections-command";
import { runLookupsBench, type LookupsBenchOptions } from "./lookups";
import { missed, scenarioTable, writeScenarioTable } from "./scenario-table";
import { runScenarioBench, type ScenarioBenchOptions } from "./scenarios";

function print(figures: Readonly<Record<string, unknown>>, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(figures));
    return;
  }
  const shown = (value: unknown): string =>
    typeof value === "number"
      ? String(Number(value.toFixed(4)))
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);
  for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(16)} ${shown(value)}`);
}

const program = new Command("bench").description("Measures the engine against labelled data, and the stores");

program
  .command("attribution")
  .description("pairwise and B³ metrics of the networks the engine finds")
  .requiredOption("--data <dir>", "folder with accounts, observations and truth as .csv or .csv.gz")
  .option("--calibrate", "cross-validates probabilities on the links, by operator", false)
  .option("--folds <n>", "folds of a split", wholeNumber, 5)
  .option("--splits <n>", "random splits", wholeNumber, 10)
  .option("--json", "one line of JSON on stdout", false)
  .action(
    async (options: { data: string; calibrate: boolean; folds: number; splits: number; json: boolean }) => {
      const { data, calibrate, folds, splits } = options;
      const metrics = await runAttributionBench({
        dataDir: data,
        ...(calibrate ? { calibrate: { folds, splits } } : {}),
      });
      print({ ...metrics }, options.json);
    },
  );

program
  .command("ingest")
  .description("our import and roll-ups against DuckDB and the bare engine, on the same Parquet files")
  .option("--exchanges <n>", "exchanges to make", "1000000")
  .option("--data <dir>", "a folder with exchanges*.parquet made before, instead")
  .option("--json", "one line of JSON on stdout", false)
  .action(async (options: { exchanges: string; data?: string; json: boolean }) => {
    const { runIngestBench } = await import("./ingest");
    const exchanges = Number(options.exchanges);
    if (!Number.isSafeInteger(exchanges) || exchanges < 1_000)
      throw new RingleaderError("bad_input", "--exchanges takes a whole number, 1000 at least");
    print(
      {
        ...(await runIngestBench({
          exchanges,
          ...(options.data === undefined ? {} : { dataDir: options.data }),
        })),
      },
      options.json,
    );
  });

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("a whole number from 1 on is needed");
  return Number(text);
}

program
  .command("lookups")
  .description("account → identifiers and identifier → accounts, many askers at once")
  .option("--accounts <n>", "size of the store that is made", wholeNumber, 100_000)
  .option("--data-dir <folder>", "an installation with records instead")
  .option("--askers <n>", "look-ups under way at any moment", wholeNumber, 16)
  .option("--lookups <n>", "look-ups in all", wholeNumber, 4_000)
  .option("--seed <text>", "other keys are drawn", "lookups")
  .option("--json", "one line of JSON on stdout", false)
  .action(async ({ json, ...options }: LookupsBenchOptions & { json: boolean }) => {
    const figures = await runLookupsBench(options);
    if (json) console.log(JSON.stringify(figures));
    else for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(18)} ${value}`);
  });

program
  .command("scenarios")
  .description(
    "worlds of rising evasion, and decoys alone: is each operator whole and everybody else left alone",
  )
  .addOption(new Option("--scale <scale>", "size of each world").choices(SCALES).default("small"))
  .option("--seeds <n>", "worlds of each scenario", wholeNumber, 3)
  .option("--first-seed <n>", "seed of the first", wholeNumber, 501)
  .option("--only <ids>", "scenarios, as in s2,s4", (text: string) => text.split(","), [])
  .option("--json", "one line of JSON per world on stdout", false)
  .option("--write", "put the table into lib/engine/README.md", false)
  .action(async ({ json, write, ...options }: ScenarioBenchOptions & { json: boolean; write: boolean }) => {
    const runs = await runScenarioBench(options, (run) => {
      if (json) console.log(JSON.stringify(run));
      else console.error(`${run.scenario} seed ${run.seed}: ${missed(run).join(", ") || "held"}`);
    });
    if (!json) console.log(scenarioTable(runs));
    if (write) writeScenarioTable(fileURLToPath(new URL("../engine/README.md", import.meta.url)), runs);
  });

program
  .command("engine")
  .description("time and memory of the engine on made-up records, and Louvain on the same candidate graph")
  .option("--accounts <n>", "accounts to make", wholeNumber, 1_000_000)
  .option(
    "--observations <n>",
    "uses of identifiers to make, 15 for each account at least",
    wholeNumber,
    20_000_000,
  )
  .option("--louvain", "graphology's Louvain afterwards, in a process of its own", false)
  .option("--seed <text>", "other records are made", "engine")
  .option("--phases", "where the time goes, on stderr", false)
  .option("--json", "one line of JSON on stdout", false)
  .action(
    async ({
      json,
      phases,
      ...options
    }: Omit<EngineBenchOptions, "onPhase"> & { json: boolean; phases: boolean }) => {
      const onPhase = (sentence: string, seconds: number, rssMb: number): void => {
        if (phases)
          console.error(
            `${seconds.toFixed(2).padStart(8)} s ${rssMb.toFixed(0).padStart(6)} MB  ${sentence}`,
          );
      };
      print({ ...(await runEngineBench({ ...options, onPhase })) }, json);
    },
  );

program
  .command("injections")
  .description("one new value given to innocents: who is in a network then that was in none before")
  .option("--data <dir>", "folder with accounts, observations and truth as .csv or .csv.gz")
  .option("--synth", "the campaign as reported, small", false)
  .option("--seed <n>", "seed of that campaign", wholeNumber, 501)
  .option("--sizes <n,…>", "innocents who get the value", (text: string) => text.split(",").map(wholeNumber))
  .option("--only <kinds>", "kinds, as in device,ip", (text: string) => text.split(","))
  .option("--json", "one line of JSON per case on stdout", false)
  .action(runInjectionsCommand);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof RingleaderError)) throw error;
  console.error(error.message);
  process.exitCode = exitCodeOf(error.code);
}
