import { rmSync } from "node:fs";
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEntry, linkDecision, networkMember } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { systemClock } from "@/lib/core/time";
import type { Verdict } from "@/lib/domain/decision";
import type { Actor } from "@/lib/domain/user";
import { importFolder } from "@/lib/cli/testing/import-campaign";
import { folderOf } from "@/lib/ingest/testing/bundle";
import { openCase } from "@/lib/services/cases/open";
import { readCase } from "@/lib/services/cases/read";
import { explainAccounts } from "@/lib/services/explain/pair";
import { readSuccession } from "@/lib/services/networks/lineage";
import { membershipsOf, newestRun, readNetwork } from "@/lib/services/networks/read";
import { runResolve } from "@/lib/services/resolve/run";
import { join } from "@/lib/services/testing/people";
import { deskOver, openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { verifyAudit } from "@/lib/stores/casebook/audit";
import { familyContributions, makeDecision } from "./make";
import { readDecisions, type DecisionScope } from "./read";
import { withdrawDecision } from "./withdraw";

const READER: Actor = { userId: "u2", name: "Cas", email: "", roles: ["counsel"] };
const REASON = "seen on both invoices";
/** Accounts in groups of four on one card and one machine, then people of their own. */
const GROUPS = 6;
const GROUP_SIZE = 4;
const ACCOUNTS = 160;
const VERIFIED = "a150";

let opened: TestStores;
let analyst: Actor;
let folder: string;

beforeAll(async () => {
  opened = await openTestStores();
  analyst = await join(deskOver(opened.stores), "Ida", ["investigator"]);
  const ids = Array.from({ length: ACCOUNTS }, (_, at) => at);
  const shared = (at: number): string =>
    at < GROUPS * GROUP_SIZE ? `g${Math.floor(at / GROUP_SIZE)}` : `p${at}`;
  const day = (at: number): string =>
    `2026-05-${String(1 + (Math.floor(at / GROUP_SIZE) % 28)).padStart(2, "0")}`;
  folder = folderOf({
    "accounts.csv": [
      "account_id,created_at,account_type,verified_entity",
      ...ids.map((at) => {
        const verified = `a${at}` === VERIFIED;
        return `a${at},${new Date(Date.UTC(2026, 3, 1) + at * 6_000_000).toISOString()},${verified ? "enterprise,LEI-0001" : "individual,"}`;
      }),
      "",
    ].join("\n"),
    "payment_instruments.csv": [
      "account_id,fingerprint,kind,added_at",
      ...ids.map((at) => `a${at},pi_${shared(at)},card,${day(at)}T00:00:00Z`),
      "",
    ].join("\n"),
    "observations.csv": [
      "account_id,kind,value,first_seen,last_seen,count",
      ...ids.map((at) => `a${at},device,d_${shared(at)},${day(at)}T00:00:00Z,${day(at)}T20:00:00Z,5`),
      "",
    ].join("\n"),
  });
  await importFolder(opened.stores, folder);
  await resolveNow();
}, 120_000);
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const resolveNow = async () => runResolve(opened.stores, "tester", systemClock, () => undefined);
const decide = async (accountA: string, accountB: string, verdict: Verdict, actor = analyst) =>
  makeDecision(opened.stores, actor, { accountA, accountB, verdict, reason: REASON }, Date.now());
const withdraw = async (id: string) =>
  withdrawDecision(opened.stores, analyst, id, "it was another invoice", Date.now());
const networkOf = async (accountId: string): Promise<string | undefined> =>
  (await membershipsOf(opened.stores.casebook, [accountId])).get(accountId)?.networkId;
const lastAudit = async () =>
  (await opened.stores.casebook.select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(1))[0];
const decisions = async (scope: DecisionScope) => readDecisions(opened.stores.casebook, analyst, scope);

describe.sequential("two accounts that must be linked", () => {
  let decisionId: string;
  let first: string;
  let second: string;
  let caseId: string;

  test("a decision makes the networks stale, is in the audit log, and keeps what the engine said then", async () => {
    const { stores } = opened;
    first = (await networkOf("a0")) ?? "";
    second = (await networkOf("a4")) ?? "";
    expect(first).toMatch(/^N-/);
    expect(second).toMatch(/^N-/);
    expect(first).not.toBe(second);
    caseId = (
      await openCase(stores, analyst, { networkId: second, title: "A title", purpose: "a tip" }, Date.now())
    ).id;
    expect((await newestRun(stores.casebook))?.stale).toBe(false);
    const before = await explainAccounts(stores, "a0", "a4");
    // In either order: the pair is kept once.
    ({ id: decisionId } = await decide("a4", "a0", "must_link"));
    expect(await newestRun(stores.casebook)).toMatchObject({
      stale: true,
      staleReason: "an analyst decided on two accounts after they were found",
    });
    expect(await lastAudit()).toMatchObject({
      action: "link.decide",
      objectId: decisionId,
      actorId: analyst.userId,
      details: { accountA: "a0", accountB: "a4", verdict: "must_link" },
    });
    expect(JSON.stringify((await lastAudit())?.details)).not.toContain(REASON);
    const [row] = await stores.casebook.select().from(linkDecision).where(eq(linkDecision.id, decisionId));
    expect(row).toMatchObject({
      accountA: "a0",
      accountB: "a4",
      bits: before.bits,
      families: familyContributions(before),
      modelVersion: before.modelVersion,
      byName: "Ida",
      reason: REASON,
    });
  });

  test("the next run holds them in one network, and the explanation says that it was decided", async () => {
    const { stores } = opened;
    await resolveNow();
    expect((await newestRun(stores.casebook))?.stale).toBe(false);
    expect((await newestRun(stores.casebook))?.dataVersions["decisions of analysts"]).toMatch(
      /^1 standing, /,
    );
    const joined = await networkOf("a0");
    expect(joined).toBe(first);
    expect(await networkOf("a4")).toBe(joined);
    const link = await explainAccounts(stores, "a4", "a0");
    expect(link.status).toBe("confirmed");
    expect(link.guards.map((row) => row.guard)).toContain("analyst_must_link");
  });

  test("the name that was given up says where its accounts went, to the case opened from it too", async () => {
    const { stores } = opened;
    const view = await readNetwork(stores, first, 10);
    expect(
      view.lineage.map(({ kind, networkId, otherId, shared }) => [kind, networkId, otherId, shared]),
    ).toEqual(
      expect.arrayContaining([
        ["joined", second, first, GROUP_SIZE],
        ["continued", first, null, GROUP_SIZE],
      ]),
    );
    const succession = {
      networkId: second,
      label: second,
      accounts: GROUP_SIZE,
      successors: [{ networkId: first, label: first, accounts: GROUP_SIZE }],
    };
    expect(await readSuccession(stores.casebook, second)).toEqual(succession);
    expect(await readSuccession(stores.casebook, first)).toBeNull();
    await expect(readNetwork(stores, second, 10)).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining(`of its 4 accounts 4 in ${first} now`),
    });
    const found = await readCase(stores.casebook, analyst, caseId);
    expect(found.succession).toEqual(succession);
    expect(found.subjects.map((subject) => subject.accountId).toSorted()).toEqual(["a4", "a5", "a6", "a7"]);
  });

  test("is found by account, by pair and by the network it touches, and nowhere else", async () => {
    for (const scope of [
      { accountId: "a0" },
      { accountId: "a4" },
      { accountA: "a4", accountB: "a0" },
      { networkId: first },
    ]) {
      const found = await decisions(scope);
      expect(found.decisions).toMatchObject([
        { id: decisionId, verdict: "must_link", networkA: first, networkB: first },
      ]);
      expect(found).toMatchObject({ total: 1, mayDecide: true });
    }
    expect((await decisions({ accountId: "a1" })).decisions).toEqual([]);
    expect((await decisions({ networkId: (await networkOf("a8")) ?? "" })).decisions).toEqual([]);
    expect((await readDecisions(opened.stores.casebook, READER, { accountId: "a0" })).mayDecide).toBe(false);
  });

  test("withdrawn with a reason, it stays on record, and both networks are there again by their names", async () => {
    const { stores } = opened;
    await withdraw(decisionId);
    expect(await lastAudit()).toMatchObject({ action: "link.withdraw", objectId: decisionId });
    expect((await newestRun(stores.casebook))?.stale).toBe(true);
    expect((await decisions({ accountId: "a0" })).decisions).toMatchObject([
      { id: decisionId, reason: REASON, withdrawnByName: "Ida", withdrawReason: "it was another invoice" },
    ]);
    await expect(withdraw(decisionId)).rejects.toMatchObject({ code: "conflict" });
    await resolveNow();
    expect(await networkOf("a0")).toBe(first);
    expect(await networkOf("a4")).toBe(second);
    expect((await readCase(stores.casebook, analyst, caseId)).succession).toBeNull();
    const view = await readNetwork(stores, second, 10);
    expect(view.lineage.map((event) => event.kind)).toEqual(
      expect.arrayContaining(["returned", "split", "vanished", "joined", "new"]),
    );
  });
});

