import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UnionFind } from "@/lib/core/union-find";
import { pick, randomInt, seededRng } from "@/lib/core/rng";
import {
  HandMadeWorld,
  memberLists,
  networkOf,
  plainResolution,
  TEST_PARAMETERS,
} from "./hand-made-world.test-support";
import type { EngineParameters } from "./parameters";
import type { Resolution } from "./resolve";

const seeds = fc.integer({ min: 0, max: 1_000_000 });
const runs = { numRuns: 20 };
const world = (seed: number): HandMadeWorld => HandMadeWorld.among(100, `laws/${seed}`, 3);

/** Group steps off, so that pairs alone decide. */
const PAIRS_ALONE: EngineParameters = { ...TEST_PARAMETERS, joinGroupMin: 1e9, joinCrowdBitsMin: 1e9 };

/** Some decisions that do not contradict each other: must-links within the halves of the ids, cannot-links across. */
function decided(seed: number): HandMadeWorld {
  const rng = seededRng(`decisions/${seed}`);
  const rows = world(seed);
  const ids = rows.accounts.map((account) => account.accountId);
  const half = (accountId: string): number => Number(accountId.at(-1)) % 2;
  for (let tried = 0; tried < 12; tried++) {
    const [a, b] = [pick(rng, ids), pick(rng, ids)];
    if (a !== b) rows.decide(a, half(a) === half(b) ? "must_link" : "cannot_link", b);
  }
  for (const accountId of ids) if (rng.next() < 0.5) rows.hours(accountId, randomInt(rng, 1 << 24));
  return rows;
}

/** Every account's network, as the members it is with. */
function partition(lists: readonly string[][]): Map<string, string> {
  return new Map(lists.flatMap((list) => list.map((accountId) => [accountId, list.join(" ")])));
}

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

describe("laws of a resolution", () => {
  test("the order of rows, decisions and hours, and which account of a decision comes first, change nothing", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = decided(seed);
        const expected = plainResolution(rows.resolve());
        expect(plainResolution(rows.mixed(`mix/${seed}`).resolve())).toEqual(expected);
      }),
      runs,
    );
  });

  test("the same input gives the same result to the last digit", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const input = (): string => JSON.stringify(plainResolution(decided(seed).resolve()));
        expect(input()).toBe(input());
      }),
      { numRuns: 5 },
    );
  });

  test("networks part the accounts: each is in one at most, and every network has two or more", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = decided(seed);
        const lists = memberLists(rows.resolve());
        const known = new Set(rows.accounts.map((account) => account.accountId));
        const members = lists.flat();
        expect(new Set(members).size).toBe(members.length);
        expect(members.every((accountId) => known.has(accountId))).toBe(true);
        expect(lists.every((list) => list.length >= 2)).toBe(true);
        const sizes = lists.map((list) => list.length);
        expect(sizes).toEqual(sizes.toSorted((x, y) => y - x));
      }),
      runs,
    );
  });

  test("what names accounts is of no account: other ids in the same order give the same networks", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = decided(seed);
        const renamed = rows.copy();
        const name = (accountId: string): string => `z${accountId}`;
        renamed.accounts = rows.accounts.map((row) => ({ ...row, accountId: name(row.accountId) }));
        renamed.observations = rows.observations.map((row) => ({ ...row, accountId: name(row.accountId) }));
        renamed.activeHours = rows.activeHours.map(([accountId, hours]) => [name(accountId), hours]);
        renamed.decisions = rows.decisions.map((row) => ({
          ...row,
          accountA: name(row.accountA),
          accountB: name(row.accountB),
        }));
        expect(memberLists(renamed.resolve())).toEqual(
          memberLists(rows.resolve()).map((list) => list.map(name)),
        );
      }),
      { numRuns: 8 },
    );
  });

  test("a higher threshold only splits networks, never joins what was apart", () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0, max: 6, noNaN: true }), (seed, by) => {
        const rows = decided(seed);
        const lower = partition(memberLists(rows.resolve(PAIRS_ALONE)));
        const raised = rows.resolve({ ...PAIRS_ALONE, confirmBits: PAIRS_ALONE.confirmBits + by });
        for (const list of memberLists(raised)) {
          expect(lower.has(list[0] ?? "")).toBe(true);
          expect(new Set(list.map((accountId) => lower.get(accountId))).size).toBe(1);
        }
      }),
      runs,
    );
  });

  test("a higher threshold does split: at 100 bits nothing but decisions holds", () => {
    const rows = world(1);
    expect(memberLists(rows.resolve(PAIRS_ALONE)).length).toBeGreaterThan(0);
    expect(memberLists(rows.resolve({ ...PAIRS_ALONE, confirmBits: 100 }))).toEqual([]);
    rows.decide("person_1", "must_link", "person_2");
    expect(memberLists(rows.resolve({ ...PAIRS_ALONE, confirmBits: 100 }))).toEqual([
      ["person_1", "person_2"],
    ]);
  });

  test("the confirmed links of a network's graph hold exactly its members, by one link less than they are", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = decided(seed);
        const resolution = rows.resolve();
        resolution.networks.forEach((network, index) => {
          const graph = resolution.graphOf(index);
          expect(graph.accounts).toEqual(network.members.map((member) => member.accountId));
          const joins = (wanted: (l: number) => boolean): number => {
            const sets = new UnionFind(graph.accounts.length);
            return Array.from(graph.a.keys()).filter(
              (l) => wanted(l) && sets.union(graph.a[l] ?? 0, graph.b[l] ?? 0),
            ).length;
          };
          expect(joins((l) => graph.confirmed[l] === 1)).toBe(network.members.length - 1);
          expect(joins((l) => graph.forest[l] === 1)).toBe(network.members.length - 1);
          expect(graph.forest.reduce((sum, is) => sum + is, 0)).toBe(network.members.length - 1);
        });
      }),
      runs,
    );
  });

  test("every link of a network's graph has the status and the bits its explanation gives", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = decided(seed);
        for (const account of rows.accounts)
          if (/pool_\d_[234]$/.test(account.accountId)) account.contractId = `C-${account.accountId[5] ?? ""}`;
        const resolution = rows.resolve();
        resolution.networks.slice(0, 3).forEach((_, index) => {
          const graph = resolution.graphOf(index);
          for (let l = 0; l < graph.a.length; l += 3) {
            const [a, b] = [graph.accounts[graph.a[l] ?? 0] ?? "", graph.accounts[graph.b[l] ?? 0] ?? ""];
            const link = rows.explain(resolution.model, a, b);
            expect(link.bits).toBe(graph.bits[l]);
            expect(link.status).toBe(graph.confirmed[l] === 1 ? "confirmed" : "candidate");
          }
        });
      }),
      { numRuns: 8 },
    );
  });
});

describe("laws of decisions", () => {
  test("two accounts that must be linked are in one network, whatever else is so", () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), fc.boolean(), (seed, verified, oneContract) => {
        const rows = decided(seed);
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
        const rows = world(seed);
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
        const rows = world(seed);
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
