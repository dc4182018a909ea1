import { Command } from "commander";
import { RingleaderError } from "@/lib/core/errors";
import { systemClock } from "@/lib/core/time";
import { keepRetention } from "@/lib/jobs/daily-retention";
import { recoverImports } from "@/lib/services/imports/recover";
import { makeSetupToken } from "@/lib/services/users/make-setup-link";
import { openStores } from "@/lib/stores/connect";
import { openDataDir } from "@/lib/stores/data-dir";
import { askOwner, ownerSentence } from "@/lib/stores/embedded/host";
import { projectRoot } from "@/lib/stores/root";
import { buildAppIfStale } from "../build-app";
import { checkPort, serve } from "../serve";
import { printLine, ProgressLine } from "../terminal";
import { addDataDirOption, type DataDirOption } from "../with-stores";

export interface UpOptions extends DataDirOption {
  port: string;
  host: string;
  url?: string;
}

/** Refuses a second server on a data directory, naming the first. */
async function refuseSecondServer(dataDir: string): Promise<void> {
  const owner = await askOwner(openDataDir(dataDir));
  if (owner?.leases.some((lease) => lease.role === "web") === true)
    throw new RingleaderError(
      "conflict",
      `${ownerSentence(owner)}; stop it first, or give another --data-dir`,
    );
}

function sayRetentionFailed(error: unknown): void {
  const why = error instanceof RingleaderError ? error.message : "an unexpected failure";
  process.stderr.write(`retention did not finish: ${why}; it is tried again in a day\n`);
}

/** Serves the desk until the process is told to stop. Prints the address, and the setup link while there is no user. */
export async function up(options: UpOptions): Promise<void> {
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new RingleaderError("bad_input", `--port takes a number from 1 to 65535, got ${options.port}`);
  const url = options.url ?? `http://localhost:${port}`;
  const root = projectRoot();
  await refuseSecondServer(options.dataDir);
  await checkPort(port, options.host);
  const line = new ProgressLine();
  const stop = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => {
        stop.abort();
        resolve();
      });
    }
  });
  if (await buildAppIfStale(root, (text) => line.show(`building the app: ${text}`)))
    line.end("built the app");
  line.show("opening the stores");
  const stores = await openStores(options.dataDir, { role: "web", pid: process.pid, url });
  try {
    await recoverImports(stores, systemClock);
    line.show("starting the web server");
    const { host, dataDir } = options;
    const serving = await serve(root, { dataDir, host, port, url, signal: stop.signal });
    if (serving === undefined) return;
    line.end();
    const retention = keepRetention(stores, systemClock, sayRetentionFailed);
    printLine(`Ringleader is at ${serving.url}`);
    const token = await makeSetupToken(stores.casebook, systemClock.nowMs());
    if (token !== undefined)
      printLine(`Make the first user here (once, within 30 minutes): ${serving.url}/setup?token=${token}`);
    printLine("Stop with ctrl-C.");
    const ended = new Promise<"ended">((resolve) => {
      serving.child.once("exit", () => resolve("ended"));
    });
    const why = await Promise.race([stopped, ended]);
    serving.child.kill("SIGTERM");
    await retention.stop();
    if (why === "ended")
      throw new RingleaderError("unavailable", "the web server ended; its message is above");
  } finally {
    line.end();
    await stores.close();
  }
}

export function upCommand(): Command {
  return addDataDirOption(
    new Command("up")
      .option("--port <n>", "port to serve on", "3000")
      .option("--host <address>", "address to listen on", "127.0.0.1")
      .option("--url <url>", "the address people type, where it differs (behind a proxy)"),
  ).action(up);
}
