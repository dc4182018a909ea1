import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { campaignFolder, importFolder } from "@/lib/cli/testing/import-campaign";
import { MS_PER_DAY, MS_PER_HOUR } from "@/lib/core/time";
import { bundleFolder, removeFolders } from "@/lib/ingest/testing/bundle";
import { readIdentifierTimeline } from "@/lib/services/identifiers/timeline";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { queryRows } from "@/lib/stores/evidence/query";
import { readAccountProfile } from "./profile";

const exchangeRow = z.object({
  atMs: z.coerce.number(),
  account: z.string(),
  key: z.string(),
  ip: z.string(),
  model: z.string(),
  template: z.string(),
  capability: z.string(),
});
type Exchange = z.infer<typeof exchangeRow>;

let opened: TestStores;
let exchanges: Exchange[];
let accounts: string[];

beforeAll(async () => {
  opened = await openTestStores();
  const options = { operatorAccounts: 60, honestAccounts: 300, exchanges: 9_000 };
  // Two imports, the second a month after the first: readers have to add up over both.
  await importFolder(opened.stores, await campaignFolder(options));
  await importFolder(
    opened.stores,
    await campaignFolder({ ...options, startMs: Date.UTC(2026, 4, 28), days: 20, exchanges: 4_000 }),
  );
  exchanges = await queryRows(
    opened.stores.evidence,
    `SELECT toUnixTimestamp64Milli(ts) AS atMs, account_id AS account, api_key_id AS key, ip, toString(model) AS model,
  toString(template_id) AS template, toString(capability) AS capability FROM exchanges ORDER BY ts`,
    {},
    exchangeRow,
  );
  accounts = [...new Set(exchanges.map((row) => row.account))].sort();
}, 180_000);
afterAll(async () => {
  removeFolders();
  await opened.close();
});

