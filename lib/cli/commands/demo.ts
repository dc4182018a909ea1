import { Command } from "commander";
import { existsSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { counted, grouped } from "@/lib/core/format";
import { newestRun } from "@/lib/services/networks/read";
import { projectRoot } from "@/lib/stores/root";
import { synthFiles } from "@/lib/synth/synth-files";
import { buildAppIfStale } from "../build-app";
import { checkPort } from "../serve";
import { ProgressLine } from "../terminal";
import { writeBundle } from "../write-bundle";
import { withStores } from "../with-stores";
import { ingest } from "./ingest";
import { resolveNetworks } from "./resolve";
import { up, type UpOptions } from "./up";

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  say(`› ${what}`);
  const startedMs = Date.now();
  const result = await work();
  say(`  done in ${((Date.now() - startedMs) / 1_000).toFixed(1)} s`);
  return result;
}

/** Everything the demo needs, made once: a built app, a synthetic campaign, its import and its networks. */
async function demo(options: UpOptions): Promise<void> {
  const root = projectRoot();
  await checkPort(Number(options.port), options.host);
  const bundle = path.join(path.dirname(options.dataDir), "bundle");
  const line = new ProgressLine();
  await timed("building the app", async () => {
    await buildAppIfStale(root, (text) => line.show(text));
    line.end();
  });
  const resolved = await withStores(
    options,
    async (stores) => (await newestRun(stores.casebook)) !== null,
    "made where missing",
  );
  if (!resolved) {
    if (!existsSync(bundle)) {
      await timed("making a synthetic campaign (invented names and addresses only)", async () => {
        const partial = `${bundle}.partial`;
        rmSync(partial, { recursive: true, force: true });
        await writeBundle(partial, synthFiles(), false, (table, rows) =>
          say(`  ${table}: ${grouped(rows)} rows`),
        );
        renameSync(partial, bundle);
      });
    }
    await timed("importing it", async () => {
      const summary = await ingest(bundle, { ...options, preset: "bundle" });
      say(`  ${counted(summary.rows, "row")} in, ${grouped(summary.rejected)} rejected`);
    });
    await timed("resolving networks", async () => {
      const summary = await resolveNetworks(options);
      say(`  ${counted(summary.networks, "network")}, ${counted(summary.accountsInNetworks, "account")}`);
    });
  }
  say("› starting the desk");
  await up(options);
}

export function demoCommand(): Command {
  return new Command("demo")
    .option("--data-dir <folder>", "where the demo's stores live", path.join(projectRoot(), ".demo", "data"))
    .option("--port <n>", "port to serve on", "3000")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--url <url>", "the address people type, where it differs")
    .action(demo);
}
