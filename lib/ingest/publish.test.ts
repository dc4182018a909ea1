import fc from "fast-check";
import { expect, test } from "vitest";
import { mendingOf } from "./publish";

const map = (...entries: [number, number][]): Map<number, number> => new Map(entries);

test.each([
  ["only staged", map([0, 5]), map(), "move"],
  ["whole in both", map([0, 5]), map([0, 5]), "drop staged"],
  ["published in part", map([0, 5]), map([0, 3]), "drop published, then move"],
  ["moved in one shard, waiting in the other", map([2, 5]), map([1, 7]), "move"],
  ["moved in one shard, copied in the other", map([2, 5]), map([1, 7], [2, 5]), "drop staged"],
  ["begun in one shard, waiting in the other", map([1, 7], [2, 5]), map([1, 3]), "drop published, then move"],
  ["over in one shard, half-way in the other", map([1, 7], [2, 5]), map([1, 7]), "drop published, then move"],
  ["moved in one, half-way in another", map([2, 5]), map([1, 7], [2, 3]), "undecidable"],
  ["copied in one, waiting in another that has nothing", map([1, 2], [2, 5]), map([1, 7]), "undecidable"],
] as const)("a partition %s", (_, staged, published, wanted) => {
  expect(mendingOf(staged, published)).toBe(wanted);
});

const held = fc.record({
  staged: fc.constantFrom(0, 1, 2),
  published: fc.constantFrom(0, 1, 2),
});

test("no shard loses its whole copy, and none has its rows twice", () => {
  fc.assert(
    fc.property(fc.array(held, { minLength: 1, maxLength: 4 }), (shards) => {
      const side = (name: "staged" | "published"): Map<number, number> =>
        new Map(
          shards.map((shard, at): [number, number] => [at, shard[name]]).filter(([, size]) => size > 0),
        );
      const mending = mendingOf(side("staged"), side("published"));
      if (mending === "undecidable") return;
      for (const shard of shards) {
        const kept = mending === "drop published, then move" ? 0 : shard.published;
        const moved = mending === "drop staged" ? 0 : shard.staged;
        expect(kept + moved).toBe(Math.max(shard.staged, shard.published));
      }
    }),
  );
});
