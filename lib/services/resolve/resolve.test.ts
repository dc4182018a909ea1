import { spawnSync } from "node:child_process";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { importedFile, importRun, network, networkLink, networkMember, resolveRun } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { groupBy } from "@/lib/core/group-by";
import { isoUtc, systemClock, type Clock } from "@/lib/core/time";
import { campaignFolder, importFolder } from "@/lib/cli/testing/import-campaign";
import { folderOf } from "@/lib/ingest/testing/bundle";
import { findPreset } from "@/lib/ingest/presets";
import { stageImport } from "@/lib/ingest/run";
import { explainAccounts } from "@/lib/services/explain/pair";
import { recoverImports } from "@/lib/services/imports/recover";
import { failImport, runImport } from "@/lib/services/imports/run";
import { newestRun } from "@/lib/services/networks/read";
import { openTestStores, scratchFolder, type TestStores } from "@/lib/services/testing/stores";
import { verifyAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { queryRows } from "@/lib/stores/evidence/query";
import { countSchema } from "@/lib/stores/evidence/schema";
import { IMPORT_TABLES } from "@/lib/stores/evidence/tables";
import { runResolve } from "./run";

const NETWORK_MIN = 8;
let opened: TestStores;
let stores: Stores;
let bundle: string;
const truth = new Map<string, { operatorId: string; label: string }>();
const scratch: string[] = [];

beforeAll(async () => {
  opened = await openTestStores();
  stores = opened.stores;
  bundle = await campaignFolder({
    operatorAccounts: 200,
    honestAccounts: 1_600,
    exchanges: 30_000,
    days: 30,
    seed: 11,
  });
  scratch.push(path.dirname(bundle));
  for (const line of readFileSync(path.join(bundle, "truth.csv"), "utf8").trim().split("\n").slice(1)) {
    const [accountId = "", operatorId = "", label = ""] = line.split(",");
    truth.set(accountId, { operatorId, label });
  }
}, 120_000);
afterAll(async () => {
  await opened.close();
  for (const folder of scratch) rmSync(folder, { recursive: true, force: true });
});

/** What readers see of each table, and what is staged: rows, and the sums that merging keeps. */
async function contents(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of IMPORT_TABLES) {
    const measure = table.startsWith("identifier_")
      ? "sum(count)"
      : table === "activity_hourly"
        ? "sum(exchanges)"
        : table === "mix_daily"
          ? "sum(exchanges)"
          : table === "key_handovers"
            ? "sum(count)"
            : "count()";
    for (const name of [table, `stage_${table}`]) {
      const [row] = await queryRows(
        stores.evidence,
        `SELECT ${measure} AS size FROM ${name}`,
        {},
        z.object({ size: countSchema }),
      );
      found[name] = row?.size ?? 0;
    }
  }
  return found;
}

const staged = (found: Record<string, number>): number =>
  Object.entries(found).reduce((sum, [name, size]) => sum + (name.startsWith("stage_") ? size : 0), 0);
const resolveNow = async (clock: Clock = systemClock) => runResolve(stores, "tester", clock, () => undefined);
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof RingleaderError ? error.code : String(error)),
  );

/** HOST:PID of a process that has ended. */
function deadProcess(): string {
  return `${hostname()}:${spawnSync(process.execPath, ["--version"]).pid}`;
}

