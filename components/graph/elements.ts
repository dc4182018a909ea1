import { kindLook } from "@/components/ui/kind-look";
import type { GraphEdge, GraphNode } from "@/lib/domain/views";
import { shortLabel } from "./label";
import { edgeKey, type GraphModel, kindOf, type Point, visiblePart } from "./model";

/** A node or edge as the canvas draws it: only what the style needs. */
export interface CanvasElement {
  group: "nodes" | "edges";
  data: {
    id: string;
    label?: string;
    size?: number;
    width?: number;
    source?: string;
    target?: string;
  };
  classes: string;
  position?: Point;
}

const LABEL_MAX = 20;
/** Identifiers with fewer members are labelled only when one is close. */
const MINOR_BELOW = 4;

/** Diameter in model units: accounts by their exchanges, identifiers by the accounts on them here. */
export function nodeSize(node: GraphNode): number {
  if (node.type === "account") return 14 + Math.min(10, Math.log10(1 + node.exchanges) * 2.2);
  return 15 + Math.min(17, Math.sqrt(Math.max(0, node.members - 1)) * 3);
}

function nodeClasses(node: GraphNode, model: GraphModel): string {
  const look = kindLook(kindOf(node)).colorToken.slice(2);
  const pinned = model.pinned.has(node.id) ? " pinned" : "";
  if (node.type === "identifier") {
    const shared = model.networkId === null ? node.crowd : node.members;
    return `${look} identifier${shared < MINOR_BELOW ? " minor" : ""}${node.roster === null ? "" : " roster"}${pinned}`;
  }
  const outside = model.networkId !== null && node.networkId !== model.networkId;
  const membership = outside || node.membership === null ? "outside" : node.membership;
  const stopped = node.status === "active" ? "" : " stopped";
  return `${look} account ${membership}${node.protected ? " protected" : ""}${stopped}${pinned}`;
}

function edgeClasses(edge: GraphEdge): string {
  if (edge.type === "use") return "use";
  const status = edge.status === "confirmed" ? "" : " candidate";
  return `link${status}${edge.countered ? " countered" : ""}`;
}

/** Everything visible as elements, by id. */
export function canvasElements(model: GraphModel): Map<string, CanvasElement> {
  const part = visiblePart(model);
  const elements = new Map<string, CanvasElement>();
  for (const node of part.nodes)
    elements.set(node.id, {
      group: "nodes",
      data: {
        id: node.id,
        label: shortLabel(node.type === "account" ? node.accountId : node.display, LABEL_MAX),
        size: nodeSize(node),
      },
      classes: nodeClasses(node, model),
      position: model.positions.get(node.id) ?? { x: 0, y: 0 },
    });
  for (const edge of part.edges) {
    const id = edgeKey(edge);
    elements.set(id, {
      group: "edges",
      data: {
        id,
        source: edge.source,
        target: edge.target,
        width: edge.type === "use" ? 1 : Math.min(5, 1 + Math.max(0, edge.bits) / 6),
      },
      classes: edgeClasses(edge),
    });
  }
  return elements;
}
