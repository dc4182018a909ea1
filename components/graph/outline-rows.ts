import { grouped } from "@/lib/core/format";
import type { GraphEdge, GraphNode } from "@/lib/domain/views";
import { byKindOrder } from "./kind-order";
import { kindTitle } from "./kind-title";
import { cleanText } from "./label";
import { kindOf, type GraphModel, visiblePart } from "./model";

/** One line of the outline, as a tree table announces it. */
export interface OutlineRow {
  /** Where in the tree: a node that stands in two places has two keys. */
  key: string;
  level: number;
  position: number;
  siblings: number;
  /** Null for a heading that stands for a whole kind. */
  nodeId: string | null;
  kind: string;
  label: string;
  /** "12 accounts", "9.1 b", … */
  detail: string;
  open: boolean | null;
  parentKey: string | null;
}

const MEMBERSHIP_ORDER = new Map([
  ["core", 0],
  ["probable", 1],
  ["fringe", 2],
]);

interface Lookup {
  nodes: GraphNode[];
  neighbours: Map<string, GraphNode[]>;
  strongestBits: Map<string, number>;
}

function lookUp(nodes: GraphNode[], edges: GraphEdge[]): Lookup {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const neighbours = new Map<string, GraphNode[]>();
  const strongestBits = new Map<string, number>();
  for (const edge of edges) {
    const ends = [byId.get(edge.source), byId.get(edge.target)];
    ends.forEach((node, index) => {
      const other = ends[1 - index];
      if (node === undefined || other === undefined) return;
      if (edge.type === "link")
        strongestBits.set(node.id, Math.max(strongestBits.get(node.id) ?? -Infinity, edge.bits));
      else neighbours.set(node.id, [...(neighbours.get(node.id) ?? []), other]);
    });
  }
  return { nodes, neighbours, strongestBits };
}

/** Text a node is found by. */
export function nodeText(node: GraphNode): string {
  return cleanText(node.type === "account" ? node.accountId : node.display);
}

function detailOf(node: GraphNode, lookup: Lookup): string {
  if (node.type === "identifier") {
    const here = lookup.neighbours.get(node.id)?.length ?? 0;
    return here === node.crowd ? grouped(here) : `${grouped(here)} of ${grouped(node.crowd)}`;
  }
  const bits = lookup.strongestBits.get(node.id);
  return bits === undefined ? "" : `${bits.toFixed(1)} b`;
}

/** Accounts: core first, strongest link first. Identifiers: kind, then most used here first. */
function inOrder(nodes: GraphNode[], lookup: Lookup): GraphNode[] {
  const rank = (node: GraphNode): [number, number] =>
    node.type === "account"
      ? [MEMBERSHIP_ORDER.get(node.membership ?? "") ?? 3, -(lookup.strongestBits.get(node.id) ?? -1e9)]
      : [0, -(lookup.neighbours.get(node.id)?.length ?? 0)];
  return [...nodes].sort((a, b) => {
    const [a1, a2] = rank(a);
    const [b1, b2] = rank(b);
    return byKindOrder(kindOf(a), kindOf(b)) || a1 - b1 || a2 - b2 || (a.id < b.id ? -1 : 1);
  });
}

/**
 * The visible graph as a tree: kinds, in them their nodes, in those the nodes they touch. With a
 * query only nodes whose text holds it stay, and all kinds stand open.
 */
export function outlineRows(model: GraphModel, open: ReadonlySet<string>, query: string): OutlineRow[] {
  const part = visiblePart(model);
  const lookup = lookUp(part.nodes, part.edges);
  const wanted = cleanText(query).toLowerCase();
  const searching = query.trim() !== "";
  const found = searching
    ? part.nodes.filter((node) => nodeText(node).toLowerCase().includes(wanted))
    : part.nodes;
  const byKind = new Map<string, GraphNode[]>();
  for (const node of found) byKind.set(kindOf(node), [...(byKind.get(kindOf(node)) ?? []), node]);
  const kinds = [...byKind.keys()].sort(byKindOrder);
  const rows: OutlineRow[] = [];
  kinds.forEach((kind, kindIndex) => {
    const nodes = inOrder(byKind.get(kind) ?? [], lookup);
    const key = `kind ${kind}`;
    const [sample] = nodes;
    const isOpen = searching || open.has(key);
    rows.push({
      key,
      level: 1,
      position: kindIndex + 1,
      siblings: kinds.length,
      nodeId: null,
      kind,
      label: kindTitle(kind, sample?.type === "identifier" ? sample.kindLabel : "account"),
      detail: grouped(nodes.length),
      open: isOpen,
      parentKey: null,
    });
    if (!isOpen) return;
    nodes.forEach((node, index) => {
      const nodeKey = `${key}/${node.id}`;
      const touching = inOrder(lookup.neighbours.get(node.id) ?? [], lookup);
      const nodeOpen = touching.length === 0 ? null : open.has(nodeKey);
      rows.push({
        key: nodeKey,
        level: 2,
        position: index + 1,
        siblings: nodes.length,
        nodeId: node.id,
        kind,
        label: nodeText(node),
        detail: detailOf(node, lookup),
        open: nodeOpen,
        parentKey: key,
      });
      if (nodeOpen !== true) return;
      touching.forEach((other, otherIndex) => {
        rows.push({
          key: `${nodeKey}/${other.id}`,
          level: 3,
          position: otherIndex + 1,
          siblings: touching.length,
          nodeId: other.id,
          kind: kindOf(other),
          label: nodeText(other),
          detail: detailOf(other, lookup),
          open: null,
          parentKey: nodeKey,
        });
      });
    });
  });
  return rows;
}
