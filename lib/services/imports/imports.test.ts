import { existsSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importedFile, importRun, importUnit, resolveRun, legalHold } from "@/drizzle/schema";
import { systemClock } from "@/lib/core/time";
import type { Actor } from "@/lib/domain/user";
import { newestRun } from "@/lib/services/networks/read";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { uploadFolder } from "@/lib/services/uploads/folder";
import { openUpload, ownUpload } from "@/lib/services/uploads/open";
import { receiveFile } from "@/lib/services/uploads/receive-file";
import { sweepUploads } from "@/lib/services/uploads/sweep";
import { readAudit, verifyAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { countByTable } from "@/lib/stores/evidence/reads/import-rows";
import { cancelImport } from "./cancel";
import type { LaunchWorker } from "./launch-worker";
import { readImports } from "./list";
import { listSavedPresets, removePreset, savePreset } from "./presets";
import { downloadRejects } from "./reject-file";
import { resumeImport } from "./resume";
import { continueImport } from "./run";
import { startImport } from "./start";
import { finishUndos, previewUndo, undoImport } from "./undo";

const INES: Actor = { userId: "ines", name: "Ines", email: "", roles: ["investigator"] };
const MILO: Actor = { userId: "milo", name: "Milo", email: "", roles: ["manager"] };
const CORA: Actor = { userId: "cora", name: "Cora", email: "", roles: ["counsel"] };
const REASON = { reason: "the export held test accounts" };

let opened: TestStores;
let stores: Stores;

beforeAll(async () => {
  opened = await openTestStores();
  stores = opened.stores;
}, 60_000);
afterAll(async () => opened.close());

function csvOf(name: string, accounts: number): Buffer {
  const rows = Array.from(
    { length: accounts },
    (_, at) => `${name}_${at},device,${name}-${at % 3},${at % 10 === 3 ? "soon" : "2026-05-01T00:00:00Z"}`,
  );
  return Buffer.from(`account_id,kind,value,first_seen\n${rows.join("\n")}\n`);
}

/** An upload with one file of observations, a tenth of whose rows cannot come in. */
async function uploaded(name: string, accounts = 50): Promise<string> {
  const { id } = await openUpload(stores, INES, Date.now());
  const bytes = csvOf(name, accounts);
  const part = {
    uploadId: id,
    name: "observations.csv",
    offset: 0,
    length: bytes.length,
    size: bytes.length,
  };
  await receiveFile(stores, INES, part, new Blob([new Uint8Array(bytes)]).stream(), Date.now());
  return id;
}

const noWorker: LaunchWorker = () => undefined;

async function imported(name: string): Promise<{ importId: string; uploadId: string }> {
  const uploadId = await uploaded(name);
  const { importId } = await startImport(stores, INES, { uploadId, preset: "bundle" }, noWorker, systemClock);
  await continueImport(stores, importId, INES.userId, systemClock);
  return { importId, uploadId };
}

async function recordOf(importId: string) {
  return (await readImports(stores, INES, systemClock)).find((record) => record.id === importId);
}

async function aCompleteRun(importId: string): Promise<void> {
  await stores.casebook.insert(resolveRun).values({
    id: `run_${importId}`,
    startedAt: new Date(),
    finishedAt: new Date(),
    status: "complete",
    notes: [],
    importsSeen: (await readImports(stores, INES, systemClock))
      .filter((record) => record.status === "complete")
      .map((record) => record.id),
  });
}

describe("an import from the browser", () => {
  test("is begun on record and left to a worker, named by its files; the upload is taken", async () => {
    const uploadId = await uploaded("begun");
    const commands: (readonly string[])[] = [];
    const { importId } = await startImport(
      stores,
      INES,
      { uploadId, preset: "bundle" },
      (command) => void commands.push(command),
      systemClock,
    );
    expect(commands).toEqual([["import-worker", "import", importId, "--actor", "ines"]]);
    expect(await recordOf(importId)).toMatchObject({
      status: "running",
      source: "observations.csv",
      byName: "Ines",
    });
    await expect(
      startImport(stores, INES, { uploadId, preset: "bundle" }, noWorker, systemClock),
    ).rejects.toMatchObject({ code: "conflict" });
    await continueImport(stores, importId, INES.userId, systemClock);
    expect(await recordOf(importId)).toMatchObject({ status: "complete", rows: 45, rejected: 5 });
  });

  test("two clicks begin one import", async () => {
    const body = { uploadId: await uploaded("clicked"), preset: "bundle" };
    const launched: (readonly string[])[] = [];
    const tries = await Promise.allSettled(
      [1, 2, 3].map(async () =>
        startImport(stores, INES, body, (command) => void launched.push(command), systemClock),
      ),
    );
    expect(tries.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    expect(launched).toHaveLength(1);
    const importId = launched[0]?.[2] ?? "";
    await cancelImport(stores, INES, importId, systemClock);
    await expect(continueImport(stores, importId, INES.userId, systemClock)).rejects.toThrow(/called off/);
  });

  test("once complete leaves no raw file behind", async () => {
    const { uploadId } = await imported("swept");
    expect(existsSync(uploadFolder(stores.dir, uploadId).path)).toBe(true);
    await sweepUploads(stores, Date.now());
    expect(existsSync(uploadFolder(stores.dir, uploadId).path)).toBe(false);
    await expect(ownUpload(stores.casebook, INES, uploadId)).rejects.toMatchObject({ code: "not_found" });
  });

  test("gives its rejects to whoever may read imports, as an attachment", async () => {
    const { importId } = await imported("rejected");
    const answer = await downloadRejects(stores, CORA, importId);
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="rejects-${importId}.csv"`);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const lines = (await answer.text()).trim().split("\n");
    expect(lines[0]).toBe("file,row,column,reason");
    expect(lines).toHaveLength(6);
  });

  test("whose worker died before it took it up is interrupted, not running for ever", async () => {
    const uploadId = await uploaded("died");
    const { importId } = await startImport(
      stores,
      INES,
      { uploadId, preset: "bundle" },
      (_command, onDeath) => onDeath(),
      systemClock,
    );
    await expect.poll(async () => (await recordOf(importId))?.status).toBe("interrupted");
    const goneOn = await resumeImport(stores, INES, importId, noWorker, systemClock);
    expect(goneOn).toEqual({ importId });
    await expect(resumeImport(stores, INES, importId, noWorker, systemClock)).rejects.toMatchObject({
      code: "conflict",
    });
    await continueImport(stores, importId, INES.userId, systemClock);
    expect(await recordOf(importId)).toMatchObject({ status: "complete", rows: 45 });
  });
});

describe("calling off", () => {
  test("a running import keeps nothing of it, and its files may be imported anew", async () => {
    const uploadId = await uploaded("called");
    const body = { uploadId, preset: "bundle" };
    const { importId } = await startImport(stores, INES, body, noWorker, systemClock);
    await cancelImport(stores, INES, importId, systemClock);
    await expect(continueImport(stores, importId, INES.userId, systemClock)).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await recordOf(importId)).toMatchObject({ status: "cancelled", rows: 0 });
    expect(await countByTable(stores.evidence, importId)).toEqual([]);
    const again = await startImport(stores, INES, body, noWorker, systemClock);
    await continueImport(stores, again.importId, INES.userId, systemClock);
    expect(await recordOf(again.importId)).toMatchObject({ status: "complete", rows: 45 });
  });

  test("an interrupted one ends it at once; a complete one is past calling off", async () => {
    const uploadId = await uploaded("interrupted");
    const { importId } = await startImport(
      stores,
      INES,
      { uploadId, preset: "bundle" },
      (_command, onDeath) => onDeath(),
      systemClock,
    );
    await expect.poll(async () => (await recordOf(importId))?.status).toBe("interrupted");
    await cancelImport(stores, INES, importId, systemClock);
    expect(await recordOf(importId)).toMatchObject({ status: "cancelled" });
    const { importId: complete } = await imported("whole");
    for (const id of [importId, complete]) {
      await expect(cancelImport(stores, INES, id, systemClock)).rejects.toMatchObject({ code: "conflict" });
    }
  });
});

describe("undoing an import", () => {
  test("takes its rows out, marks every run stale, says who and why, and lets the content come again", async () => {
    const { importId: other } = await imported("stays");
    const { importId } = await imported("leaves");
    await aCompleteRun(importId);
    const preview = await previewUndo(stores, MILO, importId);
    expect(preview).toMatchObject({ records: [{ table: "observations", rows: 45 }], staleRuns: 1 });
    expect(preview.derivedRows).toBeGreaterThan(0);
    expect((await newestRun(stores.casebook))?.stale).toBe(false);
    const kept = await countByTable(stores.evidence, other);

    await undoImport(stores, MILO, importId, REASON, Date.now());

    expect(await countByTable(stores.evidence, importId)).toEqual([]);
    expect(await countByTable(stores.evidence, other)).toEqual(kept);
    expect(await recordOf(importId)).toMatchObject({
      status: "undone",
      rows: 45,
      undone: { byName: "Milo", reason: REASON.reason },
    });
    expect(await newestRun(stores.casebook)).toMatchObject({
      stale: true,
      staleReason: "an import was undone",
    });
    const entries = await readAudit(stores.casebook, undefined, 100);
    expect(entries.find((entry) => entry.action === "import.undo")).toMatchObject({
      actorId: "milo",
      objectId: importId,
    });
    expect(entries.some((entry) => entry.action === "import.complete" && entry.objectId === importId)).toBe(
      true,
    );
    const { importId: again } = await imported("leaves");
    expect(await recordOf(again)).toMatchObject({ status: "complete", rows: 45 });
  });

  test("is refused while a legal hold covers a record of it, and of no other", async () => {
    const { importId } = await imported("held");
    const { importId: other } = await imported("free");
    const hold = {
      id: "hold_test",
      scope: "account",
      objectId: "held_0",
      reason: "a letter",
      placedByName: "Counsel",
      placedAt: new Date(),
    } as const;
    await stores.casebook.insert(legalHold).values(hold);
    await expect(undoImport(stores, MILO, importId, REASON, Date.now())).rejects.toThrow(/legal hold/);
    await expect(previewUndo(stores, MILO, importId)).rejects.toThrow(/legal hold/);
    await undoImport(stores, MILO, other, REASON, Date.now());
    await stores.casebook.update(legalHold).set({ liftedAt: new Date() });
    await undoImport(stores, MILO, importId, REASON, Date.now());
    expect(await countByTable(stores.evidence, importId)).toEqual([]);
  });

  test("twice is refused, and so is undoing what never was whole", async () => {
    const { importId } = await imported("twice");
    await undoImport(stores, MILO, importId, REASON, Date.now());
    await expect(undoImport(stores, MILO, importId, REASON, Date.now())).rejects.toThrow(/undone already/);
    await expect(previewUndo(stores, MILO, importId)).rejects.toThrow(/undone already/);
    const uploadId = await uploaded("running");
    const { importId: running } = await startImport(
      stores,
      INES,
      { uploadId, preset: "bundle" },
      noWorker,
      systemClock,
    );
    await expect(undoImport(stores, MILO, running, REASON, Date.now())).rejects.toThrow(/call it off/);
    await expect(undoImport(stores, MILO, "imp_none", REASON, Date.now())).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("of ten at once exactly one goes through", async () => {
    const { importId } = await imported("race");
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, async () => undoImport(stores, MILO, importId, REASON, Date.now())),
    );
    expect(tries.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    expect(await countByTable(stores.evidence, importId)).toEqual([]);
  });

  test("is for managers and admins", async () => {
    const { importId } = await imported("guarded");
    for (const actor of [INES, CORA])
      await expect(undoImport(stores, actor, importId, REASON, Date.now())).rejects.toMatchObject({
        code: "forbidden",
      });
    expect(await recordOf(importId)).toMatchObject({ status: "complete" });
  });

  test("a death after the decision is finished by whoever comes next", async () => {
    const { importId } = await imported("halfway");
    await stores.casebook
      .update(importRun)
      .set({ status: "undone", undoneAt: new Date(), undoneByName: "Milo", undoReason: "died here" })
      .where(eq(importRun.id, importId));
    expect(await countByTable(stores.evidence, importId)).not.toEqual([]);
    expect(await finishUndos(stores)).toBe(1);
    expect(await countByTable(stores.evidence, importId)).toEqual([]);
    expect(await finishUndos(stores)).toBe(0);
  });

  test("an audit entry that cannot be written takes the whole undo back", async () => {
    const { importId } = await imported("atomic");
    await stores.casebook.execute(
      sql.raw(
        "CREATE OR REPLACE FUNCTION refuse_undo() RETURNS trigger AS $$ BEGIN IF NEW.action = 'import.undo' THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql",
      ),
    );
    await stores.casebook.execute(
      sql.raw(
        "CREATE TRIGGER refuse_undo BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_undo()",
      ),
    );
    try {
      await expect(undoImport(stores, MILO, importId, REASON, Date.now())).rejects.toThrow();
    } finally {
      await stores.casebook.execute(sql.raw("DROP TRIGGER refuse_undo ON audit_entry"));
    }
    expect(await recordOf(importId)).toMatchObject({ status: "complete", undone: null });
    expect(await countByTable(stores.evidence, importId)).not.toEqual([]);
    expect(
      await stores.casebook.select().from(importedFile).where(eq(importedFile.importId, importId)),
    ).toHaveLength(1);
  });
});

test("a mapping saved under a name is there for everybody, once, until it is removed", async () => {
  const mapping = {
    name: "Device log",
    files: [{ stem: "devices", table: "observations" as const, columns: {} }],
  };
  const saved = await savePreset(stores, INES, { mapping }, Date.now());
  expect(await listSavedPresets(stores.casebook)).toMatchObject([{ id: saved.id, mapping, byName: "Ines" }]);
  await expect(savePreset(stores, INES, { mapping }, Date.now())).rejects.toMatchObject({ code: "conflict" });
  await expect(
    savePreset(stores, INES, { mapping: { ...mapping, name: "bundle" } }, Date.now()),
  ).rejects.toMatchObject({ code: "conflict" });
  await expect(savePreset(stores, CORA, { mapping }, Date.now())).rejects.toMatchObject({
    code: "forbidden",
  });
  await removePreset(stores, INES, saved.id, Date.now());
  expect(await listSavedPresets(stores.casebook)).toEqual([]);
  await expect(removePreset(stores, INES, saved.id, Date.now())).rejects.toMatchObject({ code: "not_found" });
});

test("after all of this the audit log holds and nothing half imported is remembered", async () => {
  expect(await verifyAudit(stores.casebook)).toMatchObject({ ok: true });
  expect(await stores.casebook.select().from(importUnit)).toEqual([]);
});
