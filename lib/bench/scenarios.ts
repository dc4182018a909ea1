import { RingleaderError } from "@/lib/core/errors";
import { seededRng } from "@/lib/core/rng";
import { DEFAULT_PARAMETERS, RESOLVE_SEED } from "@/lib/engine/parameters";
import { resolve } from "@/lib/engine/resolve";
import { type Scale, type Scenario, SCENARIOS } from "@/lib/synth/scenarios";
import { type ScenarioFigures, scenarioFigures } from "./scenario-figures";
import { inputOf } from "./scenario-input";

export interface ScenarioRun extends ScenarioFigures {
  scenario: string;
  title: string;
  aim: Scenario["aim"];
  scale: Scale;
  seed: number;
  observations: number;
  /** Making the rows and reading them into columns. */
  make_seconds: number;
  /** Wall time of resolve. */
  seconds: number;
  peak_rss_mb: number;
}

export interface ScenarioBenchOptions {
  scale: Scale;
  /** Worlds of each scenario, with seeds from `firstSeed` on. */
  seeds: number;
  firstSeed: number;
  /** Ids of the scenarios to run; all of a scale where empty. */
  only: readonly string[];
}

/** At full size the campaign as reported alone, unless others are asked for. */
const FULL_SIZE = ["s9"];

export function scenariosFor({ scale, only }: Pick<ScenarioBenchOptions, "scale" | "only">): Scenario[] {
  const known = new Set(SCENARIOS.map(({ id }) => id));
  const unknown = only.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new RingleaderError(
      "bad_input",
      `no scenario ${unknown.join(", ")}; there are ${[...known].join(", ")}`,
    );
  }
  const wanted = only.length === 0 && scale === "full" ? FULL_SIZE : only;
  return SCENARIOS.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
}

/** One world of a scenario, made, resolved and measured. Truth is made after the engine is done. */
export async function runScenario(scenario: Scenario, seed: number, scale: Scale): Promise<ScenarioRun> {
  const begun = performance.now();
  const world = scenario.build(seed, scale);
  const input = await inputOf(world);
  const made = performance.now();
  const resolution = resolve(input, DEFAULT_PARAMETERS, seededRng(RESOLVE_SEED));
  const done = performance.now();
  return {
    scenario: scenario.id,
    title: scenario.title,
    aim: scenario.aim,
    scale,
    seed,
    ...scenarioFigures(input, resolution.networks, world.truth()),
    observations: resolution.counts.observations,
    make_seconds: (made - begun) / 1000,
    seconds: (done - made) / 1000,
    peak_rss_mb: process.resourceUsage().maxRSS / 1024,
  };
}

/** All worlds, one after the other; each is given to `onRun` as it is done. */
export async function runScenarioBench(
  options: ScenarioBenchOptions,
  onRun: (run: ScenarioRun) => void = () => undefined,
): Promise<ScenarioRun[]> {
  const runs: ScenarioRun[] = [];
  for (const scenario of scenariosFor(options)) {
    for (let i = 0; i < options.seeds; i++) {
      const run = await runScenario(scenario, options.firstSeed + i, options.scale);
      runs.push(run);
      onRun(run);
    }
  }
  return runs;
}