// In the order of an installation's life: each builds on what is there.
describe.sequential("from records to networks", () => {
  test("nothing is resolved before anything is imported", async () => {
    expect(await codeOf(resolveNow())).toBe("conflict");
    expect(await newestRun(stores.casebook)).toBeNull();
  });

  test("a dry run reads everything and keeps nothing", async () => {
    const before = await contents();
    const summary = await runImport(
      stores,
      { source: bundle, preset: "bundle", dryRun: true, actorId: "t", actorName: "T" },
      systemClock,
    );
    expect(summary.rows).toBeGreaterThan(30_000);
    expect(await contents()).toEqual(before);
    expect(await stores.casebook.select().from(importRun)).toEqual([]);
  });

  test("an import brings every row of the bundle, and no reject", async () => {
    const summary = await importFolder(stores, bundle);
    expect(summary).toMatchObject({ rejected: 0, dryRun: false });
    const found = await contents();
    expect(found["exchanges"]).toBe(30_000);
    expect(found["accounts"]).toBe(truth.size);
    expect(found["activity_hourly"]).toBe(30_000);
    expect(staged(found)).toBe(0);
  });

  test("the same folder a second time adds nothing", async () => {
    const before = await contents();
    const summary = await importFolder(stores, bundle);
    expect(summary.rows).toBe(0);
    for (const file of summary.files)
      expect(file.duplicateOf === undefined && file.table !== "truth" ? file.file : "").toBe("");
    expect(await contents()).toEqual(before);
  });

  test("the networks are the operators' and leave the honest alone", async () => {
    const summary = await resolveNow();
    const members = await stores.casebook
      .select()
      .from(networkMember)
      .innerJoin(network, eq(network.id, networkMember.networkId))
      .where(eq(network.current, true));
    const byNetwork = groupBy(members, (row) => row.network.id);
    const large = [...byNetwork.values()].filter((rows) => rows.length >= NETWORK_MIN);
    expect(large.length).toBeGreaterThan(0);
    expect(summary.networks).toBe(byNetwork.size);
    let found = 0;
    for (const rows of large) {
      const innocents = rows.filter(
        (row) => truth.get(row.network_member.accountId)?.label === "innocent",
      ).length;
      expect(innocents / rows.length).toBeLessThanOrEqual(0.05);
      expect(new Set(rows.map((row) => truth.get(row.network_member.accountId)?.operatorId)).size).toBe(1);
      found += rows.length - innocents;
    }
    const operators = [...truth.values()].filter(({ label }) => label !== "innocent" && label !== "").length;
    expect(found / operators).toBeGreaterThan(0.6);
  });

  test("an explanation gives a stored link's own bits and rows", async () => {
    const links = await stores.casebook
      .select()
      .from(networkLink)
      .orderBy(networkLink.accountA, networkLink.accountB);
    expect(links.length).toBeGreaterThan(100);
    const step = Math.ceil(links.length / 50);
    for (let at = 0; at < links.length; at += step) {
      const row = links[at];
      if (row === undefined) continue;
      const { sentence, modelVersion, thresholds, ...link } = await explainAccounts(
        stores,
        row.accountA,
        row.accountB,
      );
      expect(link).toEqual(row.link);
      expect(link.bits).toBe(row.bits);
      expect(sentence).not.toBe("");
      expect(modelVersion).not.toBe("");
      expect(thresholds.confirmBits).toBeGreaterThan(thresholds.candidateBits);
      expect((await explainAccounts(stores, row.accountB, row.accountA)).bits).toBe(row.bits);
    }
  });

  test("a link of an account with itself or with one unknown is refused", async () => {
    const [row] = await stores.casebook.select().from(networkLink).limit(1);
    expect(await codeOf(explainAccounts(stores, row?.accountA ?? "", row?.accountA ?? ""))).toBe("bad_input");
    expect(await codeOf(explainAccounts(stores, row?.accountA ?? "", "nobody"))).toBe("not_found");
  });

  const membersByNetwork = async (): Promise<Map<string, string[]>> => {
    const rows = await stores.casebook
      .select()
      .from(networkMember)
      .orderBy(networkMember.networkId, networkMember.accountId);
    return new Map(
      [...groupBy(rows, (row) => row.networkId)].map(([id, each]) => [id, each.map((row) => row.accountId)]),
    );
  };

  test("a second run keeps the networks' ids and members", async () => {
    const before = await membersByNetwork();
    const run = await newestRun(stores.casebook);
    await resolveNow();
    expect(await membersByNetwork()).toEqual(before);
    expect((await newestRun(stores.casebook))?.id).not.toBe(run?.id);
  });

  test("a run that a later one overtakes is refused at its end and changes nothing", async () => {
    const before = await membersByNetwork();
    const overtaken = { error: "" };
    let second: Promise<unknown> | undefined;
    const first = runResolve(stores, "tester", systemClock, (sentence) => {
      if (sentence.startsWith("reading observations")) second ??= resolveNow();
    }).catch((error: unknown) => {
      overtaken.error = error instanceof RingleaderError ? error.code : String(error);
    });
    await first;
    await second;
    expect(overtaken.error).toBe("conflict");
    const runs = await stores.casebook.select().from(resolveRun).orderBy(resolveRun.startedAt);
    expect(runs.slice(-2).map((run) => run.status)).toEqual(["failed", "complete"]);
    expect(await membersByNetwork()).toEqual(before);
  });

  test("a new import makes the newest run stale until the next", async () => {
    expect((await newestRun(stores.casebook))?.stale).toBe(false);
    const folder = folderOf({ "accounts.csv": "account_id,created_at\nnewcomer,2026-05-01T00:00:00Z\n" });
    scratch.push(folder);
    await importFolder(stores, folder);
    expect((await newestRun(stores.casebook))?.stale).toBe(true);
    await resolveNow();
    expect((await newestRun(stores.casebook))?.stale).toBe(false);
  });

  test("a run leaves the members of no other in the evidence store", async () => {
    const [left] = await queryRows(
      stores.evidence,
      "SELECT uniqExact(run_id) AS runs FROM resolved_members",
      {},
      z.object({ runs: countSchema }),
    );
    expect(left?.runs).toBe(1);
  });
});

