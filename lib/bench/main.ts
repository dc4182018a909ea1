import { Command, InvalidArgumentError } from "commander";
import { exitCodeOf, RingleaderError } from "@/lib/core/errors";
import { runAttributionBench } from "./attribution";
import { runLookupsBench, type LookupsBenchOptions } from "./lookups";

function print(figures: Readonly<Record<string, unknown>>, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(figures));
    return;
  }
  for (const [name, value] of Object.entries(figures))
    console.log(`${name.padEnd(16)} ${typeof value === "number" ? Number(value.toFixed(4)) : String(value)}`);
}

const program = new Command("bench").description("Measures the engine against labelled data, and the stores");

program
  .command("attribution")
  .description("pairwise and B³ metrics of the networks the engine finds")
  .requiredOption("--data <dir>", "folder with accounts, observations and truth as .csv or .csv.gz")
  .option("--json", "one line of JSON on stdout", false)
  .action(async (options: { data: string; json: boolean }) => {
    const metrics = await runAttributionBench({ dataDir: options.data });
    print({ ...metrics }, options.json);
  });

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

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof RingleaderError)) throw error;
  console.error(error.message);
  process.exitCode = exitCodeOf(error.code);
}
