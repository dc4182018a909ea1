import * as fc from "fast-check";
import { expect, test } from "vitest";
import { seededRng } from "@/lib/core/rng";
import { MS_PER_DAY } from "@/lib/core/time";
import type { Observation } from "@/lib/domain/identifier";
import { DEFAULT_PARAMETERS } from "../parameters";
import { EngineInputBuilder } from "../input";
import { inputOf, randomWorld, shuffled, type WorldRows } from "../random-world.test-support";
import { type PreparedRun, prepare } from "../resolve";
import { type ScoredLinks } from "../scoring/scored-links";
import { scoreLinks } from "../scoring/score-links";
import { keepScores, rescore } from "./rescore";

const parameters = { ...DEFAULT_PARAMETERS, gapSamples: 20_000 };
const yardstick = prepare(inputOf(randomWorld(seededRng("yardstick"), 400)), parameters, seededRng("y"))
  .scorer.model;
const HOURS = [0, 0x00ff00, 0xff0000];

/** The rows with what else a score depends on: roster, verified customers, contracts, firms and hours, of which `change` alters some. */
function prepared(rows: WorldRows, change = 0): PreparedRun {
  const builder = new EngineInputBuilder();
  builder.addRoster({
    cidrOrValue: "240.1.0.0/22",
    kind: "ip",
    class: change % 2 === 1 ? "cgnat" : "campus",
    capacity: 2,
    note: "",
  });
  rows.accounts.forEach((account, n) => {
    builder.addAccount({
      ...account,
      verifiedEntity: n % 17 === 0 ? `entity ${n % 3}` : "",
      contractId: n % 11 === change ? `contract ${n % 2}` : "",
    });
    builder.setActiveHours(account.accountId, HOURS[(n + (n % 13 === change ? 1 : 0)) % 3] ?? 0);
    if (n % 5 !== 0) return;
    for (const [kind, value] of [
      ["organization", `firm ${n % 4}`],
      ["email_domain", `firm${n % 4}.example`],
    ] as const)
      builder.addObservation({
        accountId: account.accountId,
        kind,
        value,
        firstSeenMs: account.createdAtMs,
        lastSeenMs: account.createdAtMs,
        count: 1,
      });
  });
  for (const observation of rows.observations) builder.addObservation(observation);
  return prepare(builder.build(), parameters, seededRng("x"), undefined, yardstick);
}

/** Links by the names of what they are about. */
function named({ input }: PreparedRun, links: ScoredLinks): unknown[] {
  return Array.from({ length: links.count }, (_, l) => ({
    a: input.accountIds[links.a[l] ?? 0],
    b: input.accountIds[links.b[l] ?? 0],
    bits: links.bits[l],
    counterBits: links.counterBits[l],
    countedFamilies: links.countedFamilies[l],
    restsOnStolen: links.restsOnStolen[l],
    declaredTogether: links.declaredTogether[l],
    families: [...links.families.subarray(l * 5, l * 5 + 5)],
    rows: Array.from({ length: (links.rowStart[l + 1] ?? 0) - (links.rowStart[l] ?? 0) }, (_, r) => {
      const row = (links.rowStart[l] ?? 0) + r;
      return `${input.identifierValue[links.rowIdentifier[row] ?? 0] ?? ""} ${links.rowBits[row] ?? 0}`;
    }).sort(),
  }));
}

const part = (rows: WorldRows, seed: string, share: number): WorldRows => ({
  ...rows,
  observations: shuffled(seededRng(seed), rows.observations).slice(
    0,
    Math.floor(rows.observations.length * share),
  ),
});

test("after new records the links are those of scoring everything anew, in whatever order records came", () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.double({ min: 0.3, max: 1, noNaN: true }),
      fc.nat(3),
      (seed, share, change) => {
        const rows = randomWorld(seededRng(seed), 300);
        const all = prepared(rows, change);
        const first = prepared(part(rows, `${seed}/part`, share));
        const again = rescore(all, keepScores(first, scoreLinks(first.scorer)));
        expect(again).toBeDefined();
        expect(named(all, again?.links ?? scoreLinks(first.scorer))).toEqual(
          named(all, scoreLinks(all.scorer)),
        );
      },
    ),
    { numRuns: 25 },
  );
});

