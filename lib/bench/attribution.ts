import { seededRng } from "@/lib/core/rng";
import { DEFAULT_PARAMETERS, type EngineParameters, RESOLVE_SEED } from "@/lib/engine/parameters";
import type { Calibration } from "@/lib/engine/calibration/calibration";
import { fitCalibration } from "@/lib/engine/calibration/fit";
import { prepare, type Resolution, resolveScored } from "@/lib/engine/resolve";
import { scoreLinks } from "@/lib/engine/scoring/score-links";
import { type CrossValidation, crossValidate, type LabelledLink, weightedLabels } from "./cross-validation";
import { type HalvesSpread, spreadOverHalves } from "./halves";
import { labelledLinks } from "./labelled-links";
import { loadInput, loadTruth, rowsOfFolder } from "./load-input";
import { type GroupingMetrics, groupingMetrics } from "./metrics";

const HALVES = 20;
/** Labels of one party that count in full where the largest may not decide. */
const PARTY_LINKS_MAX = 100;

interface CalibrationBench {
  /** One operator may hold a fifth of all links. */
  each_link_once: CrossValidation;
  /** Links of a party weigh less the more there are. */
  parties_capped: CrossValidation;
  /** On all labels, parties capped. */
  fitted: Calibration;
}

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
  /** Over random halves of the operators and innocents. */
  halves: HalvesSpread;
  calibration: CalibrationBench | null;
}

export interface AttributionBenchOptions {
  /** Folder with accounts, observations and truth as .csv or .csv.gz. */
  dataDir: string;
  parameters?: Partial<EngineParameters>;
  seed?: string;
  /** Cross-validates the logistic layer on the links between accounts of known operators. */
  calibrate?: { folds: number; splits: number };
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
  const parameters = { ...DEFAULT_PARAMETERS, ...options.parameters };
  const prepared = prepare(input, parameters, seededRng(options.seed ?? RESOLVE_SEED));
  const links = scoreLinks(prepared.scorer);
  const resolution = resolveScored(prepared, links);
  const done = performance.now();
  const truth = await loadTruth(rowsOfFolder(options.dataDir));
  const groups = groupsOf(resolution);
  const { calibrate } = options;
  return {
    ...groupingMetrics(truth, groups),
    seconds: (done - read) / 1000,
    read_seconds: (read - begun) / 1000,
    peak_rss_mb: process.resourceUsage().maxRSS / 1024,
    observations: resolution.counts.observations,
    networks: resolution.counts.networks,
    confirmed_links: resolution.counts.confirmedLinks,
    candidate_links: resolution.counts.candidateLinks,
    notes: resolution.notes,
    halves: spreadOverHalves(truth, groups, HALVES, seededRng("halves")),
    calibration:
      calibrate === undefined
        ? null
        : calibrationBench(labelledLinks(input, links, parameters, truth), calibrate),
  };
}

function calibrationBench(
  labelled: readonly LabelledLink[],
  { folds, splits }: { folds: number; splits: number },
): CalibrationBench {
  const validate = (partyLinksMax: number | null): CrossValidation =>
    crossValidate(labelled, { folds, splits, partyLinksMax, rng: seededRng("folds") });
  return {
    each_link_once: validate(null),
    parties_capped: validate(PARTY_LINKS_MAX),
    fitted: fitCalibration(
      weightedLabels(labelled, PARTY_LINKS_MAX),
      "links between accounts of known operators",
    ),
  };
}
