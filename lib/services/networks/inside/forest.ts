import type { ForestView } from "@/lib/domain/network-inside";
import { confirmedForest } from "@/lib/engine/clustering/recut";
import type { Stores } from "@/lib/stores/connect";
import { openInside } from "./open";

const CANDIDATES_MAX = 2_000;

/** The forest of a network, from which the browser cuts it anew at any threshold. */
export async function readForest(stores: Stores, networkId: string): Promise<ForestView> {
  const { graph, parameters } = await openInside(stores, networkId);
  const forest = confirmedForest(graph);
  const candidates = [...graph.confirmed.keys()].filter((l) => graph.confirmed[l] === 0);
  const shown = candidates.slice(0, CANDIDATES_MAX);
  return {
    networkId,
    confirmBits: parameters.confirmBits,
    candidateBits: parameters.candidateBits,
    accounts: graph.accounts,
    a: [...forest.a],
    b: [...forest.b],
    bits: Array.from(forest.bits, (bits) => (Number.isFinite(bits) ? bits : null)),
    candidates: {
      a: shown.map((l) => graph.a[l] ?? 0),
      b: shown.map((l) => graph.b[l] ?? 0),
      bits: shown.map((l) => graph.bits[l] ?? 0),
      total: candidates.length,
    },
  };
}
