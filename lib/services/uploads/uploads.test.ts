import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { importRun, upload } from "@/drizzle/schema";
import { systemClock } from "@/lib/core/time";
import type { Actor } from "@/lib/domain/user";
import { listImports } from "@/lib/services/imports/records";
import type { LaunchWorker } from "@/lib/services/imports/launch-worker";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { readAudit, verifyAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { discardUpload, removeUploadedFile } from "./discard";
import { cancelDryRun, downloadDryRunRejects, performDryRun, readDryRun, startDryRun } from "./dry-run";
import { uploadFolder } from "./folder";
import { inspectUpload } from "./inspect";
import { openUpload, ownUpload } from "./open";
import { forgetPart, receiveFile } from "./receive-file";
import { sweepUploads } from "./sweep";

const INES: Actor = { userId: "ines", name: "Ines", email: "", roles: ["investigator"] };
const OMAR: Actor = { userId: "omar", name: "Omar", email: "", roles: ["investigator"] };
const DAY_MS = 86_400_000;

let opened: TestStores;
let stores: Stores;

beforeAll(async () => {
  opened = await openTestStores();
  stores = opened.stores;
}, 60_000);
afterAll(async () => opened.close());
afterEach(() => {
  delete process.env["RINGLEADER_UPLOAD_BYTES_MAX"];
});

/** A body as a server gets it: in chunks, and broken off before its end where `breakAt` says so. */
function bodyOf(bytes: Uint8Array, breakAt?: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (breakAt !== undefined && at >= breakAt) {
        controller.error(new Error("socket hang up"));
        return;
      }
      if (at >= bytes.length) {
        controller.close();
        return;
      }
      const end = Math.min(at + 1_000, bytes.length, breakAt ?? bytes.length);
      controller.enqueue(bytes.subarray(at, end));
      at = end;
    },
  });
}

async function send(uploadId: string, name: string, bytes: Uint8Array, actor = INES) {
  const part = { uploadId, name, offset: 0, length: bytes.length, size: bytes.length };
  return await receiveFile(stores, actor, part, bodyOf(bytes), Date.now());
}

async function newUpload(): Promise<string> {
  return (await openUpload(stores, INES, Date.now())).id;
}

/** Everything an upload has on disk, by path under its folder. */
function onDisk(uploadId: string): string[] {
  const folder = uploadFolder(stores.dir, uploadId).path;
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !["files", "partial"].includes(name))
    .sort();
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

describe("a file that comes in", () => {
  test("is on disk byte for byte, on record with its hash, and in the audit log", async () => {
    const id = await newUpload();
    const bytes = randomBytes(54_321);
    expect(await send(id, "log.csv", bytes)).toEqual({ bytes: 54_321, sha256: sha256(bytes) });
    expect(onDisk(id)).toEqual(["files/log.csv"]);
    expect(readFileSync(path.join(uploadFolder(stores.dir, id).files, "log.csv")).equals(bytes)).toBe(true);
    expect((await ownUpload(stores.casebook, INES, id)).files).toEqual([
      { name: "log.csv", bytes: 54_321, sha256: sha256(bytes) },
    ]);
    const [entry] = await readAudit(stores.casebook, undefined, 1);
    expect(entry).toMatchObject({ action: "upload.file", objectId: id, actorId: "ines" });
    expect(JSON.stringify(entry?.details)).not.toContain("log.csv");
  });

  test("in any parts, with or without a restart in between, has the hash of the whole", async () => {
    const id = await newUpload();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 9_000 }),
        fc.array(fc.record({ length: fc.integer({ min: 1, max: 4_000 }), restart: fc.boolean() })),
        async (bytes, cuts) => {
          let offset = 0;
          let last = { bytes: 0, sha256: null as string | null };
          for (const cut of [...cuts, { length: bytes.length, restart: false }]) {
            if (offset === bytes.length) break;
            const length = Math.min(cut.length, bytes.length - offset);
            const part = { uploadId: id, name: "parts.csv", offset, length, size: bytes.length };
            last = await receiveFile(stores, INES, part, bodyOf(bytes.subarray(offset, offset + length)), 0);
            offset += length;
            if (cut.restart) forgetPart(id, "parts.csv");
          }
          expect(last).toEqual({ bytes: bytes.length, sha256: sha256(bytes) });
        },
      ),
      { numRuns: 25 },
    );
    expect(onDisk(id)).toEqual(["files/parts.csv"]);
  });

  test("replaces one of the same name", async () => {
    const id = await newUpload();
    await send(id, "a.csv", Buffer.from("one\n1\n"));
    const second = await send(id, "a.csv", Buffer.from("two\n2\n"));
    const { files } = await ownUpload(stores.casebook, INES, id);
    expect(files).toEqual([{ name: "a.csv", bytes: 6, sha256: second.sha256 }]);
  });
});

