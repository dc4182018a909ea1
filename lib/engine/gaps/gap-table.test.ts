import { expect, test } from "vitest";
import { seededRng } from "@/lib/core/rng";
import { MS_PER_DAY, MS_PER_HOUR } from "@/lib/core/time";
import { EngineInputBuilder } from "../input";
import { DEFAULT_PARAMETERS } from "../parameters";
import { chanceOf, sampleGapTables, windowGapMs } from "./gap-table";

test("two windows are as far apart as the silence between them, 0 where they overlap", () => {
  expect(windowGapMs(0, 5, 9, 12)).toBe(4);
  expect(windowGapMs(9, 12, 0, 5)).toBe(4);
  expect(windowGapMs(0, 10, 5, 20)).toBe(0);
});

test("the chance of a gap is the share of random pairs at most that far apart", () => {
  const builder = new EngineInputBuilder();
  const rng = seededRng("even");
  const days = 100;
  for (let i = 0; i < 2_000; i++) {
    builder.addAccount({
      accountId: `a${i}`,
      createdAtMs: rng.next() * days * MS_PER_DAY,
      verifiedEntity: "",
      contractId: "",
    });
  }
  const { created } = sampleGapTables(builder.build(), DEFAULT_PARAMETERS, seededRng("sample"));
  const chance = (ms: number): number => chanceOf(created ?? undefined, ms, DEFAULT_PARAMETERS.chanceFloor);
  const expected = (d: number): number => 1 - (1 - d / days) ** 2;
  for (const d of [1, 5, 20, 60])
    expect(Math.abs(Math.log2(chance(d * MS_PER_DAY) / expected(d)))).toBeLessThan(0.1);
  expect(chance(0)).toBe(DEFAULT_PARAMETERS.chanceFloor);
  expect(chance(MS_PER_HOUR / 60)).toBe(DEFAULT_PARAMETERS.chanceFloor);
  expect(chance(1_000 * MS_PER_DAY)).toBe(1);
  expect(chance(Number.NaN)).toBe(1);
});