function tally(names: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== "") counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function dayOf(atMs: number): number {
  return Math.floor(atMs / MS_PER_DAY);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

async function forSome<T>(
  values: readonly T[],
  runs: number,
  check: (value: T) => Promise<void>,
): Promise<void> {
  await fc.assert(fc.asyncProperty(fc.constantFrom(...values), check), { numRuns: runs, seed: 7 });
}

test("the mix of any account adds up to its exchanges, by day and model, template and capability", async () => {
  expect(exchanges.length).toBe(13_000);
  await forSome(accounts, 40, async (account) => {
    const own = exchanges.filter((row) => row.account === account);
    const profile = await readAccountProfile(opened.stores, account);
    expect(profile.exchanges).toBe(own.length);
    const { models } = profile;
    expect(new Map(models.top.map((model) => [model.name, sum(model.perDay)]))).toEqual(
      tally(own.map((row) => row.model)),
    );
    models.days.forEach((dayMs, day) => {
      const thatDay = own.filter((row) => dayOf(row.atMs) * MS_PER_DAY === dayMs);
      expect(sum(models.top.map((model) => model.perDay[day] ?? 0)) + (models.rest[day] ?? 0)).toBe(
        thatDay.length,
      );
      for (const { name, perDay } of models.top)
        expect(perDay[day]).toBe(thatDay.filter((row) => row.model === name).length);
    });
    const templates = tally(own.map((row) => row.template));
    expect(profile.templates.names).toBe(templates.size);
    expect(profile.templates.exchanges).toBe(sum([...templates.values()]));
    expect(new Map(profile.templates.rows.map((row) => [row.value, row.count]))).toEqual(templates);
    for (const { value, crowd } of profile.templates.rows) {
      const users = new Set(exchanges.filter((row) => row.template === value).map((row) => row.account));
      expect(crowd).toBe(users.size);
    }
    const capabilities = tally(own.map((row) => row.capability));
    expect(new Map(profile.capabilities.rows.map((row) => [row.name, row.count]))).toEqual(capabilities);
  });
}, 60_000);

/** Accounts whose stretches on the address overlap, at most: looked at where each begins. */
function countedAtOnce(ip: string): number {
  const stretches: { account: string; fromMs: number; toMs: number }[] = [];
  for (const { account, atMs } of exchanges.filter((row) => row.ip === ip)) {
    const open = stretches.findLast((stretch) => stretch.account === account);
    if (open !== undefined && dayOf(atMs) - dayOf(open.toMs) <= 7) open.toMs = atMs;
    else stretches.push({ account, fromMs: atMs, toMs: atMs });
  }
  return Math.max(
    ...stretches.map(
      ({ fromMs }) => stretches.filter((one) => one.fromMs <= fromMs && fromMs <= one.toMs).length,
    ),
  );
}

/** Accounts by day, the slow way: an account is on the address between uses at most a week apart. */
function countedByDay(ip: string): { days: Map<number, number>; accounts: number } {
  const daysOf = new Map<string, number[]>();
  for (const row of exchanges)
    if (row.ip === ip) daysOf.set(row.account, [...(daysOf.get(row.account) ?? []), dayOf(row.atMs)]);
  const days = new Map<number, number>();
  for (const used of daysOf.values()) {
    const on = new Set(used);
    used.forEach((day, index) => {
      const next = used[index + 1];
      if (next !== undefined && next - day <= 7) for (let d = day; d < next; d++) on.add(d);
    });
    for (const day of on) days.set(day, (days.get(day) ?? 0) + 1);
  }
  return { days, accounts: daysOf.size };
}

test("on each day as many accounts are on an address as counted from the exchanges", async () => {
  // Addresses that nobody signed up from: their uses are all exchanges.
  const signedUp = new Set(
    (
      await queryRows(
        opened.stores.evidence,
        "SELECT DISTINCT signup_ip AS ip FROM accounts",
        {},
        z.object({ ip: z.string() }),
      )
    ).map((row) => row.ip),
  );
  const users = new Map<string, Set<string>>();
  for (const { ip, account } of exchanges) users.set(ip, (users.get(ip) ?? new Set()).add(account));
  const addresses = [...users]
    .filter(([ip, on]) => on.size > 1 && !signedUp.has(ip))
    .map(([ip]) => ip)
    .sort();
  expect(addresses.length).toBeGreaterThan(20);
  let cameBack = 0;
  await forSome(addresses, 40, async (ip) => {
    const timeline = await readIdentifierTimeline(opened.stores, { kind: "ip", value: ip });
    const slow = countedByDay(ip);
    const shown = new Map<number, number>();
    for (const run of timeline.runs)
      for (let day = run.fromMs / MS_PER_DAY; day <= run.toMs / MS_PER_DAY; day++)
        shown.set(day, run.accounts);
    expect(shown).toEqual(slow.days);
    expect(timeline).toMatchObject({ accounts: slow.accounts, untimed: 0, passes: true, silenceDaysMax: 7 });
    expect(timeline.atOnceMax).toBe(countedAtOnce(ip));
    expect(timeline.peak?.accounts).toBe(Math.max(...slow.days.values()));
    expect(shown.get((timeline.peak?.dayMs ?? 0) / MS_PER_DAY)).toBe(timeline.peak?.accounts);
    const times = exchanges.filter((row) => row.ip === ip).map((row) => row.atMs);
    expect([timeline.firstMs, timeline.lastMs]).toEqual([times[0], times.at(-1)]);
    if (timeline.stretches > timeline.accounts) cameBack += 1;
  });
  expect(cameBack).toBeGreaterThan(0);
}, 60_000);

/** Hand-overs the slow way: of the hours in which accounts used a key, each that follows one of another account. */
function handoversOf(rows: readonly Exchange[]): Map<string, number> {
  const sittings = new Map<string, { account: string; atMs: number }>();
  for (const { key, account, atMs } of rows) {
    const sitting = `${key} ${account} ${Math.floor(atMs / MS_PER_HOUR)}`;
    if (key !== "" && !sittings.has(sitting)) sittings.set(sitting, { account, atMs });
  }
  const byKey = new Map<string, { account: string; atMs: number }[]>();
  for (const [name, sitting] of sittings) {
    const key = name.slice(0, name.indexOf(" "));
    byKey.set(key, [...(byKey.get(key) ?? []), sitting]);
  }
  const pairs: string[] = [];
  for (const [key, all] of byKey) {
    all.sort((x, y) => x.atMs - y.atMs || (x.account < y.account ? -1 : 1));
    all.forEach(({ account }, index) => {
      const before = all[index - 1]?.account ?? account;
      if (before !== account) pairs.push(`${key} ${before} ${account}`);
    });
  }
  return tally(pairs);
}

test("an account's hand-overs are those of its keys' exchanges, over both imports, and are all counted", async () => {
  const cut = Date.UTC(2026, 4, 28);
  const imports = await queryRows(
    opened.stores.evidence,
    "SELECT import_id AS id, toUnixTimestamp64Milli(min(ts)) AS firstMs FROM exchanges GROUP BY import_id ORDER BY firstMs",
    {},
    z.object({ id: z.string(), firstMs: z.coerce.number() }),
  );
  expect(imports.length).toBe(2);
  expect(imports[1]?.firstMs).toBeGreaterThanOrEqual(cut);
  const all = new Map<string, number>();
  for (const { id } of imports) {
    const rows = await queryRows(
      opened.stores.evidence,
      `SELECT toUnixTimestamp64Milli(ts) AS atMs, account_id AS account, api_key_id AS key, ip, '' AS model, '' AS template, '' AS capability
FROM exchanges WHERE import_id = {id:String} ORDER BY ts`,
      { id },
      exchangeRow,
    );
    for (const [pair, count] of handoversOf(rows)) all.set(pair, (all.get(pair) ?? 0) + count);
  }
  const handed = [...new Set([...all.keys()].flatMap((pair) => pair.split(" ").slice(1)))].sort();
  expect(handed.length).toBeGreaterThan(10);
  await forSome(
    [...handed, accounts.find((account) => !handed.includes(account)) ?? ""],
    30,
    async (account) => {
      const { handovers } = await readAccountProfile(opened.stores, account);
      const own = new Map([...all].filter(([pair]) => pair.split(" ").slice(1).includes(account)));
      expect(
        new Map(
          handovers.rows.map((row) => [`${row.apiKeyId} ${row.fromAccount} ${row.toAccount}`, row.count]),
        ),
      ).toEqual(own);
      const pairs = [...own.keys()].map((pair) => pair.split(" "));
      expect(handovers).toMatchObject({
        total: own.size,
        count: sum([...own.values()]),
        keys: new Set(pairs.map(([key]) => key)).size,
        others: new Set(pairs.flatMap(([, from, to]) => [from, to]).filter((other) => other !== account))
          .size,
      });
      expect(handovers.busiest === null).toBe(own.size === 0);
      for (const row of handovers.rows) expect(row.firstMs).toBeLessThanOrEqual(row.lastMs);
    },
  );
}, 60_000);

test("times that are missing or half there are told apart, and an identifier kept for good has one stretch", async () => {
  const observed = (account_id: string, value: string, first_seen: string, last_seen: string) => ({
    account_id,
    kind: "device",
    value,
    first_seen,
    last_seen,
    count: 1,
  });
  await importFolder(
    opened.stores,
    bundleFolder(
      {
        accounts: ["t1", "t2", "t3", "t4"].map((account_id) => ({
          account_id,
          created_at: "2026-01-01T00:00:00Z",
        })),
        observations: [
          observed("t1", "dev_times", "2026-03-01T10:00:00Z", "2026-03-03T09:00:00Z"),
          observed("t2", "dev_times", "2026-03-05T00:00:00Z", ""),
          observed("t3", "dev_times", "", ""),
          observed("t4", "dev_none", "", ""),
        ],
      },
      "csv",
    ),
  );
  await importFolder(
    opened.stores,
    bundleFolder(
      { observations: [observed("t1", "dev_times", "2026-03-20T10:00:00Z", "2026-03-20T11:00:00Z")] },
      "csv",
    ),
  );
  const timed = await readIdentifierTimeline(opened.stores, { kind: "device", value: "dev_times" });
  const day = (date: number): number => Date.UTC(2026, 2, date);
  expect(timed).toMatchObject({
    accounts: 3,
    untimed: 1,
    stretches: 2,
    moments: 1,
    atOnceMax: 2,
    passes: false,
    silenceDaysMax: null,
    peak: { dayMs: day(5), accounts: 2 },
    runs: [
      { fromMs: day(1), toMs: day(4), accounts: 1 },
      { fromMs: day(5), toMs: day(5), accounts: 2 },
      { fromMs: day(6), toMs: day(20), accounts: 1 },
    ],
  });
  const untimed = await readIdentifierTimeline(opened.stores, { kind: "device", value: "dev_none" });
  expect(untimed).toMatchObject({
    accounts: 1,
    untimed: 1,
    firstMs: null,
    lastMs: null,
    peak: null,
    runs: [],
    atOnceMax: 0,
  });
  await expect(
    readIdentifierTimeline(opened.stores, { kind: "device", value: "dev_unknown" }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("an account without exchanges has an empty profile, an unknown one none", async () => {
  const profile = await readAccountProfile(opened.stores, "t1");
  expect(profile).toMatchObject({
    exchanges: 0,
    models: { days: [], top: [], rest: [], names: 0 },
    templates: { rows: [], names: 0, exchanges: 0 },
    capabilities: { rows: [], names: 0 },
    handovers: { rows: [], total: 0, busiest: null },
  });
  await expect(readAccountProfile(opened.stores, "no such account")).rejects.toMatchObject({
    code: "not_found",
  });
});
