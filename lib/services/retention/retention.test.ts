import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import {
  auditEntry,
  legalHold,
  network,
  networkLastMember,
  resolveRun,
  retentionRule,
  retentionRun,
  upload,
} from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { MS_PER_DAY, systemClock, type Clock } from "@/lib/core/time";
import { RECORD_CLASSES, type RecordClass } from "@/lib/domain/retention";
import type { Actor } from "@/lib/domain/user";
import { campaignFolder, importFolder } from "@/lib/cli/testing/import-campaign";
import { retentionIfDue } from "@/lib/jobs/daily-retention";
import { revealContact } from "@/lib/services/accounts/reveal";
import { openCase } from "@/lib/services/cases/open";
import { listNetworks } from "@/lib/services/networks/read";
import { runResolve } from "@/lib/services/resolve/run";
import { join } from "@/lib/services/testing/people";
import { deskOver, openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { verifyAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { queryRows } from "@/lib/stores/evidence/query";
import { countSchema } from "@/lib/stores/evidence/schema";
import { IMPORT_TABLES } from "@/lib/stores/evidence/tables";
import { heldRecords, liftHold, listHolds, placeHold } from "./holds";
import { EVIDENCE_CLASSES, KEPT_TABLES } from "./record-classes";
import { nextRunMs, readRetention, setRule } from "./rules";
import { checkRetention, runRetention } from "./run";

let opened: TestStores;
let stores: Stores;
let counsel: Actor;
let admin: Actor;
let investigator: Actor;
let caseId: string;
let subjects: string[];
let outsider: string;
let another: string;
/** A moment at which every record is older than a hundred days. */
const LATER = Date.now() + 400 * MS_PER_DAY;
const later: Clock = { nowMs: () => LATER };

beforeAll(async () => {
  opened = await openTestStores();
  stores = opened.stores;
  const folder = await campaignFolder({
    operatorAccounts: 60,
    honestAccounts: 400,
    exchanges: 6_000,
    days: 20,
    seed: 7,
  });
  await importFolder(stores, folder);
  rmSync(path.dirname(folder), { recursive: true, force: true });
  await runResolve(stores, "tester", systemClock, () => undefined);
  const desk = deskOver(stores);
  counsel = await join(desk, "Counsel", ["counsel"]);
  admin = await join(desk, "Admin", ["admin"]);
  investigator = await join(desk, "Investigator", ["investigator"]);
  const { networks } = await listNetworks(stores.casebook, 1, 0);
  const opening = await openCase(
    stores,
    investigator,
    { networkId: networks[0]?.id ?? "", title: "Held", purpose: "to be held" },
    Date.now(),
  );
  caseId = opening.id;
  subjects = opening.subjects.map((subject) => subject.accountId);
  const honest = await queryRows(
    stores.evidence,
    "SELECT account_id AS accountId FROM exchanges WHERE account_id NOT IN {subjects:Array(String)} GROUP BY account_id ORDER BY count() DESC LIMIT 2",
    { subjects },
    z.object({ accountId: z.string() }),
  );
  outsider = honest[0]?.accountId ?? "";
  another = honest[1]?.accountId ?? "";
}, 120_000);
afterAll(async () => opened.close());

async function numberOf(sql: string): Promise<number> {
  const [row] = await queryRows(stores.evidence, `SELECT ${sql} AS n`, {}, z.object({ n: countSchema }));
  return row?.n ?? -1;
}

async function accountsIn(table: string, where = "1"): Promise<string[]> {
  const rows = await queryRows(
    stores.evidence,
    `SELECT DISTINCT account_id AS accountId FROM ${table} WHERE ${where}`,
    {},
    z.object({ accountId: z.string() }),
  );
  return rows.map((row) => row.accountId).sort();
}

async function keep(days: Partial<Record<RecordClass, number>>): Promise<void> {
  await stores.casebook.delete(retentionRule);
  for (const recordClass of RECORD_CLASSES) {
    const keepDays = days[recordClass];
    if (keepDays !== undefined) await setRule(stores.casebook, admin, { recordClass, keepDays }, Date.now());
  }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => "done",
    (error: unknown) => (error instanceof RingleaderError ? error.code : String(error)),
  );
}

test("every table of records belongs to a class or says why it is kept", () => {
  const classed = new Set(EVIDENCE_CLASSES.flatMap(({ rows }) => rows.map((each) => each.table)));
  expect([...new Set([...classed, ...Object.keys(KEPT_TABLES)])].sort()).toEqual([...IMPORT_TABLES].sort());
  expect(EVIDENCE_CLASSES.map((each) => each.recordClass)).toEqual(
    RECORD_CLASSES.filter((each) => each !== "reject_files" && each !== "uploads"),
  );
});

test("until somebody sets days nothing is due and nothing is removed", async () => {
  const before = await numberOf("(SELECT count() FROM exchanges)");
  expect(await nextRunMs(stores.casebook, LATER)).toBeNull();
  expect(await retentionIfDue(stores, later)).toBeUndefined();
  expect(await runRetention(stores, "tester", later)).toMatchObject({ removed: {}, heldBack: {} });
  expect(await numberOf("(SELECT count() FROM exchanges)")).toBe(before);
});

test("rules and holds are for those who may, and each is audited", async () => {
  for (const actor of [investigator])
    expect(await codeOf(setRule(stores.casebook, actor, { recordClass: "events", keepDays: 1 }, LATER))).toBe(
      "forbidden",
    );
  const hold = { scope: "account", objectId: outsider, reason: "a letter of 3 May" } as const;
  for (const actor of [investigator, admin])
    expect(await codeOf(placeHold(stores, actor, hold, LATER))).toBe("forbidden");
  expect(await codeOf(placeHold(stores, counsel, { ...hold, objectId: "nobody" }, LATER))).toBe("not_found");
  expect(
    await codeOf(placeHold(stores, counsel, { scope: "case", objectId: "C-9999", reason: "none" }, LATER)),
  ).toBe("not_found");
  expect(await placeHold(stores, counsel, hold, LATER)).toMatchObject({ removalUnderWay: false });
  expect(await codeOf(placeHold(stores, counsel, hold, LATER))).toBe("conflict");
  await placeHold(stores, counsel, { scope: "case", objectId: "C-0001", reason: "civil action" }, LATER);
  expect((await listHolds(stores.casebook)).map((row) => row.objectLabel).sort()).toEqual(
    ["C-0001", outsider].sort(),
  );
  const held = await heldRecords(stores.casebook);
  expect(held.everything).toBe(false);
  expect(held.accounts.toSorted()).toEqual([outsider, ...subjects].toSorted());
  const placed = await stores.casebook.select().from(auditEntry).where(eq(auditEntry.action, "hold.place"));
  expect(placed.map((entry) => entry.details["held"])).toEqual([outsider, caseId]);
  expect(JSON.stringify(placed)).not.toContain("letter of 3 May");
});

test("a hold on everything keeps everything; a check changes nothing", async () => {
  await keep(Object.fromEntries(RECORD_CLASSES.map((recordClass) => [recordClass, 30])));
  const { id } = await placeHold(
    stores,
    counsel,
    { scope: "everything", objectId: "", reason: "all" },
    LATER,
  );
  const rows = async (): Promise<number[]> =>
    await Promise.all(IMPORT_TABLES.map((table) => numberOf(`(SELECT count() FROM ${table})`)));
  const before = await rows();
  const checked = await checkRetention(stores, LATER);
  const { removed, heldBack } = await runRetention(stores, "tester", later);
  expect({ removed, heldBack }).toEqual(checked);
  expect(Object.values(removed).every((count) => count === 0)).toBe(true);
  expect(heldBack.exchanges).toBe(await numberOf("(SELECT count() FROM exchanges)"));
  expect(await rows()).toEqual(before);
  await liftHold(stores, counsel, id, { reason: "settled" }, LATER);
  expect(await codeOf(liftHold(stores, counsel, id, { reason: "again" }, LATER))).toBe("conflict");
  const lifted = (await listHolds(stores.casebook)).at(-1);
  expect(lifted).toMatchObject({ liftedByName: "Counsel", reason: "all", liftReason: "settled" });
  const found = await checkRetention(stores, LATER);
  expect(found.removed.exchanges).toBeGreaterThan(1_000);
  expect(await rows()).toEqual(before);
});

test("single exchanges go, those of held accounts stay, and the sums stay whole", async () => {
  await keep({ exchanges: 30 });
  const total = await numberOf("(SELECT count() FROM exchanges)");
  const sums = "(SELECT sum(exchanges) FROM activity_hourly)";
  const before = await numberOf(sums);
  const expected = await checkRetention(stores, LATER);
  const { removed, heldBack } = await runRetention(stores, "tester", later);
  expect({ removed, heldBack }).toEqual(expected);
  expect((removed.exchanges ?? 0) + (heldBack.exchanges ?? 0)).toBe(total);
  expect(heldBack.exchanges).toBe(await numberOf("(SELECT count() FROM exchanges)"));
  expect(heldBack.exchanges).toBeGreaterThan(0);
  const left = await accountsIn("exchanges");
  expect(left).toContain(outsider);
  const allowed = new Set([outsider, ...subjects]);
  expect(left.filter((account) => !allowed.has(account))).toEqual([]);
  expect(await numberOf(sums)).toBe(before);
  const [run] = await stores.casebook.select().from(resolveRun).where(eq(resolveRun.status, "complete"));
  expect(run?.staleSince).toBeNull();
  expect((await runRetention(stores, "tester", later)).removed).toEqual({ exchanges: 0 });
});

test("only what is older than its days goes: the cut is to the hour and the day", async () => {
  const newestMs = await numberOf("(SELECT toUnixTimestamp(max(hour)) * 1000 FROM activity_hourly)");
  const nowMs = newestMs + 11 * MS_PER_DAY;
  await keep({ activity: 20 });
  const cutMs = nowMs - 20 * MS_PER_DAY;
  const free = `account_id NOT IN (${[outsider, ...subjects].map((account) => `'${account}'`).join(", ")})`;
  const old = await numberOf(
    `(SELECT countIf(toUnixTimestamp(hour) * 1000 + 3600000 <= ${cutMs} AND ${free}) FROM activity_hourly)`,
  );
  const oldDays = await numberOf(
    `(SELECT countIf(day < toDate(toDateTime(intDiv(${cutMs}, 1000), 'UTC')) AND ${free}) FROM mix_daily)`,
  );
  const all = await numberOf("(SELECT count() FROM activity_hourly)");
  expect(old).toBeGreaterThan(0);
  expect(old).toBeLessThan(all);
  const { removed } = await runRetention(stores, "tester", { nowMs: () => nowMs });
  expect(removed).toEqual({ activity: old + oldDays });
  expect(await numberOf("(SELECT count() FROM activity_hourly)")).toBe(all - old);
});

test("where the engine would read less, networks are stale; a run's counts are on record and in the log", async () => {
  const [before] = await stores.casebook.select().from(resolveRun).where(eq(resolveRun.status, "complete"));
  expect(before?.staleReason).toBe("records past their keeping were removed");
  await stores.casebook.update(resolveRun).set({ staleSince: null, staleReason: null });
  await keep({ identifiers: 30 });
  const scores = path.join(stores.dir.path, "kept-scores.bin");
  writeFileSync(scores, "names of accounts");
  const { runId, removed, heldBack } = await runRetention(stores, "tester", later);
  expect(removed.identifiers).toBeGreaterThan(0);
  expect(heldBack.identifiers).toBeGreaterThan(0);
  expect(existsSync(scores)).toBe(false);
  for (const table of ["identifier_uses", "identifier_users", "api_keys", "payment_instruments"]) {
    const allowed = new Set([outsider, ...subjects]);
    const left = await accountsIn(table);
    expect(left.length, table).toBeGreaterThan(0);
    expect(
      left.filter((account) => !allowed.has(account)),
      table,
    ).toEqual([]);
  }
  const [after] = await stores.casebook.select().from(resolveRun).where(eq(resolveRun.status, "complete"));
  expect(after?.staleSince?.getTime()).toBe(LATER);
  const [row] = await stores.casebook.select().from(retentionRun).where(eq(retentionRun.id, runId));
  expect(row).toMatchObject({ removed, heldBack, error: null });
  const entry = (
    await stores.casebook.select().from(auditEntry).where(eq(auditEntry.action, "retention.complete"))
  ).at(-1);
  expect(entry).toMatchObject({ objectId: runId, details: { removed, heldBack } });
  expect((await verifyAudit(stores.casebook)).ok).toBe(true);
});

test("last members no record is left of are forgotten, others stay", async () => {
  const [found] = await stores.casebook.select().from(network).limit(1);
  if (found === undefined) throw new Error("no network");
  const { ordinal: _, ...row } = found;
  await stores.casebook.insert(network).values({ ...row, id: "N-0000", current: false });
  await stores.casebook
    .insert(networkLastMember)
    .values([outsider, "acct_without_records"].map((accountId) => ({ networkId: "N-0000", accountId })));
  await runRetention(stores, "tester", later);
  const left = await stores.casebook.select().from(networkLastMember);
  expect(left.map((each) => each.accountId)).toEqual([outsider]);
});

test("sealed contacts past their keeping cannot be revealed any more; those held can", async () => {
  await keep({ sealed_contacts: 30, signup_details: 30 });
  const body = { field: "email", purpose: "legal_request", reason: "asked for by the court" } as const;
  expect(await codeOf(revealContact(stores, counsel, another, body, LATER))).toBe("done");
  const names = await numberOf("(SELECT countIf(display_name != '') FROM accounts)");
  const { removed, heldBack } = await runRetention(stores, "tester", later);
  expect(removed.sealed_contacts).toBeGreaterThan(0);
  expect(heldBack.signup_details).toBeGreaterThan(0);
  expect(await codeOf(revealContact(stores, counsel, another, body, LATER))).toBe("not_found");
  expect(await codeOf(revealContact(stores, counsel, outsider, body, LATER))).toBe("done");
  expect(await numberOf("(SELECT countIf(display_name != '') FROM accounts)")).toBeLessThan(names);
  expect((await accountsIn("accounts", "email_sealed != ''")).length).toBeLessThanOrEqual(
    subjects.length + 1,
  );
  expect((await accountsIn("accounts")).length).toBe(
    await numberOf("(SELECT uniqExact(account_id) FROM accounts)"),
  );
});

test("old reject files and uploads nobody imported go, new ones stay", async () => {
  await keep({ reject_files: 10, uploads: 10 });
  const at = (name: string, ageDays: number): string => {
    const file = path.join(stores.dir.rejects, name);
    writeFileSync(file, "file,row,column,reason\n");
    const seconds = (LATER - ageDays * MS_PER_DAY) / 1_000;
    utimesSync(file, seconds, seconds);
    return file;
  };
  const [old, fresh] = [at("imp_old.csv", 11), at("imp_new.csv", 9)];
  const folders: string[] = [];
  for (const [id, ageDays] of [
    ["upl_aaaaaaaaaaaaaaaa", 11],
    ["upl_bbbbbbbbbbbbbbbb", 9],
  ] as const) {
    const folder = path.join(stores.dir.path, "uploads", id, "files");
    mkdirSync(folder, { recursive: true });
    folders.push(folder);
    await stores.casebook.insert(upload).values({
      id,
      byId: "x",
      byName: "X",
      createdAt: new Date(LATER - ageDays * MS_PER_DAY),
      files: [],
    });
  }
  const { removed } = await runRetention(stores, "tester", later);
  expect(removed.uploads).toBe(1);
  expect([existsSync(old), existsSync(fresh)]).toEqual([false, true]);
  expect(folders.map((folder) => existsSync(folder))).toEqual([false, true]);
});

test("of runs begun at once one runs; one whose process died is taken over", async () => {
  await keep({ events: 3_650 });
  const codes = await Promise.all(Array.from({ length: 4 }, () => codeOf(runRetention(stores, "t", later))));
  expect(codes.filter((code) => code === "done").length).toBeGreaterThanOrEqual(1);
  expect(codes.filter((code) => code !== "done" && code !== "conflict")).toEqual([]);

  await stores.casebook
    .insert(retentionRun)
    .values({ id: "ret_dead", startedAt: new Date(LATER - 3_600_000), removed: {}, heldBack: {} });
  expect(await codeOf(runRetention(stores, "t", later))).toBe("conflict");
  const held = await placeHold(
    stores,
    counsel,
    { scope: "account", objectId: another, reason: "while it ran" },
    LATER,
  );
  expect(held.removalUnderWay).toBe(true);
  const muchLater: Clock = { nowMs: () => LATER + 7 * 3_600_000 };
  expect(await codeOf(runRetention(stores, "t", muchLater))).toBe("done");
  const [dead] = await stores.casebook.select().from(retentionRun).where(eq(retentionRun.id, "ret_dead"));
  expect(dead?.error).toMatch(/process ended/);
});

test("a stop in the middle is on record and the next run goes on", async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(runRetention(stores, "t", later, { signal: stop.signal })).rejects.toThrow();
  const { lastRun } = await readRetention(stores.casebook, LATER + 8 * 3_600_000);
  expect(lastRun?.finishedAtMs).not.toBeNull();
  expect(await codeOf(runRetention(stores, "t", later))).toBe("done");
});

