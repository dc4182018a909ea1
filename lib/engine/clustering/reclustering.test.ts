import * as fc from "fast-check";
import { expect, test } from "vitest";
import { groupsAt } from "@/lib/domain/recut";
import { DEFAULT_PARAMETERS } from "../parameters";
import { enoughFamilies } from "../scoring/combine";
import type { LinkGraph } from "./link-graph";
import { anyLinkGraph, linkGraph, someIdentifiers } from "./link-graph.test-support";
import { bitsWithout } from "./link-bits";
import { Reclustering } from "./reclustering";

/** The rule, written out once more the slow way. */
function slowly(graph: LinkGraph, without: ReadonlySet<number>): number[][] {
  const held = [...graph.a.keys()].filter((l) => {
    if (graph.confirmed[l] !== 1) return false;
    const left = bitsWithout(graph, l, without, DEFAULT_PARAMETERS);
    return (
      left.bits >= DEFAULT_PARAMETERS.confirmBits && enoughFamilies(left.countedFamilies, DEFAULT_PARAMETERS)
    );
  });
  const columns = {
    a: held.map((l) => graph.a[l] ?? 0),
    b: held.map((l) => graph.b[l] ?? 0),
    bits: held.map(() => 1),
  };
  return groupsAt(graph.accounts.length, columns, 1);
}

const graphAndSome = anyLinkGraph.chain((graph) => fc.tuple(fc.constant(graph), someIdentifiers(graph)));

test("taking identifiers away gives what scoring and grouping everything anew gives", () => {
  fc.assert(
    fc.property(graphAndSome, ([graph, without]) => {
      const reclustering = new Reclustering(graph, DEFAULT_PARAMETERS);
      const largest = slowly(graph, without)[0]?.length ?? 0;
      const whole = slowly(graph, new Set())[0]?.length ?? 0;
      expect(reclustering.whole).toBe(whole);
      expect(reclustering.accountsLeaving(without)).toBe(whole - largest);
      const linked = new Set(slowly(graph, new Set()).flatMap((group) => (group.length > 1 ? group : [])));
      expect(reclustering.partsWithout(without)).toEqual(
        slowly(graph, without).filter((group) => linked.has(group[0] ?? -1)),
      );
    }),
    { numRuns: 400 },
  );
});

test("rules that were waived for a link are not asked of it later; those it met are", () => {
  const rows = [
    ["card 1", 9],
    ["card 2", 9],
  ] as const;
  const waived = new Reclustering(linkGraph(2, [{ a: 0, b: 1, rows, confirmed: true }]), DEFAULT_PARAMETERS);
  expect(waived.holdsWithout(0, new Set([0]))).toBe(true);
  expect(waived.holdsWithout(0, new Set([0, 1]))).toBe(false);
  const decided = linkGraph(2, [{ a: 0, b: 1, rows: [["ip 1", 0.5]], confirmed: true }]);
  expect(new Reclustering(decided, DEFAULT_PARAMETERS).holdsWithout(0, new Set([0]))).toBe(true);
  const two = linkGraph(2, [
    {
      a: 0,
      b: 1,
      rows: [
        ["card 1", 9],
        ["ip 1", 2],
      ],
    },
  ]);
  const met = new Reclustering(two, DEFAULT_PARAMETERS);
  expect(met.holdsWithout(0, new Set())).toBe(true);
  expect(met.holdsWithout(0, new Set([two.identifiers.findIndex(({ kind }) => kind === "ip")]))).toBe(false);
});
