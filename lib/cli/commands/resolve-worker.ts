import { setPriority } from "node:os";
import { Command } from "commander";
import { systemClock } from "@/lib/core/time";
import { finishUndos } from "@/lib/services/imports/undo";
import { runResolve } from "@/lib/services/resolve/run";
import { addDataDirOption, withStores, type DataDirOption } from "../with-stores";

/** Below the web server, which people wait for. */
const NICE = 5;

/** What the desk starts where somebody has the networks resolved in the browser; nobody types it. */
export function resolveWorkerCommand(): Command {
  return addDataDirOption(new Command("resolve-worker").requiredOption("--actor <id>")).action(
    async (options: DataDirOption & { actor: string }) => {
      setPriority(NICE);
      await withStores(options, async (stores) => {
        await finishUndos(stores);
        await runResolve(stores, options.actor, systemClock, () => undefined);
      });
    },
  );
}
