import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_PARAMETERS } from "../parameters";
import { enoughFamilies } from "../scoring/combine";
import { bitsWithout } from "./link-bits";
import type { LinkGraph } from "./link-graph";
import { anyLinkGraph, linkGraph, someIdentifiers } from "./link-graph.test-support";
import { Reclustering } from "./reclustering";
import { strongestPath } from "./strongest-path";

interface Walked {
  weakest: number;
  hops: number;
  sum: number;
}

function isBetter(x: Walked, y: Walked): boolean {
  return (
    x.weakest > y.weakest ||
    (x.weakest === y.weakest && (x.hops < y.hops || (x.hops === y.hops && x.sum > y.sum + 1e-9)))
  );
}

/** Every path without a repeated account, the slow way. */
function bestOfAll(
  graph: LinkGraph,
  from: number,
  to: number,
  without: ReadonlySet<number>,
): Walked | undefined {
  let best: Walked | undefined;
  const held = [...graph.a.keys()].flatMap((l) => {
    const left = bitsWithout(graph, l, without, DEFAULT_PARAMETERS);
    const holds =
      graph.confirmed[l] === 1 &&
      left.bits >= DEFAULT_PARAMETERS.confirmBits &&
      enoughFamilies(left.countedFamilies, DEFAULT_PARAMETERS);
    return holds ? [{ ends: [graph.a[l] ?? 0, graph.b[l] ?? 0] as const, bits: left.bits }] : [];
  });
  const walk = (at: number, seen: ReadonlySet<number>, walked: Walked): void => {
    if (at === to) {
      if (best === undefined || isBetter(walked, best)) best = walked;
      return;
    }
    for (const { ends, bits } of held) {
      const other = ends[0] === at ? ends[1] : ends[1] === at ? ends[0] : undefined;
      if (other === undefined || seen.has(other)) continue;
      walk(other, new Set([...seen, other]), {
        weakest: Math.min(walked.weakest, bits),
        hops: walked.hops + 1,
        sum: walked.sum + bits,
      });
    }
  };
  walk(from, new Set([from]), { weakest: Number.POSITIVE_INFINITY, hops: 0, sum: 0 });
  return best;
}

test("no path has a stronger weakest link; of those none is shorter; of those none has more bits", () => {
  const cases = anyLinkGraph
    .filter((graph) => graph.accounts.length <= 8 && graph.a.length <= 16)
    .chain((graph) =>
      fc.tuple(
        fc.constant(graph),
        fc.oneof(fc.constant(new Set<number>()), someIdentifiers(graph)),
        fc.nat(graph.accounts.length - 1),
        fc.nat(graph.accounts.length - 1),
      ),
    );
  fc.assert(
    fc.property(cases, ([graph, without, from, to]) => {
      fc.pre(from !== to);
      const path = strongestPath(new Reclustering(graph, DEFAULT_PARAMETERS), from, to, without);
      const best = bestOfAll(graph, from, to, without);
      expect(path === undefined).toBe(best === undefined);
      if (path === undefined || best === undefined) return;
      expect(path[0]?.from).toBe(from);
      expect(path.at(-1)?.to).toBe(to);
      path.slice(1).forEach((hop, i) => expect(hop.from).toBe(path[i]?.to));
      expect(Math.min(...path.map(({ bits }) => bits))).toBe(best.weakest);
      expect(path.length).toBe(best.hops);
      expect(path.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(best.sum, 8);
    }),
    { numRuns: 200 },
  );
});

test("a detour over stronger links is taken, and another way is found without what carried it", () => {
  const link = (a: number, b: number, device: string, bits: number) => ({
    a,
    b,
    rows: [
      [device, bits],
      [`ip ${a}${b}`, 3],
    ] as const,
  });
  const graph = linkGraph(4, [
    link(0, 3, "device 9", 4),
    link(0, 1, "device 1", 8),
    link(1, 2, "device 1", 8),
    link(2, 3, "device 2", 8),
  ]);
  const reclustering = new Reclustering(graph, DEFAULT_PARAMETERS);
  const accounts = (without: ReadonlySet<number>): number[] | undefined =>
    strongestPath(reclustering, 0, 3, without)?.map(({ to }) => to);
  const device = (value: string): number => graph.identifiers.findIndex((one) => one.value === value);
  expect(accounts(new Set())).toEqual([1, 2, 3]);
  expect(accounts(new Set([device("device 1")]))).toEqual([3]);
  expect(accounts(new Set([device("device 1"), device("device 9")]))).toBeUndefined();
  expect(strongestPath(reclustering, 2, 2)).toEqual([]);
});
