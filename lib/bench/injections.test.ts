import { expect, test } from "vitest";
import { seededRng } from "@/lib/core/rng";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "@/lib/core/time";
import { SCENARIOS } from "@/lib/synth/scenarios";
import { handOverInjection, hubInjection, type Innocent } from "./injection-cases";
import { injectionData, runInjectionBench } from "./injections";
import { tablesOf } from "./scenario-input";

const innocents: Innocent[] = Array.from({ length: 400 }, (_, i) => ({
  accountId: `acct_${i}`,
  createdMs: ((i * 7_919) % 400) * MS_PER_DAY,
}));
const usesOf = (
  rows: readonly Record<string, string>[],
): { account: string; first: number; last: number }[] =>
  rows.map((row) => ({
    account: row["account_id"] ?? "",
    first: Number(row["first_seen"]),
    last: Number(row["last_seen"]),
  }));

test("a hub is one new value on as many accounts as asked for, each once; an address brings its range", () => {
  const { rows, innocents: given } = hubInjection(["ip"], "random", innocents, 50, true, seededRng(1));
  expect(given).toBe(50);
  for (const kind of ["ip", "ip_range"]) {
    const ofKind = rows.filter((row) => row["kind"] === kind);
    expect(new Set(ofKind.map((row) => row["account_id"])).size).toBe(50);
    expect(new Set(ofKind.map((row) => row["value"])).size).toBe(1);
  }
});

test("back-to-back gives it to neighbours in order of creation, within minutes of their sign-up", () => {
  const created = new Map(innocents.map(({ accountId, createdMs }) => [accountId, createdMs]));
  const uses = usesOf(hubInjection(["device"], "back-to-back", innocents, 20, true, seededRng(2)).rows);
  const days = uses.map(({ account }) => (created.get(account) ?? 0) / MS_PER_DAY).sort((x, y) => x - y);
  expect((days.at(-1) ?? 0) - (days[0] ?? 0)).toBe(19);
  for (const { account, first } of uses) {
    const since = first - (created.get(account) ?? 0);
    expect(since).toBeGreaterThan(0);
    expect(since).toBeLessThan(6 * MS_PER_MINUTE);
  }
});

test("an onboarded office signs up and first uses the value within minutes; the same accounts whatever the kind", () => {
  const injection = hubInjection(["device", "ip"], "onboarded", innocents, 20, true, seededRng(3));
  const moved = [...injection.movedMs.values()];
  expect(Math.max(...moved) - Math.min(...moved)).toBeLessThan(14 * MS_PER_MINUTE);
  expect(injection.movedMs).toEqual(
    hubInjection(["phone"], "onboarded", innocents, 20, true, seededRng(3)).movedMs,
  );
  expect(
    hubInjection(["device"], "onboarded", innocents, 20, false, seededRng(3)).rows[0]?.["first_seen"],
  ).toBe("");
});

test.each([
  ["leases apart", 8 * MS_PER_DAY, 60 * MS_PER_DAY],
  ["leases close", MS_PER_HOUR, 12 * MS_PER_HOUR],
] as const)("an address handed on with %s is never held by two", (mode, least, most) => {
  const uses = usesOf(
    handOverInjection(mode, innocents, 30, seededRng(4)).rows.filter((row) => row["kind"] === "ip"),
  );
  expect(uses).toHaveLength(30);
  uses.forEach((use, i) => {
    const next = uses[i + 1];
    if (next === undefined) return;
    expect(next.first - use.last).toBeGreaterThanOrEqual(least - 1);
    expect(next.first - use.last).toBeLessThanOrEqual(most + 1);
  });
});

test(
  "one new card on strangers, and an address handed on among them, give nobody a network of 8",
  { timeout: 180_000 },
  async () => {
    const reported = SCENARIOS.find(({ id }) => id === "s9");
    if (reported === undefined) throw new Error("no scenario s9");
    const size = { operatorAccounts: 150, honestAccounts: 1_500, exchanges: 30_000 };
    const runs = await runInjectionBench({
      ...(await injectionData(tablesOf(reported.build(501, size)))),
      kinds: ["payment_instrument"],
      together: [],
      sizes: [50],
      modes: ["random"],
    });
    expect(runs.map(({ mode, innocents }) => `${mode} ${innocents}`)).toEqual([
      "random 50",
      "leases apart 50",
      "leases close 50",
    ]);
    for (const run of runs) {
      expect([run.gained_2_with_operator, run.gained_8]).toEqual([0, 0]);
      expect(run.honest_in_8_after).toBe(run.honest_in_8_before);
      expect(run.operators_in_8_before).toBeGreaterThan(100);
    }
  },
);
