import { describe, expect, test } from "vitest";
import { seededRng } from "@/lib/core/rng";
import { MS_PER_DAY } from "@/lib/core/time";
import {
  DAY_ONE_MS,
  HandMadeWorld,
  memberLists,
  networkOf,
  notFinite,
  pairAmongPeople,
  plainResolution,
  TEST_PARAMETERS,
} from "./hand-made-world.test-support";
import { EngineInputBuilder } from "./input";
import { resolve, type Resolution } from "./resolve";

/** Every figure is a number, the networks share no account and no stranger is in them. */
function expectSound(resolution: Resolution): void {
  expect(notFinite(plainResolution(resolution))).toEqual([]);
  const members = memberLists(resolution).flat();
  expect(new Set(members).size).toBe(members.length);
  expect(members.filter((accountId) => accountId.startsWith("person"))).toEqual([]);
}

describe("hardly any input", () => {
  test("no rows give no networks", () => {
    const resolution = new HandMadeWorld().resolve();
    expect(resolution.networks).toEqual([]);
    expect([...resolution.links()]).toEqual([]);
    expect(resolution.counts).toMatchObject({ accounts: 0, observations: 0, pairs: 0 });
  });

  test("one account gives no network", () => {
    const world = new HandMadeWorld().account("a", DAY_ONE_MS).uses("a", { ip: "240.1.0.1" }, DAY_ONE_MS);
    const resolution = world.resolve();
    expect(resolution.networks).toEqual([]);
    expectSound(resolution);
  });

  test("accounts without any observation give no network", () => {
    const world = new HandMadeWorld().account("a", DAY_ONE_MS).account("b", DAY_ONE_MS);
    expect(world.resolve().networks).toEqual([]);
  });

  test.each(["payment_instrument", "ip", "prompt_template", "device"])(
    "all accounts on one %s give no network",
    (kind) => {
      const world = new HandMadeWorld();
      for (let i = 0; i < 300; i++)
        world.account(`a${i}`, DAY_ONE_MS + i).uses(`a${i}`, { [kind]: "one" }, DAY_ONE_MS + i);
      const resolution = world.resolve();
      expect(resolution.networks).toEqual([]);
      expectSound(resolution);
    },
  );
});

describe("a great deal of input", () => {
  test("200,000 accounts on one value neither take long nor make a network", () => {
    const builder = new EngineInputBuilder();
    for (let i = 0; i < 200_000; i++) {
      const at = DAY_ONE_MS + i * 10;
      builder.addAccount({
        accountId: `a${i}`,
        createdAtMs: at,
        verifiedEntity: "",
        contractId: "",
      });
      for (const kind of ["ip", "device"])
        builder.addObservation({
          accountId: `a${i}`,
          kind,
          value: "240.1.0.1",
          firstSeenMs: at,
          lastSeenMs: at,
          count: 1,
        });
    }
    const begun = performance.now();
    const resolution = resolve(builder.build(), TEST_PARAMETERS, seededRng("test"));
    expect(performance.now() - begun).toBeLessThan(15_000);
    expect(resolution.networks).toEqual([]);
    expect(resolution.counts.pairs).toBeLessThanOrEqual(200_000 * 16);
  });

  test("two accounts with 5,000 identifiers in common are one link with bits that are capped", () => {
    const world = HandMadeWorld.among(300);
    for (const accountId of ["x", "y"]) {
      world.account(accountId, DAY_ONE_MS);
      for (let i = 0; i < 5_000; i++)
        world.uses(accountId, { [i % 2 === 0 ? "ip" : "device"]: `240.77.${i}` }, DAY_ONE_MS);
    }
    const resolution = world.resolve();
    expect(memberLists(resolution)).toEqual([["x", "y"]]);
    expectSound(resolution);
    const { familyBitsMax, furtherFamilyWeight } = TEST_PARAMETERS;
    expect(resolution.networks[0]?.strengthBits).toBeLessThanOrEqual(
      familyBitsMax * (1 + furtherFamilyWeight),
    );
  });

  test("an account with 5,000 identifiers others use once each is linked with none of them", () => {
    const world = HandMadeWorld.among(300).account("x", DAY_ONE_MS);
    for (let i = 0; i < 5_000; i++) {
      world.uses("x", { ip: `240.77.${i}` }, DAY_ONE_MS);
      world.uses(`person_${i % 300}`, { ip: `240.77.${i}` }, DAY_ONE_MS + (i % 40) * MS_PER_DAY);
    }
    const resolution = world.resolve();
    expect(networkOf(resolution, "x")).toBe(-1);
    expectSound(resolution);
  });
});

