import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRng } from "@/lib/core/rng";
import { MS_PER_DAY, MS_PER_HOUR } from "@/lib/core/time";
import { identifierId, type Observation } from "@/lib/domain/identifier";
import { DAY_ONE_MS, HandMadeWorld } from "../hand-made-world.test-support";
import type { Resolution } from "../resolve";
import { identifiersToLoad } from "./explain-pair";

/** What is read to explain one pair: the two accounts, users of what they share, and the two's own templates. */
function partOf(world: HandMadeWorld, accountA: string, accountB: string): HandMadeWorld {
  const isOne = (row: { accountId: string }): boolean =>
    row.accountId === accountA || row.accountId === accountB;
  const usesOf = (accountId: string): Observation[] =>
    world.observations.filter((row) => row.accountId === accountId);
  const needed = new Set(identifiersToLoad(usesOf(accountA), usesOf(accountB)).map(identifierId));
  const part = world.copy();
  part.accounts = world.accounts.filter(isOne);
  part.activeHours = world.activeHours.filter(([accountId]) => isOne({ accountId }));
  part.observations = world.observations.filter(
    (row) => needed.has(identifierId(row)) || (isOne(row) && row.kind === "prompt_template"),
  );
  return part;
}

function expectSameFromPart(world: HandMadeWorld, { model, links }: Resolution): void {
  for (const link of links()) {
    const part = partOf(world, link.accountA, link.accountB);
    const {
      sentence: _,
      modelVersion: __,
      thresholds: ___,
      ...explained
    } = part.explain(model, link.accountA, link.accountB);
    expect(explained).toEqual(link);
  }
}

/** Operators, a theft, topics in thousands, hours, and decisions; a share of the uses without times. */
function everythingAtOnce(seed: number, untimedShare: number): HandMadeWorld {
  const rng = seededRng(`part/${seed}`);
  const world = HandMadeWorld.among(60, `part/${seed}`, 2);
  const stolen = { payment_instrument: "pi_stolen", api_key: "key_stolen" };
  ["victim", "thief_0", "thief_1", "thief_2"].forEach((accountId, n) => {
    const at = DAY_ONE_MS + (n === 0 ? -9 * MS_PER_DAY : n * MS_PER_HOUR);
    world.account(accountId, at).uses(accountId, stolen, at);
    if (n > 0) world.uses(accountId, { device: "rig" }, at);
  });
  for (const { accountId } of world.accounts.slice()) {
    world.hours(accountId, rng.next() < 0.5 ? 0x00ff00 : 0x0000ff);
    if (rng.next() < 0.3) world.uses(accountId, { prompt_template: `own_${accountId}` }, DAY_ONE_MS, 3_000);
  }
  world.decide("pool_0_0", "cannot_link", "pool_0_1").decide("person_1", "must_link", "pool_1_3");
  world.observations = world.observations.map((row) =>
    rng.next() < untimedShare ? { ...row, firstSeenMs: null, lastSeenMs: null } : row,
  );
  return world;
}

describe("explainPair on the users of the shared identifiers alone", () => {
  test.each([0, 1])("gives what resolve gave, with %i of the uses untimed", (share) => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const world = everythingAtOnce(seed, share);
        const resolution = world.resolve();
        expect(resolution.counts.confirmedLinks).toBeGreaterThan(0);
        expectSameFromPart(world, resolution);
      }),
      { numRuns: 10 },
    );
  });

  test("gives what resolve gave where some uses have times and others have none", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const world = everythingAtOnce(seed, 0.3);
        expectSameFromPart(world, world.resolve());
      }),
      { numRuns: 20 },
    );
  });

  test("says of who held a card alone what resolve says, though an account whose use has no time came before", () => {
    const world = HandMadeWorld.among(400);
    const stolen = { payment_instrument: "pi_stolen", api_key: "key_stolen" };
    [-12, -9, 0].forEach((day, n) => {
      const at = DAY_ONE_MS + day * MS_PER_DAY;
      world.account(`a${n}`, at).uses(`a${n}`, stolen, at);
    });
    world.observations = world.observations.map((row) =>
      row.accountId === "a0" ? { ...row, firstSeenMs: null, lastSeenMs: null } : row,
    );
    const { model } = world.resolve();
    const whole = world.explain(model, "a1", "a2");
    expect(partOf(world, "a1", "a2").explain(model, "a1", "a2")).toEqual(whole);
  });
});
