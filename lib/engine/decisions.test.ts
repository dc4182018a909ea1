import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RingleaderError } from "@/lib/core/errors";
import { pick, seededRng } from "@/lib/core/rng";
import { UnionFind } from "@/lib/core/union-find";
import {
  decidedWorld,
  HandMadeWorld,
  memberLists,
  networkOf,
  pairAmongPeople,
  PAIRS_ALONE,
} from "./hand-made-world.test-support";
import type { Resolution } from "./resolve";

const seeds = fc.integer({ min: 0, max: 1_000_000 });
const runs = { numRuns: 20 };

interface HoldingLink {
  accounts: [string, string];
  bits: number;
}

/** Confirmed links between members of a network, strongest first. */
function confirmedLinks(resolution: Resolution, network: number): HoldingLink[] {
  const graph = resolution.graphOf(network);
  return Array.from(graph.bits, (bits, l): HoldingLink & { holds: boolean } => ({
    accounts: [graph.accounts[graph.a[l] ?? 0] ?? "", graph.accounts[graph.b[l] ?? 0] ?? ""],
    bits,
    holds: graph.confirmed[l] === 1,
  })).filter((link) => link.holds);
}

/** Bits of the weakest link on the strongest way between two accounts; −∞ where there is no way. */
function bottleneckBits(
  links: readonly HoldingLink[],
  members: readonly string[],
  from: string,
  to: string,
): number {
  const place = new Map(members.map((accountId, at) => [accountId, at]));
  const sets = new UnionFind(members.length);
  for (const { accounts, bits } of links) {
    sets.union(place.get(accounts[0]) ?? 0, place.get(accounts[1]) ?? 0);
    if (sets.find(place.get(from) ?? 0) === sets.find(place.get(to) ?? 0)) return bits;
  }
  return Number.NEGATIVE_INFINITY;
}

describe("decisions that cannot stand", () => {
  function errorOf(world: HandMadeWorld): RingleaderError {
    try {
      world.input();
    } catch (error) {
      if (error instanceof RingleaderError) return error;
    }
    throw new Error("no error of the engine");
  }

  test("both verdicts on one pair are refused, and named", () => {
    const world = pairAmongPeople().decide("x", "must_link", "y").decide("y", "cannot_link", "x");
    const error = errorOf(world);
    expect(error.code).toBe("bad_input");
    expect([error.details.accounts].flat().sort()).toEqual(["x", "y"]);
  });

  test("a cannot-link against a chain of must-links is refused, and the whole chain is named in its order", () => {
    const world = pairAmongPeople()
      .decide("x", "must_link", "person_1")
      .decide("person_7", "must_link", "person_1")
      .decide("person_7", "must_link", "y")
      .decide("person_2", "must_link", "person_3")
      .decide("y", "cannot_link", "x");
    const error = errorOf(world);
    expect(error.code).toBe("bad_input");
    expect(error.details.accounts).toEqual(["x", "person_1", "person_7", "y"]);
    for (const accountId of ["x", "person_1", "person_7", "y"]) expect(error.message).toContain(accountId);
    expect(error.message).not.toContain("person_2");
  });

  test("the shortest chain is named where there are several", () => {
    const world = pairAmongPeople()
      .decide("x", "must_link", "person_1")
      .decide("person_1", "must_link", "person_2")
      .decide("person_2", "must_link", "y")
      .decide("person_3", "must_link", "x")
      .decide("person_3", "must_link", "y")
      .decide("x", "cannot_link", "y");
    expect(errorOf(world).details.accounts).toEqual(["x", "person_3", "y"]);
  });

  test("a decision of an account with itself is refused, and named", () => {
    for (const verdict of ["must_link", "cannot_link"] as const) {
      const error = errorOf(pairAmongPeople().decide("x", verdict, "x"));
      expect(error.code).toBe("bad_input");
      expect(error.message).toContain("x alone");
    }
  });

  test("decisions on accounts that are not in the records are left out, and counted in a note", () => {
    const world = pairAmongPeople();
    const expected = memberLists(world.resolve());
    world.decide("x", "must_link", "nobody").decide("no one", "cannot_link", "nobody");
    const resolution = world.resolve();
    expect(memberLists(resolution)).toEqual(expected);
    expect(resolution.notes.join(" ")).toContain(
      "2 decisions of analysts are about accounts that are not in the records",
    );
  });

  test("a decision made twice is one", () => {
    const world = HandMadeWorld.among(50)
      .decide("person_1", "must_link", "person_2")
      .decide("person_2", "must_link", "person_1");
    const resolution = world.resolve();
    expect(memberLists(resolution)).toEqual([["person_1", "person_2"]]);
    expect(resolution.networks[0]?.guards[0]?.sentence).toMatch(/^1 link of this network stands/);
  });
});

