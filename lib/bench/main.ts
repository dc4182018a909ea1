import { Command } from "commander";
import { exitCodeOf, RingleaderError } from "@/lib/core/errors";
import { runAttributionBench } from "./attribution";

const program = new Command("bench").description("Measures the engine against labelled data");

program
  .command("attribution")
  .description("pairwise and B³ metrics of the networks the engine finds")
  .requiredOption("--data <dir>", "folder with accounts, observations and truth as .csv or .csv.gz")
  .option("--json", "one line of JSON on stdout", false)
  .action(async (options: { data: string; json: boolean }) => {
    const metrics = await runAttributionBench({ dataDir: options.data });
    if (options.json) {
      console.log(JSON.stringify(metrics));
      return;
    }
    for (const [name, value] of Object.entries(metrics)) {
      console.log(`${name.padEnd(16)} ${typeof value === "number" ? Number(value.toFixed(4)) : value}`);
    }
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof RingleaderError)) throw error;
  console.error(error.message);
  process.exitCode = exitCodeOf(error.code);
}
