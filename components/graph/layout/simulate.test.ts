import * as fc from "fast-check";
import { expect, test } from "vitest";
import { components, type LayoutInput, simulateLayout } from "./simulate";

const graphs = fc
  .record({
    size: fc.integer({ min: 1, max: 25 }),
    pairs: fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { maxLength: 30 }),
  })
  .map(({ size, pairs }): LayoutInput => ({
    nodes: Array.from({ length: size }, (_, index) => ({ id: `n${index}`, radius: 8 })),
    edges: pairs
      .filter(([a, b]) => a !== b && a < size && b < size)
      .map(([a, b]) => ({ source: `n${a}`, target: `n${b}`, strength: 0.5 })),
    seed: "test",
    aspect: 1.6,
  }));

test("the same graph gives the same picture in whatever order it is told", () => {
  fc.assert(
    fc.property(graphs, (input) => {
      const turned = { ...input, nodes: input.nodes.toReversed(), edges: input.edges.toReversed() };
      expect(new Map(simulateLayout(turned))).toEqual(new Map(simulateLayout(input)));
    }),
    { numRuns: 30 },
  );
});

test("every node is placed once, at a finite point, and no two on one spot", () => {
  fc.assert(
    fc.property(graphs, (input) => {
      const output = simulateLayout(input);
      expect(new Set(output.map(([id]) => id)).size).toBe(input.nodes.length);
      for (const [, at] of output) expect(Number.isFinite(at.x) && Number.isFinite(at.y)).toBe(true);
      expect(new Set(output.map(([, at]) => `${at.x} ${at.y}`)).size).toBe(input.nodes.length);
    }),
    { numRuns: 30 },
  );
});

test("components do not lie on each other", () => {
  const input: LayoutInput = {
    nodes: Array.from({ length: 40 }, (_, index) => ({ id: `n${index}`, radius: 8 })),
    edges: Array.from({ length: 40 }, (_, index) => ({
      source: `n${index}`,
      target: `n${index - (index % 10)}`,
      strength: 1,
    })).filter((edge) => edge.source !== edge.target),
    seed: "s",
    aspect: 1.5,
  };
  const groups = components(input);
  expect(groups.map((group) => group.length)).toEqual([10, 10, 10, 10]);
  const places = new Map(simulateLayout(input));
  const boxes = groups.map((group) => {
    const points = group.map((id) => places.get(id) ?? { x: 0, y: 0 });
    return {
      left: Math.min(...points.map((p) => p.x)),
      right: Math.max(...points.map((p) => p.x)),
      top: Math.min(...points.map((p) => p.y)),
      bottom: Math.max(...points.map((p) => p.y)),
    };
  });
  boxes.forEach((a, i) =>
    boxes.slice(i + 1).forEach((b) => {
      expect(a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top).toBe(true);
    }),
  );
});
