import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { importRun } from "@/drizzle/schema";
import { systemClock } from "@/lib/core/time";
import { writeParquetBundle } from "@/lib/cli/parquet/write-parquet-bundle";
import { ended, scratchFolder } from "@/lib/services/testing/stores";
import { openStores } from "@/lib/stores/connect";
import { IMPORT_TABLES } from "@/lib/stores/evidence/tables";
import { runImport } from "./run";

const scratch = scratchFolder("disk-full");
const disk = path.join(scratch, "disk");
mkdirSync(disk);

/** A small disk of its own; only root may have one. */
function mounted(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=130m", "tmpfs", disk], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const hasDisk = mounted();
afterAll(() => {
  if (hasDisk) execFileSync("umount", ["-l", disk]);
  rmSync(scratch, { recursive: true, force: true });
});

test.skipIf(!hasDisk)(
  "a disk that fills up in the middle ends the import with a sentence and nothing of it stays (needs to mount a small disk)",
  async () => {
    const bundle = path.join(scratch, "bundle");
    await writeParquetBundle(
      bundle,
      { operatorAccounts: 1_000, honestAccounts: 40_000, exchanges: 1_500_000 },
      2,
      () => undefined,
    );
    const stores = await openStores(path.join(disk, "data"), { role: "command", pid: process.pid });
    const host = stores.lease?.owner.pid;
    try {
      await expect(
        runImport(
          stores,
          { source: bundle, preset: "bundle", dryRun: false, actorId: "t", actorName: "T" },
          systemClock,
        ),
      ).rejects.toMatchObject({ code: "unavailable", message: expect.stringContaining("disk") });
      const runs = await stores.casebook.select().from(importRun);
      expect(runs.map((run) => [run.status, run.error])).toEqual([
        ["failed", expect.stringContaining("full")],
      ]);
      for (const table of IMPORT_TABLES.flatMap((name) => [name, `stage_${name}`])) {
        const left = await stores.evidence.query({
          query: `SELECT 1 FROM ${table} LIMIT 1`,
          format: "JSONEachRow",
        });
        expect(await left.json(), table).toEqual([]);
      }
    } finally {
      await stores.close();
      if (host !== undefined) await ended(host);
    }
  },
  300_000,
);
