import { seededRng } from "@/lib/core/rng";
import { DEFAULT_PARAMETERS, type EngineParameters, RESOLVE_SEED } from "@/lib/engine/parameters";
import { type Resolution, resolve } from "@/lib/engine/resolve";
import { loadInput, loadTruth, rowsOfFolder } from "./load-input";
import { type GroupingMetrics, groupingMetrics } from "./metrics";

export interface AttributionBench extends GroupingMetrics {
  /** Wall time of resolve, without reading the files. */
  seconds: number;
  read_seconds: number;
  peak_rss_mb: number;
  observations: number;
  networks: number;
  confirmed_links: number;
  candidate_links: number;
  notes: string[];
}

export interface AttributionBenchOptions {
  /** Folder with accounts, observations and truth as .csv or .csv.gz. */
  dataDir: string;
  parameters?: Partial<EngineParameters>;
  seed?: string;
}

/** Network number of every account that is in one. */
export function groupsOf(resolution: Resolution): Map<string, number> {
  const groupOf = new Map<string, number>();
  resolution.networks.forEach((network, index) => {
    for (const member of network.members) groupOf.set(member.accountId, index);
  });
  return groupOf;
}

/** Runs the engine over a labelled folder and measures it. Truth is read after the engine is done. */
export async function runAttributionBench(options: AttributionBenchOptions): Promise<AttributionBench> {
  const begun = performance.now();
  const input = await loadInput(rowsOfFolder(options.dataDir));
  const read = performance.now();
  const resolution = resolve(
    input,
    { ...DEFAULT_PARAMETERS, ...options.parameters },
    seededRng(options.seed ?? RESOLVE_SEED),
  );
  const done = performance.now();
  const truth = await loadTruth(rowsOfFolder(options.dataDir));
  return {
    ...groupingMetrics(truth, groupsOf(resolution)),
    seconds: (done - read) / 1000,
    read_seconds: (read - begun) / 1000,
    peak_rss_mb: process.resourceUsage().maxRSS / 1024,
    observations: resolution.counts.observations,
    networks: resolution.counts.networks,
    confirmed_links: resolution.counts.confirmedLinks,
    candidate_links: resolution.counts.candidateLinks,
    notes: resolution.notes,
  };
}
