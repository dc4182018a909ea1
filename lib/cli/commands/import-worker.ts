import { setPriority } from "node:os";
import { Command } from "commander";
import { systemClock } from "@/lib/core/time";
import { continueImport } from "@/lib/services/imports/run";
import { finishUndos } from "@/lib/services/imports/undo";
import { performDryRun } from "@/lib/services/uploads/dry-run";
import { sweepUploads } from "@/lib/services/uploads/sweep";
import { watchEventLoop } from "../watchdog";
import { addDataDirOption, withStores, type DataDirOption } from "../with-stores";

/** Below the web server, which people wait for. */
const NICE = 5;
const STUCK_MS = 60_000;

function begin(): void {
  setPriority(NICE);
  watchEventLoop(STUCK_MS, "reading has stood still for a minute: a file is damaged inside");
}

/** What the desk starts for an import or a check in the browser; nobody types it. */
export function importWorkerCommand(): Command {
  const command = new Command("import-worker");
  addDataDirOption(command.command("import").argument("<import>").requiredOption("--actor <id>")).action(
    async (importId: string, options: DataDirOption & { actor: string }) => {
      begin();
      await withStores(options, async (stores) => {
        await finishUndos(stores);
        await continueImport(stores, importId, options.actor, systemClock);
        await sweepUploads(stores, systemClock.nowMs());
      });
    },
  );
  addDataDirOption(command.command("check").argument("<upload>").requiredOption("--token <token>")).action(
    async (uploadId: string, options: DataDirOption & { token: string }) => {
      begin();
      await withStores(options, async (stores) =>
        performDryRun(stores, uploadId, options.token, systemClock),
      );
    },
  );
  return command;
}