test("steps one after the other end where one step does, and records taken away are taken away", () => {
  const rows = randomWorld(seededRng("steps"), 300);
  let kept = keepScores(prepared(part(rows, "a", 0.2)), scoreLinks(prepared(part(rows, "a", 0.2)).scorer));
  for (const share of [0.3, 0.9, 0.6, 1]) {
    const step = prepared(part(rows, "a", share));
    const links = rescore(step, kept)?.links;
    expect(links).toBeDefined();
    if (links === undefined) return;
    expect(named(step, links)).toEqual(named(step, scoreLinks(step.scorer)));
    kept = keepScores(step, links);
  }
});

test("new records touch the accounts they are about, and nothing touches nobody", () => {
  const rows = randomWorld(seededRng("few"), 600);
  const first = prepared(rows);
  const kept = keepScores(first, scoreLinks(first.scorer));
  const [one, two] = rows.observations.filter(
    (use) => use.kind === "device" && use.value.startsWith("laptop"),
  );
  if (one === undefined || two === undefined) throw new Error("nobody has a laptop");
  const borrowed = { ...rows, observations: [...rows.observations, { ...two, accountId: one.accountId }] };
  expect(rescore(prepared(borrowed), kept)?.accountsTouched).toBe(2);
  const nothing = rescore(prepared(rows), kept);
  expect(nothing?.accountsTouched).toBe(0);
  expect(nothing?.links.pairs).toBe(0);
  expect(named(first, nothing?.links ?? scoreLinks(first.scorer))).toEqual(
    named(first, scoreLinks(first.scorer)),
  );
});

test("an identifier that turns generic takes its links with it", () => {
  const rows = randomWorld(seededRng("generic"), 600);
  const shared = rows.observations.filter((use) => use.kind === "device" && use.value === "machine_0_0");
  const [one, two] = shared.map((use) => use.accountId);
  const firstMs = shared[0]?.firstSeenMs ?? 0;
  const strangers = rows.accounts
    .filter((account) => account.accountId.startsWith("person"))
    .map((account, n): Observation => ({
      accountId: account.accountId,
      kind: "device",
      value: "machine_0_0",
      firstSeenMs: firstMs + (n - 300) * 0.1 * MS_PER_DAY,
      lastSeenMs: firstMs + (n - 300) * 0.1 * MS_PER_DAY,
      count: 1,
    }));
  const first = prepared(rows);
  const generic = prepared({ ...rows, observations: [...rows.observations, ...strangers] });
  const before = scoreLinks(first.scorer);
  const after = rescore(generic, keepScores(first, before))?.links;
  const bitsIn = (run: PreparedRun, links: ScoredLinks | undefined): number =>
    links === undefined
      ? Number.NaN
      : Math.max(
          0,
          ...Array.from({ length: links.count }, (_, l) =>
            run.input.accountIds[links.a[l] ?? 0] === one && run.input.accountIds[links.b[l] ?? 0] === two
              ? (links.bits[l] ?? 0)
              : 0,
          ),
        );
  expect(bitsIn(first, before)).toBeGreaterThan(8);
  expect(bitsIn(generic, after)).toBeLessThan(bitsIn(first, before) - 3);
  expect(named(generic, after ?? before)).toEqual(named(generic, scoreLinks(generic.scorer)));
});

test("other parameters are another yardstick", () => {
  const rows = randomWorld(seededRng("other"), 100);
  const first = prepared(rows);
  const other = prepare(
    inputOf(rows),
    { ...parameters, confirmBits: 5 },
    seededRng("x"),
    undefined,
    yardstick,
  );
  expect(rescore(other, keepScores(first, scoreLinks(first.scorer)))).toBeUndefined();
});
