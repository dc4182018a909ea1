import { RingleaderError } from "@/lib/core/errors";
import type { Identifier } from "@/lib/domain/identifier";
import type { PathView } from "@/lib/domain/network-inside";
import type { LinkGraph } from "@/lib/engine/clustering/link-graph";
import { strongestPath } from "@/lib/engine/clustering/strongest-path";
import type { Stores } from "@/lib/stores/connect";
import { openInside, positionsOf } from "./open";
import { shownIdentifier } from "./shown";

/** Identifiers named with a hop; the link's explanation has them all. */
const NAMED_MAX = 8;

function positionOf(graph: LinkGraph, accountId: string): number {
  const position = graph.accounts.indexOf(accountId);
  if (position === -1) throw new RingleaderError("not_found", `${accountId} is no member of this network`);
  return position;
}

/**
 * The way between two members whose weakest link is strongest, without what was taken away.
 * @throws RingleaderError `not_found` where one is no member
 */
export async function readPath(
  stores: Stores,
  networkId: string,
  from: string,
  to: string,
  without: readonly Identifier[],
): Promise<PathView> {
  const inside = await openInside(stores, networkId);
  const { graph } = inside;
  const leftOut = positionsOf(graph, without);
  const path = strongestPath(inside, positionOf(graph, from), positionOf(graph, to), leftOut);
  const hops = path?.map((hop) => {
    const rows = Array.from(
      { length: (graph.rowStart[hop.link + 1] ?? 0) - (graph.rowStart[hop.link] ?? 0) },
      (_, i) => (graph.rowStart[hop.link] ?? 0) + i,
    )
      .filter((row) => !leftOut.has(graph.rowIdentifier[row] ?? 0))
      .sort((x, y) => (graph.rowBits[y] ?? 0) - (graph.rowBits[x] ?? 0));
    return {
      from: graph.accounts[hop.from] ?? "",
      to: graph.accounts[hop.to] ?? "",
      bits: hop.bits,
      identifiers: rows.slice(0, NAMED_MAX).map((row) => ({
        ...shownIdentifier(graph, graph.rowIdentifier[row] ?? 0),
        bits: graph.rowBits[row] ?? 0,
      })),
    };
  });
  return { from, to, hops: hops ?? null };
}
