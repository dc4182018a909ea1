import fc from "fast-check";
import { expect, test } from "vitest";
import { strongestConnected } from "./strongest-connected";

test("takes the strongest link's accounts first and grows from them", () => {
  const links = [
    { a: "a", b: "b", bits: 3 },
    { a: "c", b: "d", bits: 9 },
    { a: "d", b: "e", bits: 4 },
    { a: "b", b: "c", bits: 2 },
  ];
  expect(strongestConnected(["a", "b", "c", "d", "e"], links, 3)).toEqual(["c", "d", "e"]);
});

test("on a connected network any part it takes is connected, within the limit and without repeats", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 50 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 1000 })),
      (size, limit, numbers) => {
        const draw = (): number => numbers.next().value ?? 0;
        const accounts = Array.from({ length: size }, (_, index) => `a${index}`);
        const links = accounts.slice(1).map((account, index) => ({
          a: accounts[draw() % (index + 1)] ?? "a0",
          b: account,
          bits: draw() / 10,
        }));
        const taken = strongestConnected(accounts, links, limit);
        expect(taken).toHaveLength(Math.min(size, limit));
        expect(new Set(taken).size).toBe(taken.length);
        const inside = links.filter((link) => taken.includes(link.a) && taken.includes(link.b));
        expect(inside).toHaveLength(taken.length - 1);
      },
    ),
  );
});