test("two accounts that cannot be linked are never in one network, however much they share", async () => {
  const before = await networkOf("a8");
  expect(await networkOf("a9")).toBe(before);
  const { id } = await decide("a8", "a9", "cannot_link");
  await resolveNow();
  expect([await networkOf("a8"), await networkOf("a9")].filter((found) => found === before)).toHaveLength(1);
  const link = await explainAccounts(opened.stores, "a8", "a9");
  expect(link.status).toBe("none");
  expect(link.guards.map((row) => row.guard)).toContain("analyst_cannot_link");
  await withdraw(id);
  await resolveNow();
  expect(await networkOf("a8")).toBe(before);
  expect(await networkOf("a9")).toBe(before);
});

test("a run that was under way when a decision was made is stale from its first day", async () => {
  const made: Promise<{ id: string }>[] = [];
  await runResolve(opened.stores, "tester", systemClock, (sentence) => {
    if (sentence.startsWith("found ")) made.push(decide("a12", "a16", "must_link"));
  });
  const [decision] = await Promise.all(made);
  if (decision === undefined) throw new Error("the run said nothing of what it found");
  expect(await networkOf("a12")).not.toBe(await networkOf("a16"));
  expect((await newestRun(opened.stores.casebook))?.stale).toBe(true);
  await withdraw(decision.id);
  await resolveNow();
  expect((await newestRun(opened.stores.casebook))?.stale).toBe(false);
});

