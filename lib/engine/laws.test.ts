import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UnionFind } from "@/lib/core/union-find";
import {
  decidedWorld,
  HandMadeWorld,
  memberLists,
  PAIRS_ALONE,
  plainResolution,
} from "./hand-made-world.test-support";

const seeds = fc.integer({ min: 0, max: 1_000_000 });
const runs = { numRuns: 20 };
const world = (seed: number): HandMadeWorld => HandMadeWorld.among(100, `laws/${seed}`, 3);

/** Every account's network, as the members it is with. */
function partition(lists: readonly string[][]): Map<string, string> {
  return new Map(lists.flatMap((list) => list.map((accountId) => [accountId, list.join(" ")])));
}

describe("laws of a resolution", () => {
  test("the order of rows, decisions and hours, and which account of a decision comes first, change nothing", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = decidedWorld(seed);
        const expected = plainResolution(rows.resolve());
        expect(plainResolution(rows.mixed(`mix/${seed}`).resolve())).toEqual(expected);
      }),
      runs,
    );
  });

  test("the same input gives the same result to the last digit", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const input = (): string => JSON.stringify(plainResolution(decidedWorld(seed).resolve()));
        expect(input()).toBe(input());
      }),
      { numRuns: 5 },
    );
  });

  test("networks part the accounts: each is in one at most, and every network has two or more", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = decidedWorld(seed);
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
        const rows = decidedWorld(seed);
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
        const rows = decidedWorld(seed);
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
        const rows = decidedWorld(seed);
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
        });
      }),
      runs,
    );
  });

  test("every link of a network's graph has the status and the bits its explanation gives", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = decidedWorld(seed);
        for (const account of rows.accounts)
          if (/pool_\d_[234]$/.test(account.accountId))
            account.contractId = `C-${account.accountId[5] ?? ""}`;
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