test("the daily job leaves a class alone until its days have stood for a day", async () => {
  await stores.casebook.delete(retentionRun);
  await keep({ events: 3_650 });
  await setRule(stores.casebook, admin, { recordClass: "reject_files", keepDays: 3_650 }, LATER - 3_600_000);
  expect(await nextRunMs(stores.casebook, LATER)).toBe(LATER);
  expect((await retentionIfDue(stores, later))?.removed).toEqual({ events: 0 });
  const next: Clock = { nowMs: () => LATER + MS_PER_DAY };
  expect((await retentionIfDue(stores, next))?.removed).toEqual({ events: 0, reject_files: 0 });
  await stores.casebook.delete(retentionRun);
  await stores.casebook.delete(retentionRule);
  await setRule(stores.casebook, admin, { recordClass: "events", keepDays: 3_650 }, LATER);
  expect(await nextRunMs(stores.casebook, LATER)).toBe(LATER + MS_PER_DAY);
  expect(await retentionIfDue(stores, later)).toBeUndefined();
  await keep({ events: 3_650 });
});

test("the daily job runs once a day", async () => {
  await stores.casebook.delete(retentionRun);
  await stores.casebook.delete(legalHold);
  expect(await nextRunMs(stores.casebook, LATER)).toBe(LATER);
  expect(await retentionIfDue(stores, later)).toBeDefined();
  expect(await retentionIfDue(stores, later)).toBeUndefined();
  expect(await nextRunMs(stores.casebook, LATER)).toBe(LATER + MS_PER_DAY);
  expect(await retentionIfDue(stores, { nowMs: () => LATER + MS_PER_DAY })).toBeDefined();
});
