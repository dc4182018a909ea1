import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from "d3-force";
import { seededRng } from "@/lib/core/rng";

/** What a layout needs to know of a graph. */
export interface LayoutInput {
  nodes: { id: string; radius: number }[];
  edges: { source: string; target: string; strength: number }[];
  seed: string;
  /** Width / height of the picture to fill. */
  aspect: number;
}

export type LayoutOutput = [id: string, point: { x: number; y: number }][];

interface Body extends SimulationNodeDatum {
  id: string;
  radius: number;
}

interface Placed {
  bodies: Body[];
  width: number;
  height: number;
}

const GAP = 40;
/** Length of the strongest link, and what the weakest adds to it, in model units. */
const LINK_LENGTH = 52;
/** Small components stand near enough for labels, which need room. */
const SMALL_COMPONENT = 40;
const SMALL_COMPONENT_ROOM = 1.8;
const LOOSE_LENGTH = 130;

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Groups of nodes held together by edges, largest first; ties by their first id. */
export function components(input: Pick<LayoutInput, "nodes" | "edges">): string[][] {
  const parent = new Map(input.nodes.map((node) => [node.id, node.id]));
  const find = (id: string): string => {
    let root = id;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    for (let at = id; at !== root;) {
      const next = parent.get(at) ?? root;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  for (const edge of input.edges) {
    if (!parent.has(edge.source) || !parent.has(edge.target)) continue;
    const a = find(edge.source);
    const b = find(edge.target);
    if (a !== b) parent.set(a < b ? b : a, a < b ? a : b);
  }
  const groups = new Map<string, string[]>();
  for (const node of [...input.nodes].sort((a, b) => compareText(a.id, b.id))) {
    const root = find(node.id);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [node.id]);
    else group.push(node.id);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length || compareText(a[0] ?? "", b[0] ?? ""));
}

function ticksFor(size: number): number {
  return Math.max(60, Math.min(320, Math.round(90_000 / Math.max(1, size))));
}

function settle(
  bodies: Body[],
  links: (SimulationLinkDatum<Body> & { strength: number })[],
  seed: string,
  aspect: number,
): Placed {
  const rng = seededRng(seed);
  const stretch = Math.sqrt(Math.min(3, Math.max(0.5, aspect)));
  const room = bodies.length <= SMALL_COMPONENT ? SMALL_COMPONENT_ROOM : 1;
  const simulation = forceSimulation(bodies)
    .randomSource(() => rng.next())
    .force(
      "charge",
      forceManyBody<Body>()
        .strength((body) => room * (-110 - body.radius * 9))
        .distanceMax(900),
    )
    .force(
      "link",
      forceLink<Body, SimulationLinkDatum<Body> & { strength: number }>(links)
        .id((body) => body.id)
        .distance((link) => room * (LINK_LENGTH + LOOSE_LENGTH * (1 - link.strength) ** 3))
        .strength((link) => 0.15 + 0.55 * link.strength),
    )
    .force("collide", forceCollide<Body>((body) => body.radius + 7).strength(0.9))
    .force("x", forceX<Body>(0).strength(0.045 / stretch))
    .force("y", forceY<Body>(0).strength(0.045 * stretch))
    .stop();
  simulation.tick(ticksFor(bodies.length));
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (const body of bodies) {
    left = Math.min(left, (body.x ?? 0) - body.radius);
    right = Math.max(right, (body.x ?? 0) + body.radius);
    top = Math.min(top, (body.y ?? 0) - body.radius);
    bottom = Math.max(bottom, (body.y ?? 0) + body.radius);
  }
  for (const body of bodies) {
    body.x = (body.x ?? 0) - left;
    body.y = (body.y ?? 0) - top;
  }
  return { bodies, width: right - left, height: bottom - top };
}

/** Shelves, largest first, as wide as fills the wished-for aspect. */
function pack(parts: Placed[], aspect: number): LayoutOutput {
  const area = parts.reduce((sum, part) => sum + (part.width + GAP) * (part.height + GAP), 0);
  const widest = Math.max(0, ...parts.map((part) => part.width + GAP));
  const shelf = Math.max(widest, Math.sqrt(area * aspect) * 1.05);
  const output: LayoutOutput = [];
  let x = 0;
  let y = 0;
  let tallest = 0;
  for (const part of [...parts].sort((a, b) => b.height - a.height)) {
    if (x > 0 && x + part.width > shelf) {
      x = 0;
      y += tallest + GAP;
      tallest = 0;
    }
    for (const body of part.bodies)
      output.push([
        body.id,
        { x: Math.round((x + (body.x ?? 0)) * 10) / 10, y: Math.round((y + (body.y ?? 0)) * 10) / 10 },
      ]);
    x += part.width + GAP;
    tallest = Math.max(tallest, part.height);
  }
  return output;
}

/**
 * Positions for every node: d3-force inside each component from a seeded generator, the components
 * packed on shelves. The same nodes, edges and seed give the same picture, whatever their order.
 */
export function simulateLayout(input: LayoutInput): LayoutOutput {
  const radius = new Map(input.nodes.map((node) => [node.id, node.radius]));
  const edges = [...input.edges].sort(
    (a, b) => compareText(a.source, b.source) || compareText(a.target, b.target) || a.strength - b.strength,
  );
  const groups = components(input);
  const groupOf = new Map<string, number>();
  groups.forEach((ids, index) => ids.forEach((id) => groupOf.set(id, index)));
  const linksOf: (SimulationLinkDatum<Body> & { strength: number })[][] = groups.map(() => []);
  for (const edge of edges) {
    const index = groupOf.get(edge.source);
    if (index !== undefined && index === groupOf.get(edge.target)) linksOf[index]?.push({ ...edge });
  }
  const parts = groups.map((ids, index) =>
    settle(
      ids.map((id) => ({ id, radius: radius.get(id) ?? 10 })),
      linksOf[index] ?? [],
      `${input.seed}/${index}`,
      input.aspect,
    ),
  );
  return pack(parts, input.aspect);
}
