import { Command } from "commander";
import { counted, grouped } from "@/lib/core/format";
import { MS_PER_SECOND, systemClock } from "@/lib/core/time";
import { runResolve, type ResolveSummary } from "@/lib/services/resolve/run";
import { printLine, ProgressLine } from "../terminal";
import { addDataDirOption, shellActor, withStores, type DataDirOption } from "../with-stores";

export async function resolveNetworks(options: DataDirOption): Promise<ResolveSummary> {
  const line = new ProgressLine();
  const startedMs = systemClock.nowMs();
  const show = (sentence: string): void => {
    const timed = `${((systemClock.nowMs() - startedMs) / MS_PER_SECOND).toFixed(1).padStart(6)} s  ${sentence}`;
    // A log keeps every phase; a terminal shows the one under way.
    if (process.stderr.isTTY) line.show(timed);
    else line.end(timed);
  };
  try {
    return await withStores(options, async (stores) =>
      runResolve(stores, shellActor().actorId, systemClock, show),
    );
  } finally {
    line.end();
  }
}

export function resolveCommand(): Command {
  return addDataDirOption(
    new Command("resolve").option("--json", "print the summary as one JSON object"),
  ).action(async (options: DataDirOption & { json?: boolean }) => {
    const summary = await resolveNetworks(options);
    if (options.json === true) {
      printLine(JSON.stringify(summary));
      return;
    }
    printLine(
      `${counted(summary.networks, "network")} of ${counted(summary.accountsInNetworks, "account")}, held by ${counted(summary.links, "confirmed link")}; looked at ${grouped(summary.accounts)} accounts and ${grouped(summary.observations)} observations in ${summary.seconds.toFixed(1)} s`,
    );
    for (const note of summary.notes) printLine(`note: ${note}`);
  });
}
