import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { signInFailure } from "@/drizzle/schema";
import { ended, isAlive, scratchFolder } from "@/lib/services/testing/stores";
import { appendAudit, readAudit, verifyAudit } from "@/lib/stores/casebook/audit";
import { openStores, type Stores } from "@/lib/stores/connect";
import { openDataDir, type DataDir } from "@/lib/stores/data-dir";
import { queryRows } from "@/lib/stores/evidence/query";
import { countSchema } from "@/lib/stores/evidence/schema";
import { projectRoot } from "@/lib/stores/root";
import { z } from "zod";
import { acquireLease, type Lease } from "./lease";

// Embedded engines only, whatever the surroundings name.
delete process.env["DATABASE_URL"];
delete process.env["CLICKHOUSE_URL"];

// Starting and killing engines takes its time on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const HELLO = { role: "command" as const, pid: process.pid };
const EMBED = ["evidence", "casebook"];
const used: DataDir[] = [];
const hosts = new Set<number>();

function newDataDir(): DataDir {
  const dir = openDataDir(scratchFolder("host"));
  used.push(dir);
  return dir;
}

function ownerPid(lease: Lease | null): number {
  if (lease === null) throw new Error("the stores are not embedded");
  hosts.add(lease.owner.pid);
  return lease.owner.pid;
}

function run(code: string): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    cwd: projectRoot(),
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes("\n")) break;
  }
  return text.slice(0, text.indexOf("\n"));
}

afterEach(async () => {
  for (const pid of hosts) {
    if (isAlive(pid)) process.kill(pid, "SIGTERM");
    await ended(pid);
  }
  hosts.clear();
  for (const dir of used.splice(0)) {
    rmSync(dir.path, { recursive: true, force: true });
    rmSync(dir.runtime, { recursive: true, force: true });
  }
});

describe("a data directory has one owner", () => {
  test("a second host is refused with a message that names the first, and does it no harm", async () => {
    const dir = newDataDir();
    const stores = await openStores(dir.path, HELLO);
    const pid = ownerPid(stores.lease);
    for (let attempt = 0; attempt < 3; attempt++) {
      const second = spawn(
        process.execPath,
        ["--import", "tsx", path.join(projectRoot(), "lib/stores/embedded/host-main.ts"), dir.path, ...EMBED],
        { cwd: projectRoot(), stdio: ["ignore", "pipe", "inherit"] },
      );
      const said: unknown = JSON.parse(await firstLine(second));
      const [status] = second.exitCode === null ? await once(second, "exit") : [second.exitCode];
      expect(said).toMatchObject({ code: "conflict" });
      expect(JSON.stringify(said)).toContain(`held by process ${pid} `);
      expect(JSON.stringify(said)).toContain(dir.path);
      expect(status).toBe(4);
    }
    expect((await stores.casebook.execute(sql`SELECT 1 AS one`)).rows).toEqual([{ one: 1 }]);
    await stores.close();
  });

  test("of starters at once one becomes the owner and all use it, five times over", async () => {
    for (let round = 0; round < 5; round++) {
      const dir = newDataDir();
      const starters = Array.from({ length: 2 }, async () => acquireLease(dir, HELLO, ["evidence"]));
      const leases = await Promise.all(starters);
      expect(new Set(leases.map(ownerPid)).size).toBe(1);
      for (const lease of leases) lease.release();
    }
  });
});

describe("the owner stays as long as it is needed", () => {
  test("it ends with the last lease, and the directory opens again with all that was in it", async () => {
    const dir = newDataDir();
    const first = await openStores(dir.path, HELLO);
    const second = await openStores(dir.path, HELLO);
    const pid = ownerPid(first.lease);
    expect(ownerPid(second.lease)).toBe(pid);
    await first.casebook.transaction((tx) =>
      appendAudit(tx, { actorId: "a", action: "b", objectType: "c", objectId: "d" }, 1),
    );
    await first.close();
    expect((await readAudit(second.casebook, undefined, 10)).length).toBe(1);
    await second.close();
    await ended(pid);
    const third = await openStores(dir.path, HELLO);
    expect(ownerPid(third.lease)).not.toBe(pid);
    expect((await readAudit(third.casebook, undefined, 10)).map((row) => row.action)).toEqual(["b"]);
    await third.close();
  });

  test("it ends, too, when the holder of the last lease is killed, and the directory opens again", async () => {
    const dir = newDataDir();
    const holder = run(`
      import { openStores } from "./lib/stores/connect.ts";
      const stores = await openStores(${JSON.stringify(dir.path)}, { role: "command", pid: process.pid });
      console.log(stores.lease.owner.pid);
      setInterval(() => undefined, 1_000);
    `);
    const pid = Number(await firstLine(holder));
    hosts.add(pid);
    expect(isAlive(pid)).toBe(true);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    await ended(pid);
    const again = await openStores(dir.path, HELLO);
    expect(ownerPid(again.lease)).not.toBe(pid);
    await again.close();
  });
});

