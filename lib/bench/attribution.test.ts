import { expect, test } from "vitest";
import { runAttributionBench } from "./attribution";
import { labelledData } from "./labelled-data";

const { dir: dataDir, absent, skipped } = labelledData();

test.skipIf(absent)(`real operators are found and innocents left alone${skipped}`, async () => {
  const metrics = await runAttributionBench({ dataDir });
  expect(metrics.pair_f1).toBeGreaterThanOrEqual(0.75);
  expect(metrics.innocents_in_8).toBeLessThanOrEqual(0.01);
  expect(metrics.flag8_p).toBeGreaterThanOrEqual(0.95);
});
