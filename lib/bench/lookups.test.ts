import { expect, test } from "vitest";
import { runLookupsBench } from "./lookups";

test("measures both directions on a store of its own", { timeout: 120_000 }, async () => {
  const bench = await runLookupsBench({ accounts: 300, askers: 4, lookups: 60, seed: "test" });
  expect(bench.accounts).toBe(300);
  expect(bench.observations).toBeGreaterThan(1_000);
  expect(bench.lookups).toBe(60);
  for (const direction of ["account", "identifier"] as const) {
    expect(bench[`${direction}_p50_ms`]).toBeGreaterThan(0);
    expect(bench[`${direction}_p95_ms`]).toBeGreaterThanOrEqual(bench[`${direction}_p50_ms`]);
    expect(bench[`${direction}_p99_ms`]).toBeGreaterThanOrEqual(bench[`${direction}_p95_ms`]);
  }
  expect(bench.largest_crowd).toBeGreaterThan(8);
  expect(bench.peak_rss_mb).toBeGreaterThan(0);
});
