import fc from "fast-check";
import { expect, test } from "vitest";
import { dailyRows } from "@/components/charts/series";
import type { AccountProfile } from "@/lib/domain/profile";
import { modelSeries, shareWords } from "./asks-for";
import { handoverSentence } from "./handover-words";

function models(change: Partial<AccountProfile["models"]>): AccountProfile["models"] {
  return { days: [0], everyDay: true, top: [], rest: [0], names: 0, exchanges: 0, ...change };
}

test("whatever a model is called, its exchanges are drawn, and the other models are one band on top", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.oneof(fc.string(), fc.constantFrom("dayMs", "rest", "sable-3.5", "__proto__")), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.nat(3),
      (names, others) => {
        const top = names.map((name, number) => ({ name, perDay: [number + 1] }));
        const series = modelSeries(models({ top, names: names.length + others, rest: [others * 10] }));
        const [row] = dailyRows([0], series);
        expect(series.map((one) => row?.[one.id])).toEqual([
          ...top.map((model) => model.perDay[0]),
          ...(others > 0 ? [others * 10] : []),
        ]);
        expect(row?.["dayMs"]).toBe(0);
        expect(series.every((one) => !one.id.includes("."))).toBe(true);
      },
    ),
  );
});

test("a share is never rounded to nothing or to all", () => {
  expect(shareWords(1, 3)).toBe("33.3 %");
  expect(shareWords(1, 100_000)).toBe("< 0.1 %");
  expect(shareWords(99_999, 100_000)).toBe("> 99.9 %");
  expect(shareWords(5, 5)).toBe("100.0 %");
  expect(shareWords(0, 0)).toBe("0 %");
});

test("hand-overs are one sentence, with the busiest key where there are several", () => {
  const one = {
    rows: [],
    total: 2,
    busiest: { apiKeyId: "k_1", others: 2, count: 31 },
    keys: 1,
    others: 2,
    count: 31,
  };
  expect(handoverSentence(one)).toBe("Key k_1 went between this account and 2 others, 31 times.");
  expect(
    handoverSentence({
      ...one,
      busiest: { apiKeyId: "k_2\u202e", others: 1, count: 1 },
      keys: 3,
      others: 4,
      count: 2,
    }),
  ).toBe("3 keys went between this account and 4 others, twice in all; most often k_2: 1 other, once.");
});
