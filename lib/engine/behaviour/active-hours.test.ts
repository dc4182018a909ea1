import { describe, expect, test } from "vitest";
import { activeHoursOf, HOURS_EXCHANGES_MIN, hoursWords } from "./active-hours";

/** 24 counts with some hours set. */
function exchanges(counts: Record<number, number>): number[] {
  return Array.from({ length: 24 }, (_, hour) => counts[hour] ?? 0);
}
const bits = (...hours: number[]): number => hours.reduce((mask, hour) => mask + 2 ** hour, 0);

describe("hours an account is active in", () => {
  test.each([
    ["nothing", {}, 0],
    ["199 exchanges: too few to say", { 9: 199 }, 0],
    ["200 in one hour", { 9: 200 }, bits(9)],
    ["the first and the last hour of the day", { 0: 100, 23: 100 }, bits(0, 23)],
    ["an hour with 1 % is regular", { 9: 990, 14: 10 }, bits(9, 14)],
    ["an hour with less is not", { 9: 991, 14: 9 }, bits(9)],
    [
      "thin hours count for the total",
      { 9: 191, 10: 1, 11: 1, 12: 1, 13: 1, 14: 1, 15: 1, 16: 1, 17: 1, 18: 1 },
      bits(9),
    ],
  ])("%s", (_, counts, expected) => {
    expect(activeHoursOf(exchanges(counts))).toBe(expected);
  });

  test("round the clock is every hour, as a number that is not negative", () => {
    expect(activeHoursOf(Array.from({ length: 24 }, () => 1_000))).toBe(2 ** 24 - 1);
    expect(activeHoursOf(new Float64Array(24).fill(1e12))).toBe(2 ** 24 - 1);
  });

  test("counts that are no numbers, and lists that are too short, say nothing", () => {
    expect(activeHoursOf(exchanges({ 3: Number.NaN, 9: 1_000 }))).toBe(0);
    expect(activeHoursOf([])).toBe(0);
    expect(activeHoursOf([HOURS_EXCHANGES_MIN])).toBe(bits(0));
  });
});

describe("in words", () => {
  test.each([
    [0, "at no hour"],
    [bits(7), "07 UTC"],
    [bits(8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 22), "08–17 and 22 UTC"],
    [bits(0, 1, 5, 23), "00–01, 05 and 23 UTC"],
    [bits(22, 23), "22–23 UTC"],
    [2 ** 24 - 1, "00–23 UTC"],
  ])("%i", (hours, words) => {
    expect(hoursWords(hours)).toBe(words);
  });
});