describe("of a file that does not come in whole nothing stays", () => {
  const bytes = randomBytes(20_000);
  const part = { name: "log.csv", offset: 0, length: bytes.length, size: bytes.length };

  test.each([
    ["the connection breaks", bodyOf(bytes, 7_000), /broke off/],
    ["the body ends early", bodyOf(bytes.subarray(0, 7_000)), /before the file was whole/],
    ["more comes than was announced", bodyOf(Buffer.concat([bytes, bytes])), /more bytes came/],
    ["nothing comes", null, /before the file was whole/],
  ])("%s", async (_what, body, message) => {
    const id = await newUpload();
    await expect(receiveFile(stores, INES, { uploadId: id, ...part }, body, 0)).rejects.toThrow(message);
    expect(onDisk(id)).toEqual([]);
    expect((await ownUpload(stores.casebook, INES, id)).files).toEqual([]);
    expect(await send(id, "log.csv", bytes)).toMatchObject({ sha256: sha256(bytes) });
  });

  test("a later part that breaks off leaves the parts before it, to go on from", async () => {
    const id = await newUpload();
    const half = bytes.length / 2;
    const first = { uploadId: id, ...part, length: half };
    const second = { ...first, offset: half };
    await receiveFile(stores, INES, first, bodyOf(bytes.subarray(0, half)), 0);
    await expect(receiveFile(stores, INES, second, bodyOf(bytes.subarray(half), 3_000), 0)).rejects.toThrow(
      /broke off/,
    );
    await expect(
      receiveFile(stores, INES, { ...second, offset: half + 3_000, length: half - 3_000 }, null, 0),
    ).rejects.toThrow(/bytes are here/);
    expect(await receiveFile(stores, INES, second, bodyOf(bytes.subarray(half)), 0)).toMatchObject({
      sha256: sha256(bytes),
    });
  });
});

describe("what is refused before its first byte", () => {
  test.each([
    "../escape.csv",
    "..",
    "a/b.csv",
    "a\\b.csv",
    "C:x.csv",
    ".hidden.csv",
    "nul\u0000.csv",
    "bidi\u202egpj.csv",
    " spaced.csv",
    "program.exe",
    "archive.zip",
    "noending",
    `${"x".repeat(300)}.csv`,
  ])("the name %j", async (name) => {
    const id = await newUpload();
    await expect(send(id, name, Buffer.from("x"))).rejects.toMatchObject({ code: "bad_input" });
    expect(onDisk(id)).toEqual([]);
  });

  test("a file above the limit, an empty one, one that would not fit on the disk", async () => {
    const id = await newUpload();
    const part = { uploadId: id, name: "a.csv", offset: 0, length: 10 };
    process.env["RINGLEADER_UPLOAD_BYTES_MAX"] = "1000";
    await expect(receiveFile(stores, INES, { ...part, size: 1_001 }, null, 0)).rejects.toThrow(/larger than/);
    await expect(receiveFile(stores, INES, { ...part, size: 0, length: 0 }, null, 0)).rejects.toThrow(
      /empty/,
    );
    process.env["RINGLEADER_UPLOAD_BYTES_MAX"] = String(Number.MAX_SAFE_INTEGER);
    await expect(
      receiveFile(stores, INES, { ...part, size: Number.MAX_SAFE_INTEGER }, null, 0),
    ).rejects.toThrow(/no room/);
    expect(onDisk(id)).toEqual([]);
  });

  test("anything to or of another person's upload, as if it were not there", async () => {
    const id = await newUpload();
    await send(id, "a.csv", Buffer.from("x\n1\n"));
    const stranger = { code: "not_found" };
    await expect(send(id, "b.csv", Buffer.from("x"), OMAR)).rejects.toMatchObject(stranger);
    await expect(discardUpload(stores, OMAR, id, 0)).rejects.toMatchObject(stranger);
    await expect(removeUploadedFile(stores, OMAR, id, "a.csv", 0)).rejects.toMatchObject(stranger);
    await expect(inspectUpload(stores, OMAR, id)).rejects.toMatchObject(stranger);
    await expect(readDryRun(stores, OMAR, id)).rejects.toMatchObject(stranger);
    expect(onDisk(id)).toEqual(["files/a.csv"]);
  });
});

