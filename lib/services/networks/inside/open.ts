import type { ClickHouseClient } from "@clickhouse/client";
import { RingleaderError } from "@/lib/core/errors";
import { identifierId, type Identifier } from "@/lib/domain/identifier";
import type { LinkGraph } from "@/lib/engine/clustering/link-graph";
import { Reclustering } from "@/lib/engine/clustering/reclustering";
import type { Stores } from "@/lib/stores/connect";
import { readNetworkGraph } from "@/lib/stores/evidence/reads/network-graph";
import { newestModel } from "@/lib/services/explain/pair";
import { currentNetworkRow } from "@/lib/services/networks/read";

/** Links kept in memory over all networks: about 200 bytes each. */
const LINKS_HELD_MAX = 1_000_000;

const held = new WeakMap<ClickHouseClient, Map<string, Promise<Reclustering>>>();

async function load(stores: Stores, runId: string, networkId: string): Promise<Reclustering> {
  const [graph, model] = await Promise.all([
    readNetworkGraph(stores.evidence, runId, networkId),
    newestModel(stores.casebook),
  ]);
  if (graph === undefined)
    throw new RingleaderError(
      "conflict",
      `the run that found ${networkId} did not keep its links; resolve again to look inside it`,
    );
  return new Reclustering(graph, model.parameters);
}

/** Lets go of what was looked at longest ago, until the rest fits. */
async function makeRoom(networks: Map<string, Promise<Reclustering>>, newest: string): Promise<void> {
  let links = 0;
  for (const [key, one] of [...networks].reverse()) {
    links += await one.then(
      ({ graph }) => graph.a.length,
      () => 0,
    );
    if (links > LINKS_HELD_MAX && key !== newest) networks.delete(key);
  }
}

/**
 * The inside of a network of the newest run, read once and kept for the next question.
 * @throws RingleaderError `not_found`; `conflict` where its run kept no links
 */
export async function openInside(stores: Stores, networkId: string): Promise<Reclustering> {
  const { runId } = await currentNetworkRow(stores.casebook, networkId);
  const networks = held.get(stores.evidence) ?? new Map<string, Promise<Reclustering>>();
  held.set(stores.evidence, networks);
  const key = `${runId} ${networkId}`;
  const loading = networks.get(key) ?? load(stores, runId, networkId);
  networks.delete(key);
  networks.set(key, loading);
  try {
    const inside = await loading;
    await makeRoom(networks, key);
    return inside;
  } catch (error) {
    networks.delete(key);
    throw error;
  }
}

/**
 * Positions of identifiers in a network's graph.
 * @throws RingleaderError `bad_input` where no link of the network rests on one of them
 */
export function positionsOf(graph: LinkGraph, identifiers: readonly Identifier[]): Set<number> {
  const wanted = new Map(identifiers.map((identifier) => [identifierId(identifier), identifier]));
  const found = new Set<number>();
  for (const [position, identifier] of graph.identifiers.entries()) {
    if (wanted.delete(identifierId(identifier))) found.add(position);
  }
  const [missing] = wanted.values();
  if (missing !== undefined)
    throw new RingleaderError("bad_input", `no link of this network rests on that ${missing.kind}`, {
      details: { missing: wanted.size },
    });
  return found;
}