describe.sequential("imports that do not end well", () => {
  const OTHER_BUNDLE =
    "account_id,created_at\nlate_one,2026-05-01T00:00:00Z\nlate_two,2026-05-01T00:00:00Z\n";

  function otherFolder(more = ""): string {
    const folder = folderOf({ "accounts.csv": `${OTHER_BUNDLE}${more}` });
    scratch.push(folder);
    return folder;
  }

  async function stageAs(importId: string, status: "running" | "publishing", process: string): Promise<void> {
    const summary = await stageImport({
      importId,
      source: otherFolder(`${importId},2026-05-01T00:00:00Z\n`),
      preset: findPreset("bundle"),
      client: stores.evidence,
      phoneKey: "k",
      knownFiles: new Map(),
      dryRun: false,
      rejectFile: null,
    });
    await stores.casebook.insert(importRun).values({
      id: importId,
      source: "x",
      preset: "bundle",
      status,
      byName: "T",
      process,
      startedAt: new Date(),
      rows: summary.rows,
      files: summary.files,
      rejects: [],
    });
    if (status !== "publishing") return;
    // An import takes its content in the same step that begins its publishing.
    const [file] = summary.files;
    await stores.casebook
      .insert(importedFile)
      .values({ sha256: file?.sha256 ?? "", tableName: "accounts", importId });
  }

  test("of two imports of one folder at once, one brings it and the other is refused or finds it there", async () => {
    const folder = otherFolder("twice_one,2026-05-02T00:00:00Z\n");
    const before = await contents();
    const codes = await Promise.all([
      codeOf(importFolder(stores, folder)),
      codeOf(importFolder(stores, folder)),
    ]);
    expect(codes.filter((code) => code === "done").length).toBeGreaterThan(0);
    const after = await contents();
    expect((after["accounts"] ?? 0) - (before["accounts"] ?? 0)).toBe(3);
    expect(after["stage_accounts"] ?? 0).toBe(before["stage_accounts"] ?? 0);
  });

  test("one whose process died while it read is kept to be gone on with, one that died while it published is finished, one that lives is left alone", async () => {
    const before = await contents();
    await stageAs("imp_dead_running", "running", deadProcess());
    await stageAs("imp_dead_publishing", "publishing", deadProcess());
    await stageAs("imp_living", "running", `${hostname()}:${process.ppid}`);
    await stageAs("imp_elsewhere", "running", `another-machine:1`);
    expect(await recoverImports(stores, systemClock)).toEqual({ published: 1, interrupted: 1 });
    const statuses = new Map(
      (await stores.casebook.select().from(importRun)).map((row) => [row.id, row.status]),
    );
    expect(statuses.get("imp_dead_running")).toBe("interrupted");
    expect(statuses.get("imp_dead_publishing")).toBe("complete");
    expect(statuses.get("imp_living")).toBe("running");
    expect(statuses.get("imp_elsewhere")).toBe("running");
    const after = await contents();
    expect((after["accounts"] ?? 0) - (before["accounts"] ?? 0)).toBe(3);
    expect(after["stage_accounts"]).toBe(9);
    expect(
      (
        await stores.casebook
          .select()
          .from(importedFile)
          .where(eq(importedFile.importId, "imp_dead_publishing"))
      ).length,
    ).toBe(1);
    expect(await recoverImports(stores, systemClock)).toEqual({ published: 0, interrupted: 0 });
    expect(await contents()).toEqual(after);
    await stores.casebook
      .update(importRun)
      .set({ process: deadProcess() })
      .where(eq(importRun.status, "running"));
    expect(await recoverImports(stores, systemClock)).toEqual({ published: 0, interrupted: 2 });
    for (const { id } of await stores.casebook
      .select({ id: importRun.id })
      .from(importRun)
      .where(eq(importRun.status, "interrupted")))
      await failImport(stores, id, "tester", "cancelled", "thrown away", systemClock, "interrupted");
    expect(staged(await contents())).toBe(0);
  });

  test("one that is stopped half-way leaves nothing and says so on record", async () => {
    const folder = scratchFolder("stopped");
    scratch.push(folder);
    writeFileSync(path.join(folder, "accounts.csv"), "account_id,created_at\n");
    for (let block = 0; block < 20; block++)
      appendFileSync(
        path.join(folder, "accounts.csv"),
        Array.from({ length: 5_000 }, (_, row) => `stop_${block}_${row},${isoUtc(1_777_000_000_000)}\n`).join(
          "",
        ),
      );
    const before = await contents();
    const abort = new AbortController();
    const stopped = runImport(
      stores,
      {
        source: folder,
        preset: "bundle",
        dryRun: false,
        actorId: "t",
        actorName: "T",
        signal: abort.signal,
        onProgress: (progress) => progress.rows > 20_000 && abort.abort(),
      },
      systemClock,
    );
    expect(await codeOf(stopped)).not.toBe("done");
    expect(await contents()).toEqual(before);
    const [row] = (await stores.casebook.select().from(importRun)).toSorted(
      (x, y) => y.startedAt.getTime() - x.startedAt.getTime(),
    );
    expect(row).toMatchObject({ status: "cancelled", rows: 0 });
    const again = await importFolder(stores, folder);
    expect(again.rows).toBe(100_000);
  });

  test("a path with nothing to import is refused, and the record says it failed", async () => {
    const before = await contents();
    expect(await codeOf(importFolder(stores, path.join(bundle, "missing")))).toMatch(/bad_input|not_found/);
    const empty = scratchFolder("empty");
    scratch.push(empty);
    expect(await codeOf(importFolder(stores, empty))).toBe("bad_input");
    expect(await contents()).toEqual(before);
    expect(
      (await stores.casebook.select().from(importRun)).filter(
        (row) => row.status === "running" || row.status === "publishing",
      ),
    ).toEqual([]);
  });

  test("the audit log holds through all of it", async () => {
    const verdict = await verifyAudit(stores.casebook);
    expect(verdict.ok, verdict.sentence).toBe(true);
  });
});
