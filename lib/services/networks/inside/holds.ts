import type { HoldsView } from "@/lib/domain/network-inside";
import { cutTest } from "@/lib/engine/clustering/cut-test";
import { holdsTogether } from "@/lib/engine/clustering/holds-together";
import type { Reclustering } from "@/lib/engine/clustering/reclustering";
import type { Stores } from "@/lib/stores/connect";
import { openInside } from "./open";
import { shownIdentifier, shownParts } from "./shown";

const known = new WeakMap<Reclustering, HoldsView>();

/** Identifiers ranked by what they hold together, and the cut test; computed once for each network of a run. */
export async function readHolds(stores: Stores, networkId: string): Promise<HoldsView> {
  const inside = await openInside(stores, networkId);
  const before = known.get(inside);
  if (before !== undefined) return before;
  const view = holdsOf(inside, networkId);
  known.set(inside, view);
  return view;
}

function holdsOf(inside: Reclustering, networkId: string): HoldsView {
  const { graph } = inside;
  const ranking = holdsTogether(inside);
  const cut = cutTest(inside, ranking);
  return {
    networkId,
    identifiers: ranking.rows.map(({ identifier, ...figures }) => ({
      ...shownIdentifier(graph, identifier),
      ...figures,
    })),
    identifiersTotal: ranking.identifiers,
    cut: {
      found: cut.found,
      identifiers: cut.identifiers.map((identifier) => shownIdentifier(graph, identifier)),
      leaving: cut.leaving,
      parts: shownParts(graph, inside.partsWithout(new Set(cut.identifiers))),
      sentence: cut.sentence,
    },
  };
}