describe("laws of decisions", () => {
  test("two accounts that must be linked are in one network, whatever else is so", () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), fc.boolean(), (seed, verified, oneContract) => {
        const rows = decidedWorld(seed);
        rows.accounts = rows.accounts.map((account, i) => ({
          ...account,
          verifiedEntity: verified && i % 3 === 0 ? `LEI-${i % 9}` : "",
          contractId: oneContract && i % 2 === 0 ? "C-1" : "",
        }));
        const resolution = rows.resolve();
        const must = rows.decisions.filter((decision) => decision.verdict === "must_link");
        for (const { accountA, accountB } of must) {
          expect(networkOf(resolution, accountA)).not.toBe(-1);
          expect(networkOf(resolution, accountA)).toBe(networkOf(resolution, accountB));
        }
      }),
      runs,
    );
  });

  test("two accounts that cannot be linked are never in one network, whatever else is so", () => {
    fc.assert(
      fc.property(seeds, fc.nat(2), (seed, pool) => {
        const rows = HandMadeWorld.among(100, `laws/${seed}`, 3);
        const rng = seededRng(`cannot/${seed}`);
        const ids = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((n) => `pool_${pool}_${n}`);
        for (let i = 0; i < 4; i++) {
          const [a, b] = [pick(rng, ids), pick(rng, ids)];
          if (a !== b) rows.decide(a, "cannot_link", b);
        }
        const resolution = rows.resolve();
        expect(rows.decisions.length === 0 || resolution.counts.confirmedLinks > 0).toBe(true);
        for (const { accountA, accountB } of rows.decisions) {
          const network = networkOf(resolution, accountA);
          expect(network === -1 || network !== networkOf(resolution, accountB)).toBe(true);
          const link = rows.explain(resolution.model, accountA, accountB);
          expect(link.status).toBe("none");
          expect(link.guards.map((guard) => guard.guard)).toContain("analyst_cannot_link");
        }
      }),
      runs,
    );
  });

  test("a cannot-link parts one network in two at the weakest links between the two accounts, and touches no other", () => {
    let atLinks = 0;
    fc.assert(
      fc.property(seeds, fc.nat(1_000), fc.nat(1_000), (seed, i, j) => {
        const parameters = { ...PAIRS_ALONE, smallNetworkBits: 0 };
        const rows = HandMadeWorld.among(100, `laws/${seed}`, 3);
        const whole = rows.resolve(parameters);
        const members = memberLists(whole)[0] ?? [];
        const [a, b] = [members[i % members.length] ?? "", members[j % members.length] ?? ""];
        fc.pre(members.length >= 4 && a !== b);
        const links = confirmedLinks(whole, 0).filter(
          (link) => link.accounts.join() !== [a, b].sort().join(),
        );
        const cut = rows.decide(a, "cannot_link", b).resolve(parameters);

        const weakest = bottleneckBits(links, members, a, b);
        for (const { accounts, bits } of links) {
          if (bits <= weakest) continue;
          const [x, y] = [networkOf(cut, accounts[0]), networkOf(cut, accounts[1])];
          expect([x === -1, x]).toEqual([false, y]);
        }
        expect(new Set(members.map((accountId) => networkOf(cut, accountId))).size).toBe(2);
        const apart = members.filter((accountId) => networkOf(cut, accountId) === -1);
        expect(apart.every((accountId) => accountId === a || accountId === b)).toBe(true);

        const others = (lists: string[][]): string[][] =>
          lists.filter((list) => !list.some((accountId) => members.includes(accountId)));
        expect(others(memberLists(cut))).toEqual(others(memberLists(whole)));
        if (weakest === Number.NEGATIVE_INFINITY) return;
        atLinks++;
        const told = [a, b].flatMap((accountId) => cut.networks[networkOf(cut, accountId)]?.guards ?? []);
        expect(told.map((row) => row.guard)).toContain("analyst_cannot_link");
      }),
      runs,
    );
    expect(atLinks).toBeGreaterThan(0);
  });
});
