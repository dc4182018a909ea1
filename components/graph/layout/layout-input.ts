import type { GraphEdge, GraphNode } from "@/lib/domain/views";
import { nodeSize } from "../elements";
import type { LayoutInput } from "./simulate";

/** Links pull by their bits; uses pull less the more accounts are on the identifier. */
export function layoutInputOf(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  seed: string,
  aspect: number,
): LayoutInput {
  return {
    nodes: nodes.map((node) => ({ id: node.id, radius: nodeSize(node) / 2 })),
    edges: edges.map((edge) => ({
      source: edge.source,
      target: edge.target,
      strength: edge.type === "link" ? Math.min(1, Math.max(0.1, edge.bits / 20)) : 0.35,
    })),
    seed,
    aspect,
  };
}