describe("odd values", () => {
  test.each([
    ["without times", null, null],
    ["with no first time", null, DAY_ONE_MS],
    ["with no last time", DAY_ONE_MS, null],
    ["that end before they begin", DAY_ONE_MS + MS_PER_DAY, DAY_ONE_MS],
    ["at NaN", Number.NaN, Number.NaN],
    ["from −∞ to ∞", Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    ["from ∞ on", Number.POSITIVE_INFINITY, DAY_ONE_MS],
  ])("uses %s link as others do", (_, firstSeenMs, lastSeenMs) => {
    const world = pairAmongPeople();
    world.observations = world.observations.map((observation) =>
      observation.accountId.startsWith("person") ? observation : { ...observation, firstSeenMs, lastSeenMs },
    );
    const resolution = world.resolve();
    expect(memberLists(resolution)).toEqual([["x", "y"]]);
    expectSound(resolution);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -5, 0])(
    "a count of %s changes no link and is no number of uses",
    (count) => {
      const expected = pairAmongPeople().resolve();
      const world = pairAmongPeople();
      world.observations = world.observations.map((observation) => ({ ...observation, count }));
      const resolution = world.resolve();
      expect(memberLists(resolution)).toEqual(memberLists(expected));
      expect([...resolution.links()].map((link) => link.bits)).toEqual(
        [...expected.links()].map((link) => link.bits),
      );
      expect(world.input().useCount.every((uses) => uses === 0)).toBe(true);
      expectSound(resolution);
    },
  );

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "a creation time of %s leaves every figure a number",
    (createdAtMs) => {
      for (const who of ["x", "person"]) {
        for (const timed of [true, false]) {
          const world = pairAmongPeople();
          world.accounts = world.accounts.map((account) =>
            account.accountId.startsWith(who) ? { ...account, createdAtMs } : account,
          );
          if (!timed)
            world.observations = world.observations.map((observation) => ({
              ...observation,
              firstSeenMs: null,
              lastSeenMs: null,
            }));
          const resolution = world.resolve();
          expectSound(resolution);
          const { model } = resolution;
          expect(model.createdGaps?.gapsMs.every((gap) => Number.isFinite(gap)) ?? true).toBe(true);
        }
      }
    },
  );

  test("rows given twice count once: the times together, the counts added", () => {
    const world = pairAmongPeople();
    const expected = world.resolve();
    world.accounts = [...world.accounts, ...world.accounts];
    world.observations = [...world.observations, ...world.observations];
    const resolution = world.resolve();
    expect(memberLists(resolution)).toEqual(memberLists(expected));
    expect(resolution.counts).toEqual(expected.counts);
    const bits = (of: Resolution): number[] => [...of.links()].map((link) => link.bits);
    expect(bits(resolution)).toEqual(bits(expected));
    const single = pairAmongPeople().input();
    expect([...world.input().useCount]).toEqual(Array.from(single.useCount, (count) => 2 * count));
  });

  test("observations of an account nobody added link it all the same", () => {
    const world = pairAmongPeople();
    world.accounts = world.accounts.filter((account) => account.accountId !== "y");
    const resolution = world.resolve();
    expect(memberLists(resolution)).toEqual([["x", "y"]]);
    expect(resolution.notes.join(" ")).toContain("1 account has no creation time");
  });

  test.each([
    ["__proto__", "__proto__"],
    ["constructor", "constructor"],
    ["toString", "toString"],
    ["nothing", ""],
    ["a space", " "],
    ["a NUL inside", "a\u0000b"],
    ["a direction mark", "\u202eevil"],
    ["two lines", "line\nline"],
    ["half a surrogate pair", "\ud800"],
    ["100,000 letters", "x".repeat(100_000)],
  ])("%s is an id and a value like any other", (_, odd) => {
    const world = HandMadeWorld.among(300);
    for (const accountId of [odd, "other"])
      world
        .account(accountId, DAY_ONE_MS, { verifiedEntity: "", contractId: "" })
        .uses(accountId, { payment_instrument: odd, device: odd, prompt_template: odd }, DAY_ONE_MS);
    const resolution = world.resolve();
    expect(memberLists(resolution)).toEqual([[odd, "other"].sort()]);
    expectSound(resolution);
    for (const link of resolution.links())
      for (const row of link.evidence) expect(row.sentence).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    const explained = world.explain(resolution.model, odd, "other");
    expect(explained.bits).toBe([...resolution.links()][0]?.bits);
  });

  test.each(["constructor", "length", "x"])("%s is a kind like any other nobody described", (kind) => {
    const world = pairAmongPeople();
    const plain = world.resolve();
    for (const accountId of ["x", "y"])
      world.observations.push({
        accountId,
        kind,
        value: "shared",
        firstSeenMs: DAY_ONE_MS,
        lastSeenMs: DAY_ONE_MS,
        count: 1,
      });
    const resolution = world.resolve();
    expect(memberLists(resolution)).toEqual(memberLists(plain));
    expectSound(resolution);
    const rows = [...resolution.links()].flatMap((link) => link.evidence).filter((row) => row.kind === kind);
    expect(rows.map((row) => [row.family, row.kappa])).toEqual([["behaviour", 0.05]]);
  });
});
