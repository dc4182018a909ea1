import { performance } from "node:perf_hooks";
import { RingleaderError } from "@/lib/core/errors";
import { EngineInputBuilder } from "@/lib/engine/input";
import { DEFAULT_PARAMETERS, RESOLVE_SEED } from "@/lib/engine/parameters";
import { resolveScored } from "@/lib/engine/resolve";
import { CandidatePartners } from "@/lib/engine/scoring/candidate-partners";
import { placesOfUses } from "@/lib/engine/scoring/score-links";
import { type ScoredLinks } from "@/lib/engine/scoring/scored-links";
import type { PairScorer } from "@/lib/engine/scoring/score-pair";
import { GrowableDoubles, GrowableInts } from "@/lib/engine/growable";
import { prepareInThreads } from "@/lib/services/resolve/threads/resolve-in-threads";
import { ScoringThreads } from "@/lib/services/resolve/threads/score-in-threads";
import { type EngineWorld, fillEngineWorld } from "./engine-world";
import { runLouvain, type WeightedEdges } from "./louvain";

export interface EngineBenchOptions {
  accounts: number;
  observations: number;
  seed: string;
  /** Louvain on the same candidate graph, afterwards and in a process of its own. */
  louvain: boolean;
  onPhase: (sentence: string, seconds: number, rssMb: number) => void;
}

export interface EngineBench {
  observations: number;
  accounts: number;
  identifiers: number;
  /** From rows in the builder to networks: build and resolve. */
  seconds: number;
  build_seconds: number;
  resolve_seconds: number;
  /** Making the rows up, which is no part of `seconds`. */
  generate_seconds: number;
  observations_per_second: number;
  /** Pairs scored. */
  pairs: number;
  /** Those that reached the candidate threshold, with their evidence rows. */
  links: number;
  confirmed_links: number;
  networks: number;
  accounts_in_networks: number;
  largest_crowd: number;
  /** Of this process, with the rows that were made up. */
  peak_rss_mb: number;
  /** From columns to communities: build and run; null where it was not asked for. */
  louvain_seconds: number | null;
  louvain_build_seconds: number | null;
  louvain_communities: number | null;
  louvain_peak_rss_mb: number | null;
  /**
   * `resolve_seconds` over `louvain_seconds`, both from the same candidate pairs to groups: Louvain gets the
   * bits of those that are links as weights, which finding out is in our time and not in its.
   */
  ratio_to_louvain: number | null;
  /** The same from the scored links on: joins, networks, membership, guards and explanations against communities. */
  ratio_to_louvain_from_links: number | null;
}

const rssMb = (): number => process.memoryUsage.rss() / 1_048_576;

/** Times the engine on made-up records: rows taken up before, then columns, pairs, links and networks. */
export async function runEngineBench(options: EngineBenchOptions): Promise<EngineBench> {
  if (options.observations < 8 * options.accounts)
    throw new RingleaderError("bad_input", "--observations takes at least 8 for each account");
  const begunMs = performance.now();
  let phase: { sentence: string; fromMs: number } | undefined;
  const enter = (sentence?: string): void => {
    const nowMs = performance.now();
    if (phase !== undefined) options.onPhase(phase.sentence, (nowMs - phase.fromMs) / 1_000, rssMb());
    phase = sentence === undefined ? undefined : { sentence, fromMs: nowMs };
  };

  enter("making up rows");
  const builder = new EngineInputBuilder();
  const world = fillEngineWorld(builder, options);
  const filledMs = performance.now();
  enter("building columns");
  const input = builder.build();
  const builtMs = performance.now();
  const threads = new ScoringThreads(input);
  const prepared = await prepareInThreads(threads, input, DEFAULT_PARAMETERS, RESOLVE_SEED, enter);
  const links = await threads.score(prepared);
  const scoredMs = performance.now();
  const { counts } = resolveScored(prepared, links, enter);
  const doneMs = performance.now();
  await threads.end();
  enter();
  const peakRssMb = process.resourceUsage().maxRSS / 1_024;
  refuseWrongSize(world, counts.observations);

  const louvain = options.louvain ? await runLouvain(candidateGraph(prepared.scorer, links)) : null;
  const resolveSeconds = (doneMs - builtMs) / 1_000;
  const louvainSeconds = louvain === null ? null : louvain.build_seconds + louvain.seconds;
  return {
    observations: counts.observations,
    accounts: counts.accounts,
    identifiers: counts.identifiers,
    seconds: (doneMs - filledMs) / 1_000,
    build_seconds: (builtMs - filledMs) / 1_000,
    resolve_seconds: resolveSeconds,
    generate_seconds: (filledMs - begunMs) / 1_000,
    observations_per_second: Math.round(counts.observations / ((doneMs - filledMs) / 1_000)),
    pairs: counts.pairs,
    links: links.count,
    confirmed_links: counts.confirmedLinks,
    networks: counts.networks,
    accounts_in_networks: counts.accountsInNetworks,
    largest_crowd: prepared.crowds.observed.reduce((most, crowd) => Math.max(most, crowd), 0),
    peak_rss_mb: Math.round(peakRssMb),
    louvain_seconds: louvainSeconds,
    louvain_build_seconds: louvain?.build_seconds ?? null,
    louvain_communities: louvain?.communities ?? null,
    louvain_peak_rss_mb: louvain === null ? null : Math.round(louvain.peak_rss_mb),
    ratio_to_louvain: louvainSeconds === null ? null : resolveSeconds / louvainSeconds,
    ratio_to_louvain_from_links:
      louvainSeconds === null ? null : (doneMs - scoredMs) / 1_000 / louvainSeconds,
  };
}

/** Every candidate pair as an edge, weighted by the bits of its link, those that are none by 1. */
function candidateGraph(scorer: PairScorer, links: ScoredLinks): WeightedEdges {
  const partners = new CandidatePartners(scorer, placesOfUses(scorer.input));
  const a = new GrowableInts();
  const b = new GrowableInts();
  const weights = new GrowableDoubles();
  let link = 0;
  for (let account = 0; account < scorer.input.accountIds.length; account++) {
    for (const partner of partners.after(account)) {
      const isLink = links.a[link] === account && links.b[link] === partner;
      a.push(account);
      b.push(partner);
      weights.push(isLink ? (links.bits[link++] ?? 1) : 1);
    }
  }
  return { count: a.length, a: a.view(), b: b.view(), bits: weights.view() };
}

/** The engine must have been given what was made up: rows of one account and identifier become one. */
function refuseWrongSize(world: EngineWorld, observations: number): void {
  if (observations < world.observations * 0.95)
    throw new RingleaderError(
      "internal",
      `${world.observations} rows were made up, but only ${observations} uses are left of them`,
    );
}
