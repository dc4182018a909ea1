import type { GraphEdge, GraphNode, GraphView } from "@/lib/domain/views";
import { ringIn } from "./ring-in";

/** Position on the canvas in model units; the view's zoom does not change it. */
export interface Point {
  x: number;
  y: number;
}

/** A node opened by one kind of neighbour, and how much of it came. */
interface Expansion {
  nodeId: string;
  kind: string;
  limit: number;
  /** Neighbours of that kind that came with it. */
  shown: number;
  /** Neighbours of that kind there are. */
  total: number;
}

/**
 * Everything loaded and what the analyst did to it. Immutable: commands return a new one, or the
 * very same one where they change nothing.
 */
export interface GraphModel {
  networkId: string | null;
  nodes: ReadonlyMap<string, GraphNode>;
  /** By `edgeKey`. */
  edges: ReadonlyMap<string, GraphEdge>;
  /** Uses of a node known to exist, loaded or not. */
  degrees: ReadonlyMap<string, number>;
  positions: ReadonlyMap<string, Point>;
  hidden: ReadonlySet<string>;
  /** Kinds switched off in the legend; accounts are the kind "account". */
  hiddenKinds: ReadonlySet<string>;
  pinned: ReadonlySet<string>;
  /** Node ids, the last one chosen last. Two accounts stand for the pair between them. */
  selection: readonly string[];
  expansions: readonly Expansion[];
  /** What the network has, loaded or not. */
  total: { accounts: number; identifiers: number };
}

export type GraphCommand =
  | { type: "add"; view: GraphView }
  | { type: "expand"; nodeId: string; kind: string; limit: number; view: GraphView }
  | { type: "remove"; ids: readonly string[] }
  | { type: "hide"; ids: readonly string[] }
  | { type: "show"; ids: readonly string[] }
  | { type: "toggleKind"; kind: string }
  | { type: "pin"; ids: readonly string[] }
  | { type: "unpin"; ids: readonly string[] }
  | { type: "move"; positions: readonly (readonly [string, Point])[] }
  | { type: "arrange"; positions: readonly (readonly [string, Point])[] }
  | { type: "select"; ids: readonly string[] };

export const EMPTY_MODEL: GraphModel = {
  networkId: null,
  nodes: new Map(),
  edges: new Map(),
  degrees: new Map(),
  positions: new Map(),
  hidden: new Set(),
  hiddenKinds: new Set(),
  pinned: new Set(),
  selection: [],
  expansions: [],
  total: { accounts: 0, identifiers: 0 },
};

/** The same edge has the same key in whatever answer it comes; a link's two ends have no order. */
export function edgeKey(edge: GraphEdge): string {
  const [a, b] =
    edge.type === "link" && edge.target < edge.source
      ? [edge.target, edge.source]
      : [edge.source, edge.target];
  return JSON.stringify([edge.type, a, b]);
}

/** "account", or the identifier's kind. */
export function kindOf(node: GraphNode): string {
  return node.type === "account" ? "account" : node.kind;
}

export function isVisible(model: GraphModel, node: GraphNode): boolean {
  return !model.hidden.has(node.id) && !model.hiddenKinds.has(kindOf(node));
}

/** Nodes and edges on the canvas: an edge shows where both of its ends do. */
export function visiblePart(model: GraphModel): { nodes: GraphNode[]; edges: GraphEdge[] } {
  const nodes = [...model.nodes.values()].filter((node) => isVisible(model, node));
  const ids = new Set(nodes.map((node) => node.id));
  const edges = [...model.edges.values()].filter((edge) => ids.has(edge.source) && ids.has(edge.target));
  return { nodes, edges };
}

/** Uses of a node that exist but are not loaded. */
export function notLoaded(model: GraphModel, nodeId: string): number {
  let loaded = 0;
  for (const edge of model.edges.values())
    if (edge.type === "use" && (edge.source === nodeId || edge.target === nodeId)) loaded += 1;
  return Math.max(0, (model.degrees.get(nodeId) ?? 0) - loaded);
}

function larger(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.max(a, b);
}

function smaller(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}

function sameFields(a: object, b: object): boolean {
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return left.length === right.size && left.every(([key, value]) => Object.is(value, right.get(key)));
}

