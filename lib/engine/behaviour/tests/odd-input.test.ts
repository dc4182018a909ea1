import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRng } from "@/lib/core/rng";
import { DISTILLATION_FINDINGS } from "@/lib/domain/distillation";
import { assessNetwork, gradeOf } from "../assess-network";
import { NETWORK_BEHAVIOUR_TESTS } from ".";
import { accountFrom, networkOf, poisson, takeUp } from "./series.test-support";

const odd = fc.oneof(
  fc.constantFrom(0, -1, 1, 1e15, 1e300, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.double(),
  fc.integer({ min: 0, max: 2_000 }),
);
const oddTime = fc.oneof(
  fc.constant(null),
  odd,
  fc.integer({ min: 1_776_000_000_000, max: 1_781_000_000_000 }),
);
const row = fc.record({
  createdMs: oddTime,
  bannedMs: oddTime,
  hours: fc.array(odd, { maxLength: 40 }),
  exchanges: fc.array(odd, { maxLength: 40 }),
});

test("whatever the numbers, a test says something printable and never throws", () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 14 }),
      odd,
      odd,
      odd,
      fc.constantFrom(0, 1, 24, 1_008),
      (rows, accounts, x, y, windowHours) => {
        const activity = networkOf(
          rows,
          {
            accounts,
            windowFromMs: windowHours === 24 ? x : Date.UTC(2026, 3, 22),
            templates: [{ accounts: x, exchanges: y }],
            mixExchanges: y,
            templateExchanges: x,
            releases: [{ ...takeUp(10, 5, 0.5), accounts: x, switched: y, otherAccounts: y, dayMs: x }],
            asked: rows.map((each) => ({ names: ["coding", "chat"], counts: each.exchanges })),
          },
          windowHours,
        );
        const { tests, sentence } = assessNetwork(activity);
        expect(sentence).not.toMatch(/NaN|Infinity|undefined/);
        for (const each of tests) {
          expect(DISTILLATION_FINDINGS).toContain(each.finding);
          expect(each.sentence).not.toMatch(/NaN|Infinity|undefined/);
          expect(Math.abs(each.bits)).toBeLessThanOrEqual(30);
          if (each.pValue !== null) expect(each.pValue >= 0 && each.pValue <= 1).toBe(true);
          if (each.finding === "speaks_for") expect(each.bits).toBeGreaterThan(0);
          if (each.finding === "speaks_against") expect(each.bits).toBeLessThan(0);
        }
      },
    ),
    { numRuns: 400 },
  );
});

test("nothing, one account and a network without records have not enough data", () => {
  const rng = seededRng("one");
  for (const rows of [
    [],
    [accountFrom(() => poisson(rng, 2))],
    Array.from({ length: 20 }, () => accountFrom(() => 0)),
  ]) {
    const { grade, tests } = assessNetwork(
      networkOf(rows, { asked: rows.map(() => ({ names: [], counts: [] })) }),
    );
    expect(grade).toBe("not enough data");
    for (const each of tests.filter((one) => one.finding === "not_enough_data"))
      expect(each.sentence).toMatch(/^Not enough data: .+\.$/);
  }
});

test.each([1e300, -1e300, 2 ** 60, Number.MAX_VALUE, Number.NaN, Number.NEGATIVE_INFINITY])(
  "a window that begins at %d ends the tests all the same",
  (windowFromMs) => {
    const rng = seededRng("window");
    const rows = Array.from({ length: 12 }, (_, number) => ({
      ...accountFrom(() => poisson(rng, 2)),
      bannedMs: number < 4 ? windowFromMs + 1e9 : null,
    }));
    for (const { sentence } of assessNetwork(networkOf(rows, { windowFromMs })).tests)
      expect(sentence).not.toMatch(/NaN|Infinity/);
  },
);

test("huge counts are borne", () => {
  const rng = seededRng("huge");
  const rows = Array.from({ length: 12 }, () => accountFrom(() => 1e9 + Math.floor(rng.next() * 1e8)));
  for (const each of NETWORK_BEHAVIOUR_TESTS)
    expect(each.run(networkOf(rows), rng).sentence).not.toMatch(/NaN|Infinity/);
});

test("the more speaks for it the higher the grade, the more against it the lower", () => {
  const rank = ["no signs", "some signs", "likely signs"];
  const finding = fc.constantFrom("speaks_for" as const, "silent" as const, "speaks_against" as const);
  fc.assert(
    fc.property(
      fc.array(finding, { minLength: 7, maxLength: 7 }),
      fc.nat({ max: 6 }),
      (findings, changed) => {
        const graded = (given: typeof findings): number =>
          rank.indexOf(
            gradeOf(
              NETWORK_BEHAVIOUR_TESTS.map(({ id, group }, at) => ({
                id,
                group,
                finding: given[at] ?? "silent",
              })),
            ),
          );
        const at = graded(findings);
        expect(graded(findings.with(changed, "speaks_for"))).toBeGreaterThanOrEqual(at);
        expect(graded(findings.with(changed, "speaks_against"))).toBeLessThanOrEqual(at);
      },
    ),
  );
});

test("machines alone never get beyond some signs, whatever else is silent", () => {
  const machines = NETWORK_BEHAVIOUR_TESTS.map(({ id, group }) => ({
    id,
    group,
    finding: group === "machine" ? ("speaks_for" as const) : ("silent" as const),
  }));
  expect(gradeOf(machines)).toBe("some signs");
});
