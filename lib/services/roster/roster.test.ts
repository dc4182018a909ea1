import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEntry, resolveRun, rosterEntry } from "@/drizzle/schema";
import { systemClock } from "@/lib/core/time";
import { importFolder } from "@/lib/cli/testing/import-campaign";
import type { Actor } from "@/lib/domain/user";
import { folderOf } from "@/lib/ingest/testing/bundle";
import { explainAccounts } from "@/lib/services/explain/pair";
import { newestRun } from "@/lib/services/networks/read";
import { runResolve } from "@/lib/services/resolve/run";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { verifyAudit } from "@/lib/stores/casebook/audit";
import { addRosterEntry } from "./add";
import { exportRoster } from "./export";
import { importRosterFile } from "./import-file";
import { readKnownRoster, rosterReader } from "./known";
import { readRoster } from "./read";
import { withdrawRosterEntry } from "./withdraw";

const EDITOR: Actor = { userId: "u1", name: "Ida", email: "", roles: ["investigator"] };
const READER: Actor = { userId: "u2", name: "Cas", email: "", roles: ["counsel"] };
const CARD = "pi_00000000000000aa";

let opened: TestStores;

beforeAll(async () => {
  opened = await openTestStores();
  const accounts = Array.from(
    { length: 120 },
    (_, at) => `a${at},${new Date(Date.UTC(2026, 3, 1) + at * 6_000_000).toISOString()}`,
  );
  const pay = Array.from({ length: 120 }, (_, at) => {
    const card = at < 3 ? CARD : `pi_${String(at).padStart(16, "0")}`;
    return `a${at},${card},card,2026-05-${String(1 + (at < 3 ? 0 : at % 28)).padStart(2, "0")}T00:00:00Z`;
  });
  const uses = Array.from({ length: 120 }, (_, at) =>
    [
      `a${at},device,d${at < 3 ? 0 : at},2026-05-01T00:00:00Z,2026-05-20T00:00:00Z,5`,
      `a${at},email_domain,${at < 2 ? "mailinator.com" : "firm.test"},2026-05-01T00:00:00Z,2026-05-01T00:00:00Z,1`,
    ].join("\n"),
  );
  await importFolder(
    opened.stores,
    folderOf({
      "accounts.csv": ["account_id,created_at", ...accounts, ""].join("\n"),
      "payment_instruments.csv": ["account_id,fingerprint,kind,added_at", ...pay, ""].join("\n"),
      "observations.csv": ["account_id,kind,value,first_seen,last_seen,count", ...uses, ""].join("\n"),
      "roster.csv": [
        "cidr_or_value,kind,class,capacity,note",
        "240.1.0.0/16,ip,cgnat,2000,from the carrier",
        "",
      ].join("\n"),
    }),
  );
  await runResolve(opened.stores, "tester", systemClock, () => undefined);
});
afterAll(async () => opened.close());

const lastAudit = async (): Promise<typeof auditEntry.$inferSelect | undefined> =>
  (await opened.stores.casebook.select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(1))[0];

test("an entry made here counts in the very next explanation, makes runs stale, and is in the audit log", async () => {
  const { stores } = opened;
  expect((await newestRun(stores.casebook))?.stale).toBe(false);
  const before = await explainAccounts(stores, "a0", "a1");
  const { id } = await addRosterEntry(
    stores,
    EDITOR,
    {
      cidrOrValue: CARD,
      kind: "payment_instrument",
      class: "reseller",
      capacity: 5_000,
      note: "sells to all",
    },
    Date.now(),
  );
  const after = await explainAccounts(stores, "a0", "a1");
  const bitsOfCard = (link: typeof before): number | undefined =>
    link.evidence.find((row) => row.kind === "payment_instrument")?.bits;
  expect(bitsOfCard(before)).toBeGreaterThan(0);
  expect(bitsOfCard(after) ?? -1).toBeLessThan(bitsOfCard(before) ?? 0);
  expect(after.bits).toBeLessThan(before.bits);
  expect(await newestRun(stores.casebook)).toMatchObject({
    stale: true,
    staleReason: "the roster was changed",
  });
  expect(await lastAudit()).toMatchObject({ action: "roster.add", objectId: id, actorId: "u1" });
  expect(JSON.stringify((await lastAudit())?.details)).not.toContain(CARD);

  await runResolve(stores, "tester", systemClock, () => undefined);
  expect((await newestRun(stores.casebook))?.stale).toBe(false);
  expect((await explainAccounts(stores, "a0", "a1")).bits).toBeCloseTo(after.bits, 9);
  await withdrawRosterEntry(stores, EDITOR, id, "the contract has ended", Date.now());
  expect((await explainAccounts(stores, "a0", "a1")).bits).toBeCloseTo(before.bits, 9);
  expect((await newestRun(stores.casebook))?.stale).toBe(true);
  const line = (await readRoster(stores, EDITOR)).lines.find((row) => row.id === id);
  expect(line).toMatchObject({ withdrawnByName: "Ida" });
  expect(line?.note).toContain("the contract has ended");
  await expect(withdrawRosterEntry(stores, EDITOR, id, "again", Date.now())).rejects.toMatchObject({
    code: "conflict",
  });
});