/** Joins two answers about one node: what either knows is kept, so their order does not matter. */
function joinNodes(a: GraphNode, b: GraphNode): GraphNode {
  if (a.type === "account" && b.type === "account")
    return {
      ...a,
      membership: a.membership ?? b.membership,
      networkId: a.networkId ?? b.networkId,
      protected: a.protected || b.protected,
      exchanges: Math.max(a.exchanges, b.exchanges),
      hidden: 0,
    };
  if (a.type === "identifier" && b.type === "identifier")
    return {
      ...a,
      crowd: Math.max(a.crowd, b.crowd),
      members: Math.max(a.members, b.members),
      roster: a.roster ?? b.roster,
      hidden: 0,
    };
  return a;
}

function joinEdges(a: GraphEdge, b: GraphEdge): GraphEdge {
  if (a.type === "use" && b.type === "use")
    return {
      ...a,
      count: Math.max(a.count, b.count),
      firstMs: smaller(a.firstMs, b.firstMs),
      lastMs: larger(a.lastMs, b.lastMs),
    };
  return a;
}

function withView(model: GraphModel, view: GraphView, anchorId: string | null): GraphModel {
  const nodes = new Map(model.nodes);
  const edges = new Map(model.edges);
  const degrees = new Map(model.degrees);
  let changed = false;
  for (const incoming of view.nodes) {
    const known = nodes.get(incoming.id);
    const joined = known === undefined ? { ...incoming, hidden: 0 } : joinNodes(known, incoming);
    if (known !== undefined && sameFields(known, joined)) continue;
    nodes.set(incoming.id, joined);
    changed = true;
  }
  const uses = new Map<string, number>();
  for (const incoming of view.edges) {
    if (!nodes.has(incoming.source) || !nodes.has(incoming.target)) continue;
    const key = edgeKey(incoming);
    const known = edges.get(key);
    const joined = known === undefined ? { ...incoming, id: key } : joinEdges(known, incoming);
    if (incoming.type === "use")
      for (const end of [incoming.source, incoming.target]) uses.set(end, (uses.get(end) ?? 0) + 1);
    if (known !== undefined && sameFields(known, joined)) continue;
    edges.set(key, joined);
    changed = true;
  }
  for (const incoming of view.nodes) {
    const degree = incoming.hidden + (uses.get(incoming.id) ?? 0);
    const known = degrees.get(incoming.id);
    if (known !== undefined && known >= degree) continue;
    degrees.set(incoming.id, degree);
    changed = true;
  }
  if (!changed) return model;
  const positions = ringIn({ positions: model.positions, nodes, edges, anchorId });
  return { ...model, nodes, edges, degrees, positions };
}

/** The model of a first answer, laid out. The network's totals come from it and from no other. */
export function loaded(view: GraphView, positions: readonly (readonly [string, Point])[]): GraphModel {
  const placed: GraphModel = {
    ...EMPTY_MODEL,
    networkId: view.networkId,
    total: view.total,
    positions: new Map(positions),
  };
  return withView(placed, view, null);
}

function neighboursOfKind(model: GraphModel, nodeId: string, kind: string): number {
  let count = 0;
  for (const edge of model.edges.values()) {
    if (edge.type !== "use") continue;
    const other = edge.source === nodeId ? edge.target : edge.target === nodeId ? edge.source : null;
    const node = other === null ? undefined : model.nodes.get(other);
    if (node !== undefined && kindOf(node) === kind) count += 1;
  }
  return count;
}

function expanded(model: GraphModel, command: GraphCommand & { type: "expand" }): GraphModel {
  const { nodeId, kind, limit, view } = command;
  if (!model.nodes.has(nodeId)) return model;
  const next = withView(model, view, nodeId);
  const shown = neighboursOfKind(next, nodeId, kind);
  const total = Math.max(shown, kind === "account" ? view.total.accounts : view.total.identifiers);
  const expansion: Expansion = { nodeId, kind, limit, shown, total };
  const at = next.expansions.findIndex((known) => known.nodeId === nodeId && known.kind === kind);
  const known = next.expansions[at];
  if (next === model && known !== undefined && known.limit >= limit) return model;
  const expansions =
    at < 0 ? [...next.expansions, expansion] : next.expansions.map((old, i) => (i === at ? expansion : old));
  const brought = view.nodes.filter((node) => model.hidden.has(node.id)).map((node) => node.id);
  return withoutHidden({ ...next, expansions }, brought);
}

