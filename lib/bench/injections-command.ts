import { RingleaderError } from "@/lib/core/errors";
import { SCENARIOS } from "@/lib/synth/scenarios";
import { INJECTED, injectionData, type InjectionRun, runInjectionBench } from "./injections";
import { type RowsOf, rowsOfFolder } from "./load-input";
import { tablesOf } from "./scenario-input";

export interface InjectionsCommandOptions {
  data?: string;
  synth: boolean;
  seed: number;
  sizes?: number[];
  only?: string[];
  json: boolean;
}

function source({ data, synth, seed }: InjectionsCommandOptions): RowsOf {
  if ((data === undefined) === !synth)
    throw new RingleaderError("bad_input", "give either --data DIR or --synth");
  if (data !== undefined) return rowsOfFolder(data);
  const reported = SCENARIOS.find(({ id }) => id === "s9");
  if (reported === undefined) throw new RingleaderError("not_found", "no scenario s9");
  return tablesOf(reported.build(seed, "small"));
}

function line(run: InjectionRun): string {
  const gains = `gained ≥ 2: ${run.gained_2} (${run.gained_2_with_operator} with an operator), ≥ 8: ${run.gained_8} (${run.gained_8_with_operator})`;
  const sums = `honest in ≥ 8: ${run.honest_in_8_before} → ${run.honest_in_8_after}, operators in ≥ 8: ${run.operators_in_8_before} → ${run.operators_in_8_after}`;
  return `${run.kind.padEnd(24)} ${run.mode.padEnd(13)} ${String(run.innocents).padStart(6)}  ${gains}; ${sums}`;
}

/** Prints a line per case as it is done, then how many cases gave an honest account a network of 8 or more. */
export async function runInjectionsCommand(options: InjectionsCommandOptions): Promise<void> {
  const data = await injectionData(source(options));
  const { kinds, together } = data.timed ? INJECTED.timed : INJECTED.transfers;
  const { only, sizes } = options;
  const runs = await runInjectionBench(
    {
      ...data,
      kinds: kinds.filter((kind) => only === undefined || only.includes(kind)),
      together: together.filter((kinds) => only === undefined || only.includes(kinds.join("+"))),
      ...(sizes === undefined ? {} : { sizes }),
    },
    (run) => console.log(options.json ? JSON.stringify(run) : line(run)),
  );
  if (options.json) return;
  const failed = runs.filter((run) => run.gained_8 > 0);
  const hard = failed.filter((run) => run.hard);
  console.log(
    `${runs.length} cases; ${failed.length - hard.length} of one value and ${hard.length} of two values together gave honest accounts a network of 8 or more`,
  );
}
