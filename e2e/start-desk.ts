import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeDesk } from "./env";
import { ringleader, startUp, type Ran } from "./ringleader";

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}

function mustRun(what: string, ran: Ran): void {
  if (ran.status !== 0)
    throw new Error(`${what} ended with ${String(ran.status)}: ${ran.stderr}\n${ran.stdout}`);
}

/** Makes a small campaign, imports and resolves it, and serves it: the desk every journey uses. */
export default async function startDesk(): Promise<() => Promise<void>> {
  mkdirSync(path.join(import.meta.dirname, ".results"), { recursive: true });
  const work = mkdtempSync(path.join(tmpdir(), "ringleader-e2e-"));
  const bundle = path.join(work, "bundle");
  const dataDir = path.join(work, "data");
  mustRun(
    "synth",
    ringleader([
      "synth",
      bundle,
      "--operator-accounts",
      "240",
      "--honest-accounts",
      "1500",
      "--exchanges",
      "40000",
      "--seed",
      "7",
    ]),
  );
  mustRun("ingest", ringleader(["ingest", bundle, "--data-dir", dataDir]));
  mustRun("resolve", ringleader(["resolve", "--data-dir", dataDir]));
  const up = await startUp(["--data-dir", dataDir, "--port", String(await freePort())]);
  writeDesk({
    root: path.resolve(import.meta.dirname, ".."),
    dataDir,
    bundle,
    url: up.url,
    setupUrl: up.setupUrl,
    pid: up.pid,
  });
  return async () => {
    await up.stop();
    rmSync(work, { recursive: true, force: true });
  };
}