describe("what the stores have acknowledged is kept", () => {
  const BATCH = 50;

  async function insertUntilDead(
    stores: Stores,
    round: number,
    killAfter: number,
    kill: () => void,
  ): Promise<{ batches: string[]; entries: number }> {
    const acknowledged = { batches: [] as string[], entries: 0 };
    const killed = (): boolean => acknowledged.batches.length + acknowledged.entries >= killAfter;
    const writeEvidence = async (writer: number): Promise<void> => {
      for (let number = 0; ; number++) {
        const subject = `round_${round}_writer_${writer}_${number}`;
        await stores.evidence.insert({
          table: "events",
          values: Array.from({ length: BATCH }, (_, row) => ({
            import_id: "kill/0",
            at: "2026-05-01 00:00:00.000",
            kind: "other",
            subject,
            source_row: row,
          })),
          format: "JSONEachRow",
        });
        acknowledged.batches.push(subject);
        if (killed()) kill();
      }
    };
    const writeCasebook = async (): Promise<void> => {
      for (;;) {
        await stores.casebook.transaction((tx) =>
          appendAudit(tx, { actorId: "a", action: "b", objectType: "c", objectId: "d" }, 1),
        );
        acknowledged.entries += 1;
        if (killed()) kill();
      }
    };
    await Promise.allSettled([writeEvidence(1), writeEvidence(2), writeCasebook()]);
    return acknowledged;
  }

  test("kill -9 of the owner in the middle of inserts loses no acknowledged row of either store, and leaves no batch half there", async () => {
    const dir = newDataDir();
    const batches: string[] = [];
    let entries = 0;
    for (const [round, killAfter] of [7, 90, 40].entries()) {
      const stores = await openStores(dir.path, HELLO);
      const pid = ownerPid(stores.lease);
      const { rows: before } = await verifyAudit(stores.casebook);
      const acknowledged = await insertUntilDead(
        stores,
        round,
        killAfter,
        () => isAlive(pid) && process.kill(pid, "SIGKILL"),
      );
      await stores.close();
      await ended(pid);
      batches.push(...acknowledged.batches);
      entries = before + acknowledged.entries;

      const after = await openStores(dir.path, HELLO);
      ownerPid(after.lease);
      const audit = await verifyAudit(after.casebook);
      expect(audit.ok, audit.sentence).toBe(true);
      expect(audit.rows).toBeGreaterThanOrEqual(entries);
      const found = await queryRows(
        after.evidence,
        "SELECT subject, count() AS rows FROM events GROUP BY subject",
        {},
        z.object({ subject: z.string(), rows: countSchema }),
      );
      expect(found.filter((row) => row.rows !== BATCH)).toEqual([]);
      const there = new Set(found.map((row) => row.subject));
      expect(batches.filter((subject) => !there.has(subject))).toEqual([]);
      await after.close();
    }
    expect(batches.length).toBeGreaterThan(20);
  });

  test("an owner that dies under many transactions fails each of them, and neither ends the process nor keeps its stores from closing", async () => {
    const dir = newDataDir();
    const stores = await openStores(dir.path, HELLO);
    const pid = ownerPid(stores.lease);
    const begun = Array.from({ length: 12 }, async () =>
      stores.casebook.transaction(async (tx) => {
        await tx.execute(sql`SELECT 1`);
        if (isAlive(pid)) process.kill(pid, "SIGKILL");
        await tx.execute(sql`SELECT 2`);
      }),
    );
    const outcomes = await Promise.allSettled(begun);
    expect(new Set(outcomes.map((outcome) => outcome.status))).toEqual(new Set(["rejected"]));
    await expect(stores.casebook.execute(sql`SELECT 1`)).rejects.toThrow();
    await stores.close();
  });

  test("8 clients' read-modify-writes of one row are all kept", async () => {
    const dir = newDataDir();
    const clients = await Promise.all(Array.from({ length: 8 }, async () => openStores(dir.path, HELLO)));
    const [first] = clients;
    if (first === undefined) throw new Error("no client");
    ownerPid(first.lease);
    await first.casebook
      .insert(signInFailure)
      .values({ emailHash: "counter", windowStartedAt: new Date(0), failures: 0 });
    await Promise.all(
      clients.map(async ({ casebook }) => {
        for (let turn = 0; turn < 20; turn++) {
          await casebook.transaction(async (tx) => {
            const [row] = await tx
              .select()
              .from(signInFailure)
              .where(eq(signInFailure.emailHash, "counter"))
              .for("update");
            await tx
              .update(signInFailure)
              .set({ failures: (row?.failures ?? 0) + 1 })
              .where(eq(signInFailure.emailHash, "counter"));
          });
        }
      }),
    );
    expect((await first.casebook.select().from(signInFailure)).map((row) => row.failures)).toEqual([160]);
    await Promise.all(clients.map(async (stores) => stores.close()));
  });
});
