import fc from "fast-check";
import { expect, test } from "vitest";
import type { LineageEvent } from "@/lib/domain/lineage";
import { traceLineage } from "./lineage";

const names = (): (() => string) => {
  let next = 1;
  return () => `fresh-${next++}`;
};
const trace = (
  previous: Record<string, string[]>,
  next: string[][],
  vanished: Record<string, string[]> = {},
) => traceLineage(new Map(Object.entries(previous)), new Map(Object.entries(vanished)), next, names());
const told = (events: readonly LineageEvent[]): string[] =>
  events.map(
    ({ kind, networkId, otherId, shared, before, after }) =>
      `${kind} ${networkId}${otherId === null ? "" : `>${otherId}`} ${shared} of ${before}, now ${after}`,
  );

test("a network that grows keeps its name", () => {
  const lineage = trace({ "N-1": ["a", "b", "c"] }, [["a", "b", "c", "d", "e"]]);
  expect(lineage.names).toEqual(["N-1"]);
  expect(told(lineage.events)).toEqual(["continued N-1 3 of 3, now 5"]);
});

test("when a network splits, the larger part keeps the name and the other is on record", () => {
  const lineage = trace({ "N-1": ["a", "b", "c", "d", "e"] }, [
    ["d", "e"],
    ["a", "b", "c"],
  ]);
  expect(lineage.names).toEqual(["fresh-1", "N-1"]);
  expect(told(lineage.events)).toEqual([
    "continued N-1 3 of 5, now 3",
    "split N-1>fresh-1 2 of 5, now 2",
    "new fresh-1 0 of 0, now 2",
  ]);
});

test("when two join, the name of the larger lives on and the other says where it went", () => {
  const lineage = trace({ "N-1": ["a", "b"], "N-2": ["c", "d", "e"] }, [["a", "b", "c", "d", "e"]]);
  expect(lineage.names).toEqual(["N-2"]);
  expect(told(lineage.events)).toEqual([
    "vanished N-1 2 of 2, now 0",
    "joined N-1>N-2 2 of 2, now 5",
    "continued N-2 3 of 3, now 5",
  ]);
});

test("a network that falls into small pieces vanishes, and its accounts are found in each", () => {
  const lineage = trace({ "N-1": ["a", "b", "c", "d", "e"] }, [
    ["a", "b"],
    ["d", "e"],
  ]);
  expect(lineage.names).toEqual(["fresh-1", "fresh-2"]);
  expect(told(lineage.events)).toContain("vanished N-1 4 of 5, now 0");
  expect(told(lineage.events)).toContain("split N-1>fresh-2 2 of 5, now 2");
});

test("a name that was lost in a join returns when the networks part again", () => {
  const before = { "N-1": ["a", "b"], "N-2": ["c", "d", "e"] };
  const parted = trace(
    { "N-2": ["a", "b", "c", "d", "e"] },
    [
      ["a", "b"],
      ["c", "d", "e"],
    ],
    { "N-1": before["N-1"] },
  );
  expect(parted.names).toEqual(["N-1", "N-2"]);
  expect(told(parted.events)).toContain("returned N-1 2 of 2, now 2");
  expect(told(parted.events)).toContain("split N-2>N-1 2 of 5, now 2");
});

test("a name does not return to a network that is mostly others", () => {
  const lineage = trace({}, [["a", "b", "c", "d", "e"]], { "N-1": ["a", "b"] });
  expect(lineage.names).toEqual(["fresh-1"]);
});

/** Accounts dealt to groups: before, lost before that, and now; 0 is none. */
const dealt = fc.array(fc.tuple(fc.nat(5), fc.nat(3), fc.nat(5)), { maxLength: 60 });
const groupsOf = (of: readonly number[], name: (group: number) => string): Map<string, string[]> => {
  const groups = new Map<string, string[]>();
  of.forEach((group, index) => {
    if (group === 0) return;
    groups.set(name(group), [...(groups.get(name(group)) ?? []), `a${String(index).padStart(2, "0")}`]);
  });
  return groups;
};
const worldOf = (rows: readonly (readonly [number, number, number])[]) => ({
  previous: groupsOf(
    rows.map(([old]) => old),
    (group) => `N-${group}`,
  ),
  vanished: groupsOf(
    rows.map(([, lost]) => lost),
    (group) => `V-${group}`,
  ),
  next: [
    ...groupsOf(
      rows.map(([, , now]) => now),
      String,
    ).values(),
  ],
});

test("no name is given twice, and every new network and every old name is accounted for", () => {
  fc.assert(
    fc.property(dealt, (rows) => {
      const { previous, vanished, next } = worldOf(rows);
      const { names: given, events } = traceLineage(previous, vanished, next, names());
      expect(new Set(given).size).toBe(next.length);
      const of = (...kinds: string[]): string[] =>
        events.filter((event) => kinds.includes(event.kind)).map((event) => event.networkId);
      expect(of("continued", "new", "returned").toSorted()).toEqual(given.toSorted());
      expect(of("continued", "vanished").toSorted()).toEqual([...previous.keys()].toSorted());
    }),
  );
});

test("what went on and what went over never is more than there was, and adds up", () => {
  fc.assert(
    fc.property(dealt, (rows) => {
      const { previous, vanished, next } = worldOf(rows);
      const { events } = traceLineage(previous, vanished, next, names());
      for (const [id, accounts] of previous) {
        const now = new Set(next.flat());
        const found = events
          .filter((event) => event.networkId === id && ["continued", "split", "joined"].includes(event.kind))
          .reduce((sum, event) => sum + event.shared, 0);
        expect(found).toBe(accounts.filter((account) => now.has(account)).length);
        const gone = events.find((event) => event.networkId === id && event.kind === "vanished");
        if (gone !== undefined) expect(gone.shared).toBe(found);
      }
      for (const { kind, shared, before } of events) {
        expect(shared).toBeLessThanOrEqual(before);
        if (kind === "continued" || kind === "returned") expect(shared * 2).toBeGreaterThanOrEqual(before);
      }
    }),
  );
});

test("the order of networks and of their accounts does not matter", () => {
  fc.assert(
    fc.property(dealt, fc.integer(), (rows, turn) => {
      const { previous, vanished, next } = worldOf(rows);
      const by = Math.abs(turn) % Math.max(1, next.length);
      const turned = [...next.slice(by), ...next.slice(0, by)].map((accounts) => accounts.toReversed());
      const nameless = (): string => "fresh";
      const straight = traceLineage(previous, vanished, next, nameless).names;
      const other = traceLineage(
        new Map([...previous].toReversed()),
        new Map([...vanished].toReversed()),
        turned,
        nameless,
      ).names;
      expect([...other.slice(other.length - by), ...other.slice(0, other.length - by)]).toEqual(straight);
    }),
  );
});
