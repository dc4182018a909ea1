import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runAttributionBench } from "./attribution";

const dataDir = fileURLToPath(new URL("../../../shared/data/hop-train", import.meta.url));
const absent = !existsSync(dataDir);

test.skipIf(absent)(
  `real operators are found and innocents left alone${absent ? " (skipped: ../shared/data/hop-train is absent)" : ""}`,
  async () => {
    const metrics = await runAttributionBench({ dataDir });
    expect(metrics.pair_f1).toBeGreaterThanOrEqual(0.75);
    expect(metrics.innocents_in_8).toBeLessThanOrEqual(0.01);
    expect(metrics.flag8_p).toBeGreaterThanOrEqual(0.95);
  },
);
