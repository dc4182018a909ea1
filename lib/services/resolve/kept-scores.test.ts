import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { asc } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { networkLink, networkMember } from "@/drizzle/schema";
import { systemClock } from "@/lib/core/time";
import { campaignFolder, importFolder } from "@/lib/cli/testing/import-campaign";
import { folderOf } from "@/lib/ingest/testing/bundle";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import type { Stores } from "@/lib/stores/connect";
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
