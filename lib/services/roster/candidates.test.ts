import { readFileSync } from "node:fs";
import path from "node:path";
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { auditEntry, rosterDecision } from "@/drizzle/schema";
import { systemClock } from "@/lib/core/time";
import { campaignFolder, importFolder } from "@/lib/cli/testing/import-campaign";
import { ipRangeOf } from "@/lib/domain/ip-range";
import type { Actor } from "@/lib/domain/user";
import { runResolve } from "@/lib/services/resolve/run";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { queryRows } from "@/lib/stores/evidence/query";
import { OCTET } from "@/lib/synth/addresses";
import { readRosterCandidates } from "./candidates";
import { decideCandidate } from "./decide";
import { rosterReader } from "./known";
import { readRoster } from "./read";
import { withdrawRosterEntry } from "./withdraw";

const EDITOR: Actor = { userId: "u1", name: "Ida", email: "", roles: ["manager"] };

/** First octets of what is shared infrastructure in the synthetic campaign; campuses are the lower half of theirs. */
const SHARED_OCTETS: readonly number[] = [OCTET.mobile, OCTET.carrierNat, OCTET.vpn, OCTET.enterprise];

interface Wide {
  kind: string;
  value: string;
  operatorShare: number;
}

let opened: TestStores;
let wide: Wide[];

function isSharedAddress(value: string): boolean {
  const [octet = 0, block = 0] = value.split(".").map(Number);
  return SHARED_OCTETS.includes(octet) || (octet === OCTET.education && block < 128);
}

beforeAll(async () => {
  opened = await openTestStores();
  const folder = await campaignFolder({
    seed: 606,
    operatorAccounts: 600,
    honestAccounts: 7_000,
    exchanges: 150_000,
  });
  await importFolder(opened.stores, folder);
  await runResolve(opened.stores, "tester", systemClock, () => undefined);
  const operators = new Set(
    readFileSync(path.join(folder, "truth.csv"), "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(","))
      .filter(([, , label]) => label === "operator")
      .map(([accountId]) => accountId),
  );
  const rows = await queryRows(
    opened.stores.evidence,
    "SELECT kind, value, groupUniqArray(account_id) AS accounts FROM identifier_users WHERE kind IN ('ip', 'payment_instrument', 'referral_code', 'email_domain', 'card_bin') GROUP BY kind, value HAVING length(accounts) >= 20",
    {},
    z.object({ kind: z.string(), value: z.string(), accounts: z.array(z.string()) }),
  );
  wide = rows.map(({ kind, value, accounts }) => ({
    kind,
    value,
    operatorShare: accounts.filter((account) => operators.has(account)).length / accounts.length,
  }));
}, 240_000);
afterAll(async () => opened.close());

test("shared infrastructure the roster withholds is found, an operator's exits and cards are not", async () => {
  const { stores } = opened;
  const [{ candidates }, rosterOf] = await Promise.all([readRosterCandidates(stores), rosterReader(stores)]);
  const proposed = (row: Wide): boolean =>
    candidates.some(
      (found) =>
        (found.kind === row.kind && found.value === row.value) ||
        (row.kind === "ip" && found.kind === "ip_range" && found.value === ipRangeOf(row.value)),
    );
  const open = wide.filter((row) => rosterOf(row) === null);
  const shared = open.filter((row) => row.kind === "ip" && isSharedAddress(row.value));
  const operators = open.filter((row) => row.operatorShare >= 0.5 && !shared.includes(row));
  expect(shared.length).toBeGreaterThan(30);
  expect(operators.length).toBeGreaterThan(200);
  expect(operators.filter(proposed)).toEqual([]);
  expect(shared.filter(proposed).length / shared.length).toBeGreaterThanOrEqual(0.9);
  const addresses = candidates.filter((found) => found.kind === "ip" || found.kind === "ip_range");
  expect(addresses.filter((found) => !isSharedAddress(found.value))).toEqual([]);
});

test("a proposal says its figures, and that an operator is on it too where one is", async () => {
  const { candidates } = await readRosterCandidates(opened.stores);
  for (const candidate of candidates) {
    expect(candidate.sentence).toMatch(/accounts used it.*strangers.*sign-ups spread/);
    expect(candidate.entry.capacity).toBeGreaterThanOrEqual(candidate.figures.accounts * 2);
  }
  const vpn = candidates.filter((found) => found.origin?.class === "vpn");
  expect(vpn.length).toBeGreaterThan(0);
  expect(vpn.every((found) => found.mixed && found.entry.class === "vpn")).toBe(true);
});

test("accepted it is on the roster, dismissed it stays away, and the figures are kept with both", async () => {
  const { stores } = opened;
  const [first, second] = (await readRosterCandidates(stores)).candidates;
  if (first === undefined || second === undefined) throw new Error("there are candidates");
  await decideCandidate(
    stores,
    EDITOR,
    {
      kind: first.kind,
      value: first.value,
      decision: "accepted",
      class: "cgnat",
      capacity: 4_000,
      note: "asked the carrier",
    },
    Date.now(),
  );
  await decideCandidate(
    stores,
    EDITOR,
    { kind: second.kind, value: second.value, decision: "dismissed", reason: "a test site of ours" },
    Date.now(),
  );
  const after = await readRosterCandidates(stores);
  const values = after.candidates.map((found) => found.value);
  expect(values).not.toContain(first.value);
  expect(values).not.toContain(second.value);
  expect(after.dismissed).toMatchObject([
    { value: second.value, reason: "a test site of ours", byName: "Ida" },
  ]);
  expect((await rosterReader(stores))(first)).toMatchObject({ class: "cgnat", capacity: 4_000 });
  const decisions = await stores.casebook.select().from(rosterDecision);
  expect(decisions.find((row) => row.value === first.value)?.numbers).toMatchObject({
    accounts: first.figures.accounts,
    strangers: first.figures.strangers,
  });
  const [audit] = await stores.casebook
    .select()
    .from(auditEntry)
    .where(eq(auditEntry.action, "roster.candidate.dismiss"))
    .orderBy(desc(auditEntry.seq))
    .limit(1);
  expect(JSON.stringify(audit)).not.toContain(second.value);
  await expect(
    decideCandidate(
      stores,
      EDITOR,
      { kind: second.kind, value: second.value, decision: "dismissed", reason: "again" },
      Date.now(),
    ),
  ).rejects.toMatchObject({ code: "conflict" });

  const line = (await readRoster(stores, EDITOR)).lines.find((row) => row.origin === "learned");
  await withdrawRosterEntry(stores, EDITOR, line?.id ?? "", "the carrier says no", Date.now());
  const last = await readRosterCandidates(stores);
  expect(last.candidates.map((found) => found.value)).not.toContain(first.value);
  expect(last.dismissed.map((row) => row.value)).toContain(first.value);
});
