import * as fc from "fast-check";
import { expect, test } from "vitest";
import { groupsAt, largestByThreshold, type WeightedLinks } from "@/lib/domain/recut";
import type { LinkGraph } from "./link-graph";
import { anyLinkGraph, linkGraph } from "./link-graph.test-support";
import { confirmedForest, recut } from "./recut";

const anyThreshold = fc.oneof(
  fc.double({ min: -5, max: 30, noNaN: true }),
  fc.constantFrom(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
);

/** The links a predicate is true of; decided ones hold at any threshold. */
function linksOf(graph: LinkGraph, isOne: (link: number) => boolean): WeightedLinks {
  const links = [...graph.a.keys()].filter(isOne);
  return {
    a: links.map((l) => graph.a[l] ?? 0),
    b: links.map((l) => graph.b[l] ?? 0),
    bits: links.map((l) => {
      const bits = graph.bits[l] ?? 0;
      return graph.decided[l] === 1 ? Number.POSITIVE_INFINITY : bits;
    }),
  };
}

/** Graphs in which an analyst has decided that some links hold. */
const anyDecidedGraph = fc.tuple(anyLinkGraph, fc.nat(3)).map(([graph, decided]) => ({
  ...graph,
  confirmed: graph.confirmed.map((own, l) => (l % 4 < decided ? 1 : own)),
  decided: graph.decided.map((_, l) => (l % 4 < decided ? 1 : 0)),
}));

test("cutting again gives the groups that all confirmed links at a threshold give, decided ones always", () => {
  fc.assert(
    fc.property(anyDecidedGraph, anyThreshold, fc.nat(29), (graph, anywhere, at) => {
      for (const threshold of [anywhere, graph.bits[at] ?? 4]) {
        expect(recut(graph, threshold)).toEqual(
          groupsAt(
            graph.accounts.length,
            linksOf(graph, (l) => graph.confirmed[l] === 1),
            threshold,
          ),
        );
      }
    }),
  );
});

test("the step chart says at every threshold what cutting there gives", () => {
  fc.assert(
    fc.property(anyDecidedGraph, anyThreshold, (graph, threshold) => {
      const forest = confirmedForest(graph);
      const steps = largestByThreshold(graph.accounts.length, forest);
      const step = steps.find(({ upToBits }) => threshold <= upToBits);
      expect(step?.accounts).toBe(groupsAt(graph.accounts.length, forest, threshold)[0]?.length);
      expect(steps.at(-1)?.upToBits).toBe(Number.POSITIVE_INFINITY);
      expect(steps.map(({ upToBits }) => upToBits)).toEqual(
        steps.map(({ upToBits }) => upToBits).toSorted((x, y) => x - y),
      );
      expect(new Set(steps.map(({ accounts }) => accounts)).size).toBe(steps.length);
    }),
  );
});

test("a candidate stronger than every confirmed link never holds a group", () => {
  const graph = linkGraph(3, [
    { a: 0, b: 1, rows: [["card 1", 12]] },
    {
      a: 1,
      b: 2,
      rows: [
        ["card 2", 3],
        ["ip 1", 2],
      ],
    },
  ]);
  expect(graph.bits[0]).toBeGreaterThan(graph.bits[1] ?? 0);
  expect(recut(graph, 0)).toEqual([[1, 2], [0]]);
});
