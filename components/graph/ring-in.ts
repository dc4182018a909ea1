import type { GraphEdge, GraphNode } from "@/lib/domain/views";
import type { Point } from "./model";

/** Least distance between the centres of two nodes placed here, in model units. */
const NODE_SPACING = 34;
const RING_FIRST = 58;
const RINGS_MAX = 400;

/** Answers "is something closer than NODE_SPACING to here?" by buckets. */
class Occupied {
  private readonly buckets = new Map<string, Point[]>();

  private static key(column: number, row: number): string {
    return `${column},${row}`;
  }

  add(point: Point): void {
    const key = Occupied.key(Math.floor(point.x / NODE_SPACING), Math.floor(point.y / NODE_SPACING));
    const bucket = this.buckets.get(key);
    if (bucket === undefined) this.buckets.set(key, [point]);
    else bucket.push(point);
  }

  near(point: Point): boolean {
    const column = Math.floor(point.x / NODE_SPACING);
    const row = Math.floor(point.y / NODE_SPACING);
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const other of this.buckets.get(Occupied.key(column + dx, row + dy)) ?? [])
          if (Math.hypot(other.x - point.x, other.y - point.y) < NODE_SPACING) return true;
    return false;
  }
}

function freeSpot(anchor: Point, away: number, occupied: Occupied): Point {
  for (let ring = 0; ring < RINGS_MAX; ring++) {
    const radius = RING_FIRST + ring * NODE_SPACING;
    const slots = Math.max(6, Math.floor((2 * Math.PI * radius) / (NODE_SPACING * 1.05)));
    for (let slot = 0; slot < slots; slot++) {
      const side = slot % 2 === 0 ? slot / 2 : -(slot + 1) / 2;
      const angle = away + (side * 2 * Math.PI) / slots;
      const spot = { x: anchor.x + radius * Math.cos(angle), y: anchor.y + radius * Math.sin(angle) };
      if (!occupied.near(spot)) return spot;
    }
  }
  return { x: anchor.x + RING_FIRST + RINGS_MAX * NODE_SPACING, y: anchor.y };
}

/**
 * Gives every node without a position one: on the first free ring around the node it came through
 * (`anchorId`, else its first placed neighbour, else beside the picture), beginning on the side
 * away from the middle. Nodes that have a position keep it to the bit. The same input gives the
 * same places, whatever order its maps are in.
 */
export function ringIn(input: {
  positions: ReadonlyMap<string, Point>;
  nodes: ReadonlyMap<string, GraphNode>;
  edges: ReadonlyMap<string, GraphEdge>;
  anchorId: string | null;
}): ReadonlyMap<string, Point> {
  const waiting = new Set([...input.nodes.keys()].filter((id) => !input.positions.has(id)).sort());
  if (waiting.size === 0) return input.positions;
  const positions = new Map(input.positions);
  const occupied = new Occupied();
  const middle = { x: 0, y: 0 };
  let right = -Infinity;
  for (const point of positions.values()) {
    occupied.add(point);
    middle.x += point.x / input.positions.size;
    middle.y += point.y / input.positions.size;
    right = Math.max(right, point.x);
  }
  const neighbours = new Map<string, string[]>();
  for (const key of [...input.edges.keys()].sort()) {
    const edge = input.edges.get(key);
    if (edge === undefined) continue;
    for (const [from, to] of [
      [edge.source, edge.target],
      [edge.target, edge.source],
    ] as const) {
      if (!waiting.has(from)) continue;
      const list = neighbours.get(from);
      if (list === undefined) neighbours.set(from, [to]);
      else list.push(to);
    }
  }
  const place = (id: string, point: Point): void => {
    positions.set(id, point);
    occupied.add(point);
    waiting.delete(id);
  };
  const around = (id: string, anchor: Point): void => {
    const away =
      anchor.x === middle.x && anchor.y === middle.y
        ? 0
        : Math.atan2(anchor.y - middle.y, anchor.x - middle.x);
    place(id, freeSpot(anchor, away, occupied));
  };
  while (waiting.size > 0) {
    const before = waiting.size;
    for (const id of waiting) {
      const linked = neighbours.get(id) ?? [];
      const anchorId =
        input.anchorId !== null && linked.includes(input.anchorId)
          ? input.anchorId
          : linked.find((other) => positions.has(other));
      const anchor = anchorId === undefined ? undefined : positions.get(anchorId);
      if (anchor !== undefined) around(id, anchor);
    }
    if (waiting.size < before) continue;
    const [first] = waiting;
    if (first === undefined) break;
    place(
      first,
      right === -Infinity ? { x: 0, y: 0 } : freeSpot({ x: right + RING_FIRST, y: middle.y }, 0, occupied),
    );
    right = right === -Infinity ? 0 : right;
  }
  return positions;
}
