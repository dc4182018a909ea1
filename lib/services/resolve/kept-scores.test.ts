import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { asc, desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { network, networkLastMember, networkLink, networkMember, resolveRun } from "@/drizzle/schema";
import { systemClock } from "@/lib/core/time";
import type { Actor } from "@/lib/domain/user";
import { campaignFolder, importFolder } from "@/lib/cli/testing/import-campaign";
import { folderOf } from "@/lib/ingest/testing/bundle";
import { undoImport } from "@/lib/services/imports/undo";
import { markRunsStale } from "@/lib/services/roster/mark-stale";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import type { Stores } from "@/lib/stores/connect";
import { keepWhileFresh } from "./kept-scores";
import { runResolve } from "./run";

let opened: TestStores;
let stores: Stores;
const scratch: string[] = [];
const file = (): string => path.join(stores.dir.path, "kept-scores.bin");

beforeAll(async () => {
  opened = await openTestStores();
  stores = opened.stores;
  const bundle = await campaignFolder({
    operatorAccounts: 200,
    honestAccounts: 1_600,
    exchanges: 30_000,
    days: 30,
    seed: 12,
  });
  scratch.push(path.dirname(bundle));
  await importFolder(stores, bundle);
}, 120_000);
afterAll(async () => {
  await opened.close();
  for (const folder of scratch) rmSync(folder, { recursive: true, force: true });
});

/** Resolves, and gives the accounts scored again: undefined where everything was scored. */
async function resolveAgain(): Promise<number | undefined> {
  const phases: string[] = [];
  await runResolve(stores, "tester", systemClock, (sentence) => phases.push(sentence));
  const said = phases.map((sentence) => /^scored again what ([\d  ]+) account/.exec(sentence)?.[1]);
  const count = said.find((text) => text !== undefined);
  return count === undefined ? undefined : Number(count.replace(/\D/g, ""));
}

async function found(): Promise<unknown> {
  const members = await stores.casebook
    .select()
    .from(networkMember)
    .orderBy(asc(networkMember.networkId), asc(networkMember.accountId));
  const links = await stores.casebook
    .select({ link: networkLink.link })
    .from(networkLink)
    .orderBy(asc(networkLink.accountA), asc(networkLink.accountB));
  return { members, links };
}

test("a run with few new records scores what they touch, and finds what scoring everything finds", async () => {
  expect(await resolveAgain()).toBeUndefined();
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  const first = await found();
  expect(await resolveAgain()).toBe(0);
  expect(await found()).toEqual(first);

  const accounts = await stores.casebook.select().from(networkMember).limit(2);
  const more = folderOf({
    "observations.csv": [
      "account_id,kind,value,first_seen,last_seen,count",
      ...accounts.map(
        ({ accountId }) => `${accountId},device,dev_new,2026-05-01T00:00:00Z,2026-05-01T01:00:00Z,3`,
      ),
      "",
    ].join("\n"),
  });
  scratch.push(more);
  await importFolder(stores, more);
  expect(await resolveAgain()).toBe(2);
  const again = await found();
  rmSync(file());
  expect(await resolveAgain()).toBeUndefined();
  expect(await found()).toEqual(again);
}, 120_000);

test("a damaged copy costs time and nothing else", async () => {
  const before = await found();
  const bytes = readFileSync(file());
  bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
  writeFileSync(file(), bytes);
  expect(await resolveAgain()).toBeUndefined();
  expect(await found()).toEqual(before);
  expect(existsSync(file())).toBe(true);
}, 60_000);

const MILO: Actor = { userId: "milo", name: "Milo", email: "", roles: ["manager"] };
const UNDO = { reason: "the export held test accounts" };

async function newcomersImported(prefix: string): Promise<string> {
  const folder = folderOf({
    "observations.csv": [
      "account_id,kind,value,first_seen,last_seen,count",
      ...[1, 2].map((at) => `${prefix}_${at},device,dev_x,2026-05-01T00:00:00Z,2026-05-01T01:00:00Z,3`),
      "",
    ].join("\n"),
  });
  scratch.push(folder);
  return (await importFolder(stores, folder)).importId;
}

const keptFiles = (): string[] =>
  readdirSync(stores.dir.path).filter((name) => name.startsWith(path.basename(file())));

async function newestRunRow() {
  const [run] = await stores.casebook.select().from(resolveRun).orderBy(desc(resolveRun.startedAt)).limit(1);
  if (run === undefined) throw new Error("no run");
  return run;
}

test("an import undone while a run has its records in hand does not come back with what the run keeps", async () => {
  const importId = await newcomersImported("hasty");
  expect(keptFiles()).toHaveLength(1);
  let undone: Promise<unknown> | undefined;
  await runResolve(stores, "tester", systemClock, (sentence) => {
    if (sentence.startsWith("reading observations"))
      undone ??= undoImport(stores, MILO, importId, UNDO, Date.now());
  });
  await undone;
  expect(await newestRunRow()).toMatchObject({ status: "complete", staleReason: "an import was undone" });
  expect(keptFiles()).toEqual([]);
}, 60_000);

test("what a run keeps is dropped where its records go while it writes, and stays otherwise", async () => {
  await resolveAgain();
  const { id } = await newestRunRow();
  const write = async (): Promise<void> => writeFileSync(file(), "kept");
  await keepWhileFresh(stores, id, write);
  expect(keptFiles()).toHaveLength(1);
  await keepWhileFresh(stores, id, async () => {
    await write();
    writeFileSync(`${file()}.run_of_another`, "half written");
    await stores.casebook.transaction(async (tx) => markRunsStale(tx, Date.now()));
  });
  expect(keptFiles()).toEqual([]);
  await keepWhileFresh(stores, id, write);
  expect(keptFiles()).toEqual([]);
}, 60_000);

test("last members go with their records: by an undo, and by the next run", async () => {
  const [found] = await stores.casebook.select().from(network).limit(1);
  if (found === undefined) throw new Error("no network");
  const { ordinal: _, ...row } = found;
  await stores.casebook.insert(network).values({ ...row, id: "N-0000", current: false });
  const [member] = await stores.casebook.select().from(networkMember).limit(1);
  const there = member?.accountId ?? "";
  const remember = async (...accountIds: string[]): Promise<void> => {
    await stores.casebook
      .insert(networkLastMember)
      .values(accountIds.map((accountId) => ({ networkId: "N-0000", accountId })))
      .onConflictDoNothing();
  };
  const remembered = async (): Promise<string[]> => {
    const rows = await stores.casebook
      .select()
      .from(networkLastMember)
      .where(eq(networkLastMember.networkId, "N-0000"));
    return rows.map((each) => each.accountId).sort();
  };
  const importId = await newcomersImported("gone");
  await remember(there, "gone_1", "gone_2");
  await undoImport(stores, MILO, importId, UNDO, Date.now());
  expect(await remembered()).toEqual([there]);
  await remember("gone_1");
  await resolveAgain();
  expect(await remembered()).toEqual([there]);
}, 60_000);

test("models of older runs say nothing of single pairs once a newer one is complete", async () => {
  const before = await newestRunRow();
  const model = {
    ...Object(before.model),
    joins: [{ accountA: "acct_old", accountB: "acct_older", as: "joins_groups", rows: [0] }],
    groupRows: [{ kind: "phone", value: "+999123", bits: 4, sentence: "" }],
  };
  await stores.casebook.update(resolveRun).set({ model }).where(eq(resolveRun.id, before.id));
  await resolveAgain();
  const [older] = await stores.casebook.select().from(resolveRun).where(eq(resolveRun.id, before.id));
  expect(older?.model).toEqual({ ...model, joins: [], groupRows: [] });
  const others = await stores.casebook
    .select({ id: resolveRun.id, model: resolveRun.model })
    .from(resolveRun);
  const { id } = await newestRunRow();
  expect(JSON.stringify(others.filter((run) => run.id !== id))).not.toContain("acct_old");
}, 60_000);
