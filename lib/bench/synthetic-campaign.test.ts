import { expect, test } from "vitest";
import { seededRng } from "@/lib/core/rng";
import { DEFAULT_PARAMETERS } from "@/lib/engine/parameters";
import { resolve } from "@/lib/engine/resolve";
import { synthFiles } from "@/lib/synth/synth-files";
import { groupsOf } from "./attribution";
import { loadInput, loadTruth, type RowsOf } from "./load-input";
import { groupingMetrics } from "./metrics";
import type { CsvRow } from "./read-table";

function campaign(seed: number): RowsOf {
  const files = synthFiles({ operatorAccounts: 400, honestAccounts: 4_000, exchanges: 100_000, seed });
  return function* rows(table): Generator<CsvRow> {
    for (const row of files.find((file) => file.table === table)?.rows() ?? []) {
      yield Object.fromEntries(Object.entries(row).map(([column, value]) => [column, String(value)]));
    }
  };
}

test.each([3, 4])(
  "an operator's accounts are found, apart from another's, and no decoy with them (seed %i)",
  async (seed) => {
    const rowsOf = campaign(seed);
    const resolution = resolve(await loadInput(rowsOf), DEFAULT_PARAMETERS, seededRng("attribution"));
    const truth = await loadTruth(rowsOf);
    const metrics = groupingMetrics(truth, groupsOf(resolution));
    expect(metrics.flag8_p).toBeGreaterThanOrEqual(0.97);
    expect(metrics.flag8_r).toBeGreaterThanOrEqual(0.8);
    expect(metrics.innocents_in_8).toBeLessThanOrEqual(0.005);
    const large = resolution.networks.filter((network) => network.members.length >= 8);
    expect(large.length).toBeLessThanOrEqual(12);
    for (const network of large) {
      const parties = new Set(network.members.map((member) => truth.get(member.accountId)?.operatorId));
      expect([...parties]).toHaveLength(1);
    }
  },
);
