import type { GraphEdge, GraphNode } from "@/lib/domain/views";
import { nodeSize } from "../elements";
import type { LayoutInput } from "./simulate";

const USE_STRENGTH = 0.4;
/** Up to this many accounts an identifier pulls with full strength; a hub pulls each of them less. */
const HUB_ACCOUNTS = 10;

/** Links pull by their bits; uses pull less the more accounts are on the identifier. */
export function layoutInputOf(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  seed: string,
  aspect: number,
): LayoutInput {
  const accountsOn = new Map<string, number>();
  for (const edge of edges)
    if (edge.type === "use") accountsOn.set(edge.target, (accountsOn.get(edge.target) ?? 0) + 1);
  const useStrength = (identifierId: string): number =>
    USE_STRENGTH * Math.min(1, HUB_ACCOUNTS / (accountsOn.get(identifierId) ?? 1));
  return {
    nodes: nodes.map((node) => ({ id: node.id, radius: nodeSize(node) / 2 })),
    edges: edges.map((edge) => ({
      source: edge.source,
      target: edge.target,
      strength: edge.type === "link" ? Math.min(1, Math.max(0.1, edge.bits / 20)) : useStrength(edge.target),
    })),
    seed,
    aspect,
  };
}