describe("a decision is refused", () => {
  const refusal = async (work: Promise<unknown>): Promise<RingleaderError> => {
    const error: unknown = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof RingleaderError)) throw new Error(`not refused: ${String(error)}`);
    return error;
  };

  test("on one account with itself, on one that is not there, and to those who may only read", async () => {
    expect((await refusal(decide("a20", "a20", "must_link"))).code).toBe("bad_input");
    expect(await refusal(decide("a20", "nobody", "must_link"))).toMatchObject({
      code: "not_found",
      message: expect.stringContaining("nobody"),
    });
    expect((await refusal(decide("a20", "a21", "must_link", READER))).code).toBe("forbidden");
    expect((await refusal(withdrawDecision(opened.stores, READER, "dec_x", REASON, Date.now()))).code).toBe(
      "forbidden",
    );
    expect((await refusal(withdraw("dec_none"))).code).toBe("not_found");
  });

  test("where it would put a verified enterprise into a network; keeping one out is free", async () => {
    const error = await refusal(decide("a20", VERIFIED, "must_link"));
    expect(error.code).toBe("forbidden");
    expect(error.message).toContain(`${VERIFIED} belongs to a verified enterprise`);
    const { id } = await decide("a20", VERIFIED, "cannot_link");
    await withdraw(id);
  });

  test("where it contradicts those that stand, by way of others too, naming the chain", async () => {
    const made = [
      await decide("a30", "a31", "must_link"),
      await decide("a31", "a32", "must_link"),
      await decide("a33", "a30", "cannot_link"),
    ];
    const roundabout = await refusal(decide("a30", "a32", "cannot_link"));
    expect(roundabout.code).toBe("conflict");
    expect(roundabout.message).toContain("a30 must be linked with a31 must be linked with a32");
    const joining = await refusal(decide("a32", "a33", "must_link"));
    expect(joining.code).toBe("conflict");
    for (const account of ["a30", "a31", "a32", "a33"]) expect(joining.message).toContain(account);
    expect(await refusal(decide("a31", "a30", "cannot_link"))).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Ida has decided that these two accounts must be linked"),
    });
    for (const { id } of made) await withdraw(id);
    // What is withdrawn no longer stands in the way.
    await withdraw((await decide("a30", "a32", "cannot_link")).id);
  });

  test("where of two made at once only one can stand", async () => {
    const base = await decide("a40", "a41", "must_link");
    const made = await Promise.allSettled([
      decide("a41", "a42", "must_link"),
      decide("a40", "a42", "cannot_link"),
    ]);
    const kept = made.filter((each) => each.status === "fulfilled");
    expect(kept).toHaveLength(1);
    expect(made.find((each) => each.status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    await withdraw(base.id);
    for (const each of kept) await withdraw(each.value.id);
  });
});

test("a refused decision leaves nothing behind, and the audit log holds", async () => {
  const rows = await opened.stores.casebook.$count(linkDecision);
  const seq = (await lastAudit())?.seq;
  await expect(decide("a20", VERIFIED, "must_link")).rejects.toThrow();
  expect(await opened.stores.casebook.$count(linkDecision)).toBe(rows);
  expect((await lastAudit())?.seq).toBe(seq);
  expect((await verifyAudit(opened.stores.casebook)).ok).toBe(true);
  expect(await opened.stores.casebook.$count(networkMember)).toBeGreaterThan(0);
});
