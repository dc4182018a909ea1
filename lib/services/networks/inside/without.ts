import type { Identifier } from "@/lib/domain/identifier";
import type { WithoutView } from "@/lib/domain/network-inside";
import type { Stores } from "@/lib/stores/connect";
import { openInside, positionsOf } from "./open";
import { shownParts } from "./shown";

/** Parts of a network once identifiers are taken away and its links are scored and grouped anew. */
export async function readWithout(
  stores: Stores,
  networkId: string,
  identifiers: readonly Identifier[],
): Promise<WithoutView> {
  const inside = await openInside(stores, networkId);
  const positions = positionsOf(inside.graph, identifiers);
  return {
    networkId,
    ...shownParts(inside.graph, inside.partsWithout(positions)),
    linksFalling: inside.linksFalling(positions).size,
    linksTotal: inside.graph.confirmed.reduce((sum, one) => sum + one, 0),
  };
}
