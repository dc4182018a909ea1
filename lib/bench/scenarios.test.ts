import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { EngineInputBuilder } from "@/lib/engine/input";
import { type Scenario, SCENARIOS, type ScenarioTruth } from "@/lib/synth/scenarios";
import { type MeasuredNetwork, scenarioFigures } from "./scenario-figures";
import { missed, scenarioTable, writeScenarioTable } from "./scenario-table";
import { runScenario, type ScenarioRun, scenariosFor } from "./scenarios";

function named(id: string): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.id === id);
  if (found === undefined) throw new Error(`no scenario ${id}`);
  return found;
}

const run = (id: string): Promise<ScenarioRun> => runScenario(named(id), 501, "quick");

describe("decoys alone and an empty roster", () => {
  test.each(["d1", "d2", "d3a", "d5", "d6a"])(
    "%s: no honest account in a network of 8 or more",
    async (id) => {
      const figures = await run(id);
      expect(figures.operator_accounts).toBe(0);
      expect([figures.honest_in_8, figures.networks_8, figures.decoys_touched]).toEqual([0, 0, []]);
    },
  );
});

describe("where the evidence does not suffice", () => {
  test.each(["s3", "s8"])("%s: there is no network of the operator's, and nobody is drawn in", async (id) => {
    const figures = await run(id);
    expect(figures.operator_accounts).toBe(300);
    expect([figures.operator_in_8, figures.honest_in_8, figures.victims_touched]).toEqual([0, 0, 0]);
    expect(missed(figures)).toEqual([]);
  });
});

describe("where it suffices", () => {
  test.each(["s1", "s5", "s7a"])("%s: the operator is whole and no honest account is with it", async (id) => {
    const figures = await run(id);
    expect(figures.whole).toBeGreaterThanOrEqual(0.95);
    expect([figures.honest_in_8, figures.victims_touched, figures.decoys_touched]).toEqual([0, 0, []]);
    expect(figures.victims).toBeGreaterThan(0);
    expect(missed(figures)).toEqual([]);
  });
});

describe("the figures", () => {
  const person = (accountId: string): ScenarioTruth => ({
    accountId,
    operatorId: `i_${accountId}`,
    label: "innocent",
    source: "individual",
    decoyOrganization: "",
  });
  const run = (accountId: string, operatorId: string): ScenarioTruth => ({
    ...person(accountId),
    operatorId,
    label: "operator",
    source: "operator:evading",
  });
  const network = (...members: string[]): MeasuredNetwork => ({
    members: members.map((accountId, i) => ({ accountId, membership: i === 0 ? "core" : "fringe" })),
  });
  const accounts = (prefix: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${prefix}${i}`);
  const input = new EngineInputBuilder()
    .addObservation({
      accountId: "a0",
      kind: "payment_instrument",
      value: "card",
      firstSeenMs: 1,
      lastSeenMs: 1,
      count: 1,
    })
    .addObservation({
      accountId: "robbed",
      kind: "payment_instrument",
      value: "card",
      firstSeenMs: 1,
      lastSeenMs: 1,
      count: 1,
    })
    .build();

  test("an operator is as whole as its largest network, and a merged one is counted", () => {
    const truth = [
      ...accounts("a", 10).map((id) => run(id, "op_1")),
      ...accounts("b", 4).map((id) => run(id, "op_2")),
    ];
    const figures = scenarioFigures(
      input,
      [network(...accounts("a", 6), "b0", "b1", "b2"), network("a6", "a7")],
      truth,
    );
    expect(figures.whole_by_operator).toEqual({ op_1: 0.6, op_2: 0.75 });
    expect([figures.whole, figures.merged_networks, figures.networks_8]).toEqual([0.6, 1, 1]);
    expect(figures.operator_in_8).toBeCloseTo(9 / 14);
    expect(figures.pair_p).toBeCloseTo((15 + 3 + 1) / (36 + 1));
    expect(figures.pair_r).toBeCloseTo((15 + 3 + 1) / (45 + 6));
  });

  test("a victim counts in any network with an operator, others from eight members on, decoys by their core", () => {
    const truth = [
      ...accounts("a", 3).map((id) => run(id, "op_1")),
      person("robbed"),
      ...accounts("c", 9).map((id) => ({
        ...person(id),
        source: "decoy:classroom",
        decoyOrganization: "class/0",
      })),
      ...accounts("d", 3).map((id) => ({ ...person(id), decoyOrganization: "class/1" })),
    ];
    const figures = scenarioFigures(
      input,
      [network(...accounts("c", 9)), network("a0", "robbed", "d0"), network("d1", "d2")],
      truth,
    );
    expect([figures.victims, figures.victims_touched]).toEqual([1, 1]);
    expect([figures.honest_in_8, figures.honest_core_in_8, figures.honest_with_strangers_in_8]).toEqual([
      9, 1, 9,
    ]);
    expect(figures.decoys_touched).toEqual(["class/0"]);
    expect(figures.operator_in_8).toBe(0);
  });
});

describe("the table", () => {
  const figures = {
    operator_accounts: 100,
    honest_accounts: 1_000,
    whole_by_operator: { op_1: 1 },
    whole: 1,
    operator_in_8: 1,
    pair_p: 1,
    pair_r: 1,
    merged_networks: 0,
    honest_in_8: 0,
    honest_in_8_share: 0,
    honest_core_in_8: 0,
    honest_with_strangers_in_8: 0,
    decoys_touched: [],
    victims: 0,
    victims_touched: 0,
    networks_8: 1,
  };
  const about = { scenario: "x1", title: "made up", aim: "whole", scale: "quick", observations: 1 } as const;
  const made = (seed: number, whole: number): ScenarioRun => ({
    ...about,
    ...figures,
    whole,
    seed,
    make_seconds: 1,
    seconds: 1,
    peak_rss_mb: 1,
  });

  test("says the middle seed, the worst one beside it, and what was missed", () => {
    const row = scenarioTable([made(1, 1), made(2, 0.4), made(3, 0.97)])
      .split("\n")
      .at(-1);
    expect(row).toContain("0.970 (0.400)");
    expect(row).toContain("not whole");
    expect(
      scenarioTable([made(1, 1)])
        .split("\n")
        .at(-1),
    ).toContain("held");
  });

  test("is written between its marks and leaves the rest; a file without marks is refused", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "scenarios-"));
    try {
      const file = path.join(folder, "README.md");
      writeFileSync(file, "before\n<!-- scenarios -->\nold\n<!-- /scenarios -->\nafter\n");
      writeScenarioTable(file, [made(1, 1)]);
      const once = readFileSync(file, "utf8");
      expect(once.startsWith("before\n<!-- scenarios -->\n")).toBe(true);
      expect(once.endsWith("<!-- /scenarios -->\nafter\n")).toBe(true);
      expect(once).toContain("x1 made up");
      expect(once).not.toContain("old");
      writeScenarioTable(file, [made(1, 1)]);
      expect(readFileSync(file, "utf8")).toBe(once);
      writeFileSync(file, "no marks");
      expect(() => writeScenarioTable(file, [made(1, 1)])).toThrow(/has no <!-- scenarios -->/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test("a scenario nobody wrote is refused with those there are; the full size is the reported campaign alone", () => {
  expect(() => scenariosFor({ scale: "small", only: ["s1", "x9"] })).toThrow(
    /no scenario x9; there are s1, s2/,
  );
  expect(scenariosFor({ scale: "full", only: [] }).map(({ id }) => id)).toEqual(["s9"]);
  expect(scenariosFor({ scale: "small", only: [] })).toHaveLength(SCENARIOS.length);
});
