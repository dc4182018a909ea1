import { exitCodeOf, RingleaderError } from "@/lib/core/errors";
import { openDataDir } from "@/lib/stores/data-dir";
import { startHost } from "./host";

/**
 * Entry of the host process: `host-main.ts DATA_DIR [evidence] [casebook]`. Says one JSON line on
 * standard output: {"ready":true} or {"error":…}, and ends with the last lease.
 */
async function main(): Promise<void> {
  // Both engines make files as the umask lets them: records and the casebook are this user's alone.
  process.umask(0o077);
  // Who started the host may be dead by the time it is ready; others have taken a lease meanwhile.
  process.stdout.on("error", () => undefined);
  const [dataDir, ...embed] = process.argv.slice(2);
  if (dataDir === undefined)
    throw new RingleaderError("bad_input", "usage: host-main DATA_DIR [evidence] [casebook]");
  const host = await startHost(openDataDir(dataDir), {
    embedEvidence: embed.includes("evidence"),
    embedCasebook: embed.includes("casebook"),
    onIdle: () => process.exit(0),
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      void host.close().then(() => process.exit(0));
    });
  }
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
}

main().catch((error: unknown) => {
  const known = error instanceof RingleaderError;
  const message = error instanceof Error ? error.message : String(error);
  process.stdout.write(`${JSON.stringify({ error: message, code: known ? error.code : "internal" })}\n`);
  process.exit(known ? exitCodeOf(error.code) : 1);
});
