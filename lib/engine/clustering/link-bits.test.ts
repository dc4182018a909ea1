import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_PARAMETERS } from "../parameters";
import { bitsWithout } from "./link-bits";
import { anyLinkGraph, linkGraph, someIdentifiers } from "./link-graph.test-support";

test("with nothing taken away a link has the bits the graph says", () => {
  fc.assert(
    fc.property(anyLinkGraph, (graph) => {
      for (let l = 0; l < graph.a.length; l++)
        expect(bitsWithout(graph, l, new Set(), DEFAULT_PARAMETERS)).toEqual({
          bits: graph.bits[l],
          countedFamilies: graph.countedFamilies[l],
        });
    }),
  );
});

test("the more is taken away, the fewer bits and families are left", () => {
  fc.assert(
    fc.property(
      anyLinkGraph.chain((graph) =>
        fc.tuple(fc.constant(graph), someIdentifiers(graph), someIdentifiers(graph)),
      ),
      ([graph, some, others]) => {
        for (let l = 0; l < graph.a.length; l++) {
          const less = bitsWithout(graph, l, some, DEFAULT_PARAMETERS);
          const least = bitsWithout(graph, l, new Set([...some, ...others]), DEFAULT_PARAMETERS);
          expect(least.bits).toBeLessThanOrEqual(less.bits + 1e-9);
          expect(least.countedFamilies & ~less.countedFamilies).toBe(0);
        }
      },
    ),
  );
});

test("a row moves up in its family when the one before it goes, and its family may become the strongest", () => {
  const graph = linkGraph(2, [
    {
      a: 0,
      b: 1,
      rows: [
        ["device 1", 8],
        ["device 2", 6],
        ["card 1", 5],
      ],
      counterBits: -2,
    },
  ]);
  const device = graph.identifiers.findIndex(({ value }) => value === "device 1");
  const { rowDamping, furtherFamilyWeight } = DEFAULT_PARAMETERS;
  expect(graph.bits[0]).toBeCloseTo(8 + rowDamping * 6 + furtherFamilyWeight * 5 - 2, 10);
  expect(bitsWithout(graph, 0, new Set([device]), DEFAULT_PARAMETERS).bits).toBeCloseTo(
    6 + furtherFamilyWeight * 5 - 2,
    10,
  );
  const everything = new Set(graph.identifiers.keys());
  expect(bitsWithout(graph, 0, everything, DEFAULT_PARAMETERS)).toEqual({
    bits: -2,
    countedFamilies: 0,
  });
});
