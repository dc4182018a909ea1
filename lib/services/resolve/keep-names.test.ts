import fc from "fast-check";
import { expect, test } from "vitest";
import { keepNames } from "./keep-names";

const previousOf = (groups: Record<string, string[]>): [Map<string, string>, Map<string, number>] => [
  new Map(
    Object.entries(groups).flatMap(([id, accounts]) => accounts.map((account) => [account, id] as const)),
  ),
  new Map(Object.entries(groups).map(([id, accounts]) => [id, accounts.length])),
];

test("a network that grows keeps its name", () => {
  const [previous, sizes] = previousOf({ "N-1": ["a", "b", "c"] });
  expect(keepNames([["a", "b", "c", "d", "e"]], previous, sizes)).toEqual(["N-1"]);
});

test("when a network splits, the larger part keeps the name", () => {
  const [previous, sizes] = previousOf({ "N-1": ["a", "b", "c", "d", "e"] });
  expect(
    keepNames(
      [
        ["d", "e"],
        ["a", "b", "c"],
      ],
      previous,
      sizes,
    ),
  ).toEqual([undefined, "N-1"]);
});

test("when two join, the name of the larger lives on", () => {
  const [previous, sizes] = previousOf({ "N-1": ["a", "b"], "N-2": ["c", "d", "e"] });
  expect(keepNames([["a", "b", "c", "d", "e"]], previous, sizes)).toEqual(["N-2"]);
});

test("no name is given twice, whatever the groups", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 60 }), (rows) => {
      const before: Record<string, string[]> = {};
      const after = new Map<number, string[]>();
      rows.forEach(([oldGroup, newGroup], index) => {
        (before[`N-${oldGroup}`] ??= []).push(`a${index}`);
        after.set(newGroup, [...(after.get(newGroup) ?? []), `a${index}`]);
      });
      const [previous, sizes] = previousOf(before);
      const names = keepNames([...after.values()], previous, sizes).filter((name) => name !== undefined);
      expect(new Set(names).size).toBe(names.length);
    }),
  );
});
