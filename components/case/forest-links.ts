import { parseNodeId } from "@/lib/domain/graph-id";
import type { GraphView } from "@/lib/domain/views";

export interface ForestLink {
  accountA: string;
  accountB: string;
  bits: number;
  /** Something speaks against it. */
  countered: boolean;
}

/** The confirmed links of a graph between accounts, strongest first. */
export function forestLinks(graph: Pick<GraphView, "edges">): ForestLink[] {
  const links: ForestLink[] = [];
  for (const edge of graph.edges) {
    if (edge.type !== "link" || edge.status !== "confirmed") continue;
    const source = parseNodeId(edge.source);
    const target = parseNodeId(edge.target);
    if (source?.type !== "account" || target?.type !== "account") continue;
    const [accountA = "", accountB = ""] = [source.accountId, target.accountId].sort();
    links.push({ accountA, accountB, bits: edge.bits, countered: edge.countered });
  }
  return links.sort((a, b) => b.bits - a.bits || (a.accountA < b.accountA ? -1 : 1));
}