test("what is thrown away is gone, and an upload nobody came back to for a week too", async () => {
  const thrown = await newUpload();
  await send(thrown, "a.csv", Buffer.from("x\n1\n"));
  await removeUploadedFile(stores, INES, thrown, "a.csv", Date.now());
  expect(onDisk(thrown)).toEqual([]);
  await send(thrown, "b.csv", Buffer.from("x\n1\n"));
  await discardUpload(stores, INES, thrown, Date.now());
  expect(onDisk(thrown)).toEqual([]);
  await expect(ownUpload(stores.casebook, INES, thrown)).rejects.toMatchObject({ code: "not_found" });

  const [old, fresh] = [await newUpload(), await newUpload()];
  await send(old, "a.csv", Buffer.from("x\n1\n"));
  await send(fresh, "a.csv", Buffer.from("x\n1\n"));
  await stores.casebook
    .update(upload)
    .set({ createdAt: new Date(Date.now() - 8 * DAY_MS) })
    .where(eq(upload.id, old));
  await sweepUploads(stores, Date.now());
  expect([onDisk(old), onDisk(fresh)]).toEqual([[], ["files/a.csv"]]);
});

describe("the check of an upload", () => {
  const ROWS = Array.from(
    { length: 50 },
    (_, at) => `acct_${at},${at % 10 === 3 ? "soon" : "2026-05-01T00:00:00Z"}`,
  );
  const CSV = Buffer.from(`Who,Since\n${ROWS.join("\n")}\n`);
  const CHOICE = {
    preset: "by hand",
    mapping: {
      name: "by hand",
      files: [
        { stem: "people", table: "accounts" as const, columns: { account_id: "who", created_at: "since" } },
      ],
    },
  };
  /** The worker's work, in this process; nothing of it waits for the other. */
  function inProcess(): { launch: LaunchWorker; done: () => Promise<void> } {
    const work: Promise<void>[] = [];
    return {
      launch: ([, , uploadId = "", , token = ""]) =>
        void work.push(performDryRun(stores, uploadId, token, systemClock)),
      done: async () => void (await Promise.all(work)),
    };
  }

  test("counts what would come in and what not, by reason, and keeps nothing", async () => {
    const id = await newUpload();
    await send(id, "People.csv", CSV);
    const before = await listImports(stores.casebook);
    const worker = inProcess();
    expect(await startDryRun(stores, INES, id, CHOICE, worker.launch, systemClock)).toMatchObject({
      state: "running",
    });
    await worker.done();
    const view = await readDryRun(stores, INES, id);
    expect(view).toMatchObject({
      state: "complete",
      summary: { rows: 45, rejected: 5, dryRun: true, source: "upload" },
      reasons: [{ file: "People.csv", column: "created_at", rows: 5 }],
      choice: CHOICE,
    });
    expect(JSON.stringify(view)).not.toContain(stores.dir.path);
    const answer = await downloadDryRunRejects(stores, INES, id);
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="rejects-upl_/);
    expect((await answer.text()).trim().split("\n")).toHaveLength(6);
    expect(await listImports(stores.casebook)).toEqual(before);
    expect(await stores.casebook.select().from(importRun)).toHaveLength(before.length);
    await discardUpload(stores, INES, id, Date.now());
    expect(readdirSync(stores.dir.rejects)).toEqual([]);
  });

  test("one that was called off says nothing more, and a new one begins afresh", async () => {
    const id = await newUpload();
    await send(id, "People.csv", CSV);
    const late: (() => Promise<void>)[] = [];
    await startDryRun(
      stores,
      INES,
      id,
      CHOICE,
      ([, , uploadId = "", , token = ""]) =>
        void late.push(async () => performDryRun(stores, uploadId, token, systemClock)),
      systemClock,
    );
    expect(await cancelDryRun(stores, INES, id)).toEqual({ state: "cancelled" });
    for (const run of late) await run();
    expect(await readDryRun(stores, INES, id)).toEqual({ state: "cancelled" });
    const worker = inProcess();
    await startDryRun(stores, INES, id, CHOICE, worker.launch, systemClock);
    await worker.done();
    expect(await readDryRun(stores, INES, id)).toMatchObject({ state: "complete" });
  });

  test("one whose worker died says so instead of running for ever", async () => {
    const id = await newUpload();
    await send(id, "People.csv", CSV);
    await startDryRun(stores, INES, id, CHOICE, (_command, onDeath) => onDeath(), systemClock);
    await expect.poll(() => readDryRun(stores, INES, id)).toMatchObject({ state: "failed" });
  });

  test("files that changed on disk behind the record are not read", async () => {
    const id = await newUpload();
    await send(id, "People.csv", CSV);
    writeFileSync(path.join(uploadFolder(stores.dir, id).files, "stray.csv"), "a\n1\n");
    const inspection = await inspectUpload(stores, INES, id);
    expect(inspection.files.map((file) => file.name)).toEqual(["People.csv"]);
    expect(onDisk(id)).toEqual(["files/People.csv"]);
    expect(inspection.files[0]?.inspection?.columns.map((column) => column.name)).toEqual(["who", "since"]);
  });
});

test("after all of this the audit log holds", async () => {
  expect(await verifyAudit(stores.casebook)).toMatchObject({ ok: true });
});