test("the desk's word goes before an import's on the same range, and leaves it when withdrawn", async () => {
  const { stores } = opened;
  const reader = async () => (await rosterReader(stores))({ kind: "ip", value: "240.1.2.3" });
  expect(await reader()).toMatchObject({ class: "cgnat", capacity: 2_000 });
  const { id } = await addRosterEntry(
    stores,
    EDITOR,
    { cidrOrValue: "240.1.77.9/16", kind: "ip_range", class: "campus", capacity: 300, note: "" },
    Date.now(),
  );
  expect(await reader()).toMatchObject({ class: "campus", capacity: 300 });
  const lines = (await readRoster(stores, EDITOR)).lines;
  expect(lines.find((row) => row.origin === "import")).toMatchObject({ replaced: true, id: null });
  expect(lines.find((row) => row.id === id)?.cidrOrValue).toBe("240.1.0.0/16");
  await withdrawRosterEntry(stores, EDITOR, id, "it was the carrier", Date.now());
  expect(await reader()).toMatchObject({ class: "cgnat" });
});

test("disposable and large mail domains are no evidence, in a run and in an explanation alike", async () => {
  const { stores } = opened;
  const entryOf = await rosterReader(stores);
  expect(entryOf({ kind: "email_domain", value: "mailinator.com" })?.note).toContain("disposable");
  expect(entryOf({ kind: "email_domain", value: "gmail.com" })?.note).toContain("large mail provider");
  expect(entryOf({ kind: "email_domain", value: "firm.test" })).toBeNull();
  expect(entryOf({ kind: "organization", value: "mailinator.com" })).toBeNull();
  const link = await explainAccounts(stores, "a0", "a1");
  const mail = link.evidence.find((row) => row.kind === "email_domain");
  expect(mail?.bits ?? 0).toBeLessThanOrEqual(0);
});

test("what the run leaned on is on record", async () => {
  const { stores } = opened;
  const [run] = await stores.casebook
    .select({ versions: resolveRun.dataVersions })
    .from(resolveRun)
    .where(eq(resolveRun.status, "complete"))
    .orderBy(desc(resolveRun.startedAt))
    .limit(1);
  expect(run?.versions["addresses"]).toMatch(
    /^@ip-location-db\/asn@\S+ \+ @ip-location-db\/geo-whois-asn-country@\S+$/,
  );
  expect(run?.versions["mail domains"]).toMatch(/disposable-email-domains-js@/);
  expect(run?.versions["roster"]).toMatch(/^2 entries, [0-9a-f]{12}$/);
});

describe("a file", () => {
  const text = [
    "kind,cidr_or_value,class,capacity,note",
    'ip,240.7.0.0/16,vpn,1000,"a service, for all"',
    "ip,240.7.1.1/16,vpn,1000,the same range again",
    "ip,not an address,vpn,1,",
    "card_bin,990500,payment_vendor,many,",
    "payment_instrument,4111 1111 1111 1111,reseller,5,",
    "email_domain,Big-Mail.Test,other,9000,",
    "ip,240.8.0.0/16,nonsense,1,",
    "ip,240.8.0.0/16",
    "",
  ].join("\n");

  test("says what it would bring, brings it, and tells every row it does not take", async () => {
    const { stores } = opened;
    const dry = await importRosterFile(stores, EDITOR, text, true, Date.now());
    expect(dry).toMatchObject({ added: 2, replaced: 0, unchanged: 0 });
    expect(await stores.casebook.$count(rosterEntry, eq(rosterEntry.origin, "file"))).toBe(0);
    expect(dry.rejects.map((reject) => [reject.row, reject.column])).toEqual([
      [2, "cidr_or_value"],
      [3, "cidr_or_value"],
      [4, "capacity"],
      [5, "cidr_or_value"],
      [7, "class"],
      [8, ""],
    ]);
    expect(JSON.stringify(dry)).not.toContain("4111");
    expect(await importRosterFile(stores, EDITOR, text, false, Date.now())).toEqual(dry);
    expect(await importRosterFile(stores, EDITOR, text, false, Date.now())).toMatchObject({
      added: 0,
      unchanged: 2,
    });
    const changed = text.replace("vpn,1000", "proxy,1000");
    expect(await importRosterFile(stores, EDITOR, changed, false, Date.now())).toMatchObject({
      added: 0,
      replaced: 1,
      unchanged: 1,
    });
  });

  test("that we wrote ourselves changes nothing", async () => {
    const { stores } = opened;
    const known = await readKnownRoster(stores);
    const csv = await (await exportRoster(stores, READER)).text();
    expect(csv.split("\n")).toHaveLength(known.length + 2);
    await importRosterFile(stores, EDITOR, csv, false, Date.now());
    expect(await readKnownRoster(stores)).toEqual(known);
  });

  test("without its columns is refused as a whole", async () => {
    await expect(
      importRosterFile(opened.stores, EDITOR, "a,b\n1,2\n", false, Date.now()),
    ).rejects.toMatchObject({
      code: "bad_input",
      message: expect.stringContaining("cidr_or_value"),
    });
  });
});

test("nothing is written by those who may only read, and nothing enters twice", async () => {
  const { stores } = opened;
  const body = { cidrOrValue: "240.99.0.0/16", kind: "ip", class: "vpn" as const, capacity: 10, note: "" };
  await expect(addRosterEntry(stores, READER, body, Date.now())).rejects.toMatchObject({ code: "forbidden" });
  await expect(importRosterFile(stores, READER, "x", false, Date.now())).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(withdrawRosterEntry(stores, READER, "x", "why", Date.now())).rejects.toMatchObject({
    code: "forbidden",
  });
  await addRosterEntry(stores, EDITOR, body, Date.now());
  await expect(addRosterEntry(stores, EDITOR, { ...body, class: "proxy" }, Date.now())).rejects.toMatchObject(
    { code: "conflict" },
  );
  await expect(
    addRosterEntry(stores, EDITOR, { ...body, cidrOrValue: "here" }, Date.now()),
  ).rejects.toMatchObject({ code: "bad_input" });
  expect((await verifyAudit(stores.casebook)).ok).toBe(true);
});
