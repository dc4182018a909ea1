import type { PacketInput } from "./packetInput";

/** data/05-graph/graph.json: accounts and confirmed links, readable by cytoscape and simple to convert. */
export function graphDocument(input: PacketInput): Record<string, unknown> {
  return {
    nodes: input.subjects.map(({ accountId, membership, bits, exchanges }) => ({
      data: { id: accountId, membership, bits, exchanges },
    })),
    edges: input.links
      .filter((link) => link.status === "confirmed")
      .map(({ accountA, accountB, bits, families }) => ({
        data: { id: `${accountA}--${accountB}`, source: accountA, target: accountB, bits, families },
      })),
  };
}
