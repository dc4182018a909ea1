import { existsSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { RingleaderError } from "@/lib/core/errors";
import { counted } from "@/lib/core/format";
import { userInfo } from "node:os";
import { systemClock } from "@/lib/core/time";
import { recoverImports } from "@/lib/services/imports/recover";
import { openStores, type Stores } from "@/lib/stores/connect";
import { defaultDataDir } from "@/lib/stores/data-dir";
import { projectRoot } from "@/lib/stores/root";

export interface DataDirOption {
  dataDir: string;
}

export function addDataDirOption(command: Command): Command {
  return command.option(
    "--data-dir <folder>",
    "where the stores live (also RINGLEADER_DATA_DIR)",
    defaultDataDir(projectRoot()),
  );
}

/** Who acts on the command line: the person who owns the shell. */
export function shellActor(): { actorId: string; actorName: string } {
  return { actorId: "command-line", actorName: `${userInfo().username} (command line)` };
}

/** Runs work on the data directory's stores, beside a server that may hold them, and lets go of them. */
export async function withStores<T>(
  options: DataDirOption,
  work: (stores: Stores) => Promise<T>,
  make: "made where missing" | "must be there" = "must be there",
): Promise<T> {
  if (make === "must be there" && !existsSync(options.dataDir)) {
    throw new RingleaderError(
      "not_found",
      `there is no data directory at ${path.resolve(options.dataDir)}; \`ringleader ingest PATH\` or \`ringleader up\` makes one`,
    );
  }
  const stores = await openStores(options.dataDir, { role: "command", pid: process.pid });
  try {
    const mended = await recoverImports(stores, systemClock);
    if (mended.published > 0)
      process.stderr.write(`finished ${counted(mended.published, "import")} whose process had ended\n`);
    if (mended.interrupted > 0)
      process.stderr.write(
        `${counted(mended.interrupted, "import")} stopped in the middle; import the same again to go on\n`,
      );
    return await work(stores);
  } finally {
    await stores.close();
  }
}