function withoutHidden(model: GraphModel, ids: readonly string[]): GraphModel {
  const back = ids.filter((id) => model.hidden.has(id));
  if (back.length === 0) return model;
  const hidden = new Set(model.hidden);
  for (const id of back) hidden.delete(id);
  return { ...model, hidden };
}

function removed(model: GraphModel, ids: readonly string[]): GraphModel {
  const gone = new Set(ids.filter((id) => model.nodes.has(id)));
  if (gone.size === 0) return model;
  const keep = <V>(map: ReadonlyMap<string, V>): Map<string, V> =>
    new Map([...map].filter(([id]) => !gone.has(id)));
  const keepIds = (set: ReadonlySet<string>): Set<string> => new Set([...set].filter((id) => !gone.has(id)));
  return {
    ...model,
    nodes: keep(model.nodes),
    edges: new Map([...model.edges].filter(([, edge]) => !gone.has(edge.source) && !gone.has(edge.target))),
    degrees: keep(model.degrees),
    positions: keep(model.positions),
    hidden: keepIds(model.hidden),
    pinned: keepIds(model.pinned),
    selection: model.selection.filter((id) => !gone.has(id)),
    expansions: model.expansions.filter((expansion) => !gone.has(expansion.nodeId)),
  };
}

function placed(model: GraphModel, moves: readonly (readonly [string, Point])[], free: boolean): GraphModel {
  const moved = moves.filter(([id, to]) => {
    const from = model.positions.get(id);
    if (from === undefined || (!free && model.pinned.has(id))) return false;
    return from.x !== to.x || from.y !== to.y;
  });
  if (moved.length === 0) return model;
  return { ...model, positions: new Map([...model.positions, ...moved]) };
}

function deselectUnseen(model: GraphModel): GraphModel {
  const selection = model.selection.filter((id) => {
    const node = model.nodes.get(id);
    return node !== undefined && isVisible(model, node);
  });
  return selection.length === model.selection.length ? model : { ...model, selection };
}

/** What a command makes of a model. The very same model comes back where nothing changes. */
export function applyCommand(model: GraphModel, command: GraphCommand): GraphModel {
  switch (command.type) {
    case "add":
      return withView(model, command.view, null);
    case "expand":
      return expanded(model, command);
    case "remove":
      return removed(model, command.ids);
    case "hide": {
      const fresh = command.ids.filter((id) => model.nodes.has(id) && !model.hidden.has(id));
      if (fresh.length === 0) return model;
      return deselectUnseen({ ...model, hidden: new Set([...model.hidden, ...fresh]) });
    }
    case "show":
      return withoutHidden(model, command.ids);
    case "toggleKind": {
      const hiddenKinds = new Set(model.hiddenKinds);
      if (!hiddenKinds.delete(command.kind)) hiddenKinds.add(command.kind);
      return deselectUnseen({ ...model, hiddenKinds });
    }
    case "pin": {
      const fresh = command.ids.filter((id) => model.nodes.has(id) && !model.pinned.has(id));
      return fresh.length === 0 ? model : { ...model, pinned: new Set([...model.pinned, ...fresh]) };
    }
    case "unpin": {
      const ids = new Set(command.ids);
      const pinned = new Set([...model.pinned].filter((id) => !ids.has(id)));
      return pinned.size === model.pinned.size ? model : { ...model, pinned };
    }
    case "move":
      return placed(model, command.positions, true);
    case "arrange":
      return placed(model, command.positions, false);
    case "select": {
      const selection = [...new Set(command.ids)].filter((id) => {
        const node = model.nodes.get(id);
        return node !== undefined && isVisible(model, node);
      });
      const same =
        selection.length === model.selection.length &&
        selection.every((id, index) => id === model.selection[index]);
      return same ? model : { ...model, selection };
    }
  }
}
