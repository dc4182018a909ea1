import { readFileSync, writeFileSync } from "node:fs";
import { RingleaderError } from "@/lib/core/errors";
import { grouped } from "@/lib/core/format";
import type { ScenarioRun } from "./scenarios";

const BEGIN = "<!-- scenarios -->";
const END = "<!-- /scenarios -->";

/** What the scenarios ask of an engine. */
const AIMS = {
  /** Share of each operator's accounts in its one network. */
  wholeMin: 0.95,
  /** Share of honest accounts in networks of at least 8. */
  honestShareMax: 0.0005,
} as const;

/** What a run misses of its aim, in words; empty where it misses nothing. */
export function missed(run: ScenarioRun): string[] {
  const words: string[] = [];
  if (run.aim === "whole" && (run.whole ?? 0) < AIMS.wholeMin) words.push("not whole");
  if (run.aim === "not enough" && (run.operator_in_8 ?? 0) > 0) words.push("guessed");
  if (run.aim === "apart" ? run.honest_in_8 > 0 : run.honest_in_8_share > AIMS.honestShareMax)
    words.push("honest in ≥ 8");
  if (run.merged_networks > 0) words.push("operators merged");
  if (run.decoys_touched.length > 0) words.push("decoy in core");
  if (run.victims_touched > 0) words.push("victims touched");
  return words;
}

/** The middle one and the worst one where they differ. */
function spread(
  values: readonly (number | null)[],
  worst: "low" | "high",
  show: (n: number) => string,
): string {
  const known = values.filter((value) => value !== null).sort((x, y) => x - y);
  const middle = known[known.length >> 1];
  const last = worst === "low" ? known[0] : known.at(-1);
  if (middle === undefined || last === undefined) return "–";
  return show(middle) === show(last) ? show(middle) : `${show(middle)} (${show(last)})`;
}

const share = (n: number): string => n.toFixed(3);
const count = (n: number): string => grouped(n);

function tableRow(runs: readonly ScenarioRun[]): string[] {
  const [first] = runs;
  if (first === undefined) return [];
  const each = <T>(figure: (run: ScenarioRun) => T): T[] => runs.map(figure);
  const misses = [...new Set(runs.flatMap(missed))];
  return [
    `${first.scenario} ${first.title}`,
    first.aim,
    first.operator_accounts === 0 ? "–" : count(first.operator_accounts),
    spread(
      each((run) => run.whole),
      first.aim === "not enough" ? "high" : "low",
      share,
    ),
    spread(
      each((run) => run.operator_in_8),
      first.aim === "not enough" ? "high" : "low",
      share,
    ),
    spread(
      each((run) => run.pair_p),
      "low",
      share,
    ),
    spread(
      each((run) => run.pair_r),
      first.aim === "not enough" ? "high" : "low",
      share,
    ),
    spread(
      each((run) => run.honest_in_8),
      "high",
      count,
    ),
    spread(
      each((run) => run.honest_core_in_8),
      "high",
      count,
    ),
    spread(
      each((run) => run.decoys_touched.length),
      "high",
      count,
    ),
    first.victims === 0 || first.aim === "apart"
      ? "–"
      : `${spread(
          each((run) => run.victims_touched),
          "high",
          count,
        )} of ${count(first.victims)}`,
    spread(
      each((run) => run.networks_8),
      "high",
      count,
    ),
    misses.length === 0 ? "held" : misses.join(", "),
  ];
}

const HEAD = [
  "scenario",
  "aim",
  "operator accounts",
  "whole",
  "in ≥ 8",
  "pair P",
  "pair R",
  "honest in ≥ 8",
  "of them core",
  "decoys",
  "victims",
  "networks ≥ 8",
  "missed",
];

function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [line(HEAD), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** The table of the engine's README: a row per scenario, the middle seed and the worst one in brackets. */
export function scenarioTable(runs: readonly ScenarioRun[]): string {
  const byScenario = new Map<string, ScenarioRun[]>();
  for (const run of runs) byScenario.set(run.scenario, [...(byScenario.get(run.scenario) ?? []), run]);
  const [first] = runs;
  const seeds = [...new Set(runs.map(({ seed }) => seed))];
  const words = [
    `\`npm run bench -- scenarios --scale ${first?.scale ?? "small"} --seeds ${seeds.length} --first-seed ${seeds[0] ?? 1} --write\`:`,
    `about ${count(Math.max(0, ...runs.map((run) => run.honest_accounts)))} honest accounts a world, the middle seed and in brackets the worst.`,
    `Aims: an operator's accounts in its one network ≥ ${AIMS.wholeMin * 100} % (\`whole\`, the lowest of the operators), honest accounts in networks ≥ 8 at most`,
    `${AIMS.honestShareMax * 100} %, none in worlds without an operator; no decoy organisation with a core member, no victim in a network; \`not enough\`: no network at all.`,
  ];
  return `${words.join("\n")}\n\n${markdownTable([...byScenario.values()].map(tableRow))}`;
}

/** Puts the table between its marks in a file. Throws RingleaderError not_found where the marks are absent. */
export function writeScenarioTable(file: string, runs: readonly ScenarioRun[]): void {
  const text = readFileSync(file, "utf8");
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from === -1 || to < from)
    throw new RingleaderError("not_found", `${file} has no ${BEGIN} … ${END} to write between`);
  writeFileSync(file, `${text.slice(0, from + BEGIN.length)}\n\n${scenarioTable(runs)}\n\n${text.slice(to)}`);
}
