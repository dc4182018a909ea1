import { expect, test } from "vitest";
import type { ForestView } from "@/lib/domain/network-inside";
import { cutAt, forestLinks, stepPoints, thresholdRange } from "./cut-at";
import { parseCut, printCut } from "./cut-url";

/** Two groups of three tied by one weak link, and a pair an analyst decided on. */
const view: ForestView = {
  networkId: "N-0001",
  confirmBits: 4,
  candidateBits: 2.5,
  accounts: ["a", "b", "c", "d", "e", "f", "g"],
  a: [0, 0, 1, 3, 4, 2],
  b: [6, 1, 2, 4, 5, 3],
  bits: [null, 12, 9.5, 9.5, 8, 4.6],
  candidates: { a: [0, 1], b: [5, 2], bits: [3.5, 3.1], total: 2 },
};
const links = forestLinks(view);

test("raising the threshold parts the network where it is weakest; what an analyst decided holds", () => {
  expect(cutAt(view, links, 4)).toMatchObject({ largest: 7, leaving: 0, alone: [], candidatesBetween: 0 });
  expect(cutAt(view, links, 4.7)).toEqual({
    groups: [
      ["a", "b", "c", "g"],
      ["d", "e", "f"],
    ],
    alone: [],
    largest: 4,
    leaving: 3,
    candidatesBetween: 1,
  });
  expect(cutAt(view, links, 13)).toMatchObject({ groups: [["a", "g"]], alone: ["b", "c", "d", "e", "f"] });
});

test("the chart runs from the candidates' threshold to above the strongest link and never rises", () => {
  expect(thresholdRange(view)).toEqual({ min: 2.5, max: 13 });
  expect(stepPoints(view, links)).toEqual([
    { bits: 2.5, accounts: 7 },
    { bits: 4.6, accounts: 7 },
    { bits: 9.5, accounts: 4 },
    { bits: 12, accounts: 3 },
    { bits: 13, accounts: 2 },
  ]);
});

test("an address that names no threshold is passed over", () => {
  expect(parseCut("6.5")).toBe(6.5);
  for (const text of [null, "", "abc", "-1", "1e9", "NaN", "123", "4.555"])
    expect(parseCut(text)).toBeUndefined();
  expect(printCut(6.499999)).toBe("6.5");
  expect(parseCut(printCut(12))).toBe(12);
});
