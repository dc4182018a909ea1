import * as fc from "fast-check";
import { expect, test } from "vitest";
import { randomInt, seededRng } from "@/lib/core/rng";
import { DEFAULT_PARAMETERS } from "../parameters";
import { cutTest } from "./cut-test";
import { holdsTogether } from "./holds-together";
import { anyLinkGraph, linkGraph, type SketchedLink } from "./link-graph.test-support";
import { Reclustering } from "./reclustering";

const of = (accounts: number, links: readonly SketchedLink[]): Reclustering =>
  new Reclustering(linkGraph(accounts, links), DEFAULT_PARAMETERS);

/** Every two of these accounts share one card, and an address of their own. */
function group(accounts: readonly number[], cards: readonly string[]): SketchedLink[] {
  return accounts.flatMap((a, i) =>
    accounts.slice(i + 1).map((b): SketchedLink => ({
      a,
      b,
      rows: [...cards.map((card) => [card, 8] as const), [`ip ${a}-${b}`, 4]],
    })),
  );
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

function valuesOf(reclustering: Reclustering, identifiers: readonly number[]): string[] {
  return identifiers.map((identifier) => reclustering.graph.identifiers[identifier]?.value ?? "").sort();
}

test("one card that ties two halves is found, with the halves", () => {
  const reclustering = of(20, [
    ...group(range(0, 12), ["card 1", "device 1"]),
    ...group(range(12, 20), ["card 2", "device 2"]),
    {
      a: 3,
      b: 15,
      rows: [
        ["card 9", 8],
        ["ip 3-15", 4],
      ],
    },
    {
      a: 4,
      b: 16,
      rows: [
        ["card 9", 8],
        ["ip 4-16", 4],
      ],
    },
  ]);
  const cut = cutTest(reclustering, holdsTogether(reclustering));
  expect(cut).toMatchObject({ found: "one", accounts: 20, leavingMin: 4, leaving: 8, parts: [12, 8] });
  expect(valuesOf(reclustering, cut.identifiers)).toEqual(["card 9"]);
  expect(cut.sentence).toBe(
    "Without the payment instrument card 9, 8 of 20 accounts fall off the largest part, which keeps 12.",
  );
  const [first] = holdsTogether(reclustering).rows;
  expect(first).toMatchObject({ links: 2, accounts: 4, linksFalling: 2, accountsLeaving: 8 });
});

test("where two ties hold, only the pair splits", () => {
  const reclustering = of(20, [
    ...group(range(0, 12), ["card 1", "device 1", "device 3"]),
    ...group(range(12, 20), ["card 2", "device 2", "device 4"]),
    {
      a: 3,
      b: 15,
      rows: [
        ["card 8", 8],
        ["ip 3-15", 4],
      ],
    },
    {
      a: 4,
      b: 16,
      rows: [
        ["card 9", 8],
        ["ip 4-16", 4],
      ],
    },
    {
      a: 5,
      b: 17,
      rows: [
        ["card 8", 8],
        ["ip 5-17", 4],
      ],
    },
    {
      a: 6,
      b: 18,
      rows: [
        ["card 9", 8],
        ["ip 6-18", 4],
      ],
    },
  ]);
  const cut = cutTest(reclustering, holdsTogether(reclustering));
  expect(cut.found).toBe("pair");
  expect(valuesOf(reclustering, cut.identifiers)).toEqual(["card 8", "card 9"]);
  expect(cut.sentence).toMatch(
    /^No single identifier splits it\. Without .* and .*, 8 of 20 accounts fall off/,
  );
});

test("where neither one nor two split, a set is found step by step and holds nothing it does not need", () => {
  const ties = range(0, 4).flatMap((i): SketchedLink[] =>
    range(0, 2).map((twice) => ({
      a: i + 4 * twice,
      b: 12 + ((i + twice) % 8),
      rows: [
        [`card tie ${i}`, 8],
        [`ip tie ${i} ${twice}`, 4],
      ],
    })),
  );
  const reclustering = of(20, [
    ...group(range(0, 12), ["card 1", "device 1", "device 3"]),
    ...group(range(12, 20), ["card 2", "device 2", "device 4"]),
    ...ties,
  ]);
  const cut = cutTest(reclustering, holdsTogether(reclustering));
  expect(cut.found).toBe("greedy");
  expect(cut.leaving).toBeGreaterThanOrEqual(cut.leavingMin);
  for (const identifier of cut.identifiers) {
    const fewer = new Set(cut.identifiers.filter((one) => one !== identifier));
    expect(reclustering.accountsLeaving(fewer)).toBeLessThan(cut.leavingMin);
  }
  expect(cut.sentence).toMatch(
    /^No single identifier splits it, nor any two of the 40 on the most links\. Without \d+ identifiers/,
  );
});

test("the result splits as it says, no smaller set among the identifiers does where it says so", () => {
  fc.assert(
    fc.property(anyLinkGraph, (graph) => {
      const reclustering = new Reclustering(graph, DEFAULT_PARAMETERS);
      fc.pre(reclustering.whole >= 2);
      const cut = cutTest(reclustering, holdsTogether(reclustering));
      const all = [...graph.identifiers.keys()];
      const splits = (set: readonly number[]): number =>
        cut.accounts - (reclustering.partsWithout(new Set(set))[0]?.length ?? 0);
      const best = (sets: readonly number[][]): number => Math.max(0, ...sets.map(splits));
      const ones = best(all.map((one) => [one]));
      const twos = best(all.flatMap((one) => all.filter((two) => two > one).map((two) => [one, two])));
      expect(cut.parts.reduce((sum, size) => sum + size, 0)).toBeGreaterThanOrEqual(cut.accounts);
      if (ones >= cut.leavingMin) expect(cut).toMatchObject({ found: "one", leaving: ones });
      else if (twos >= cut.leavingMin) expect(cut).toMatchObject({ found: "pair", leaving: twos });
      else expect(["greedy", "none"]).toContain(cut.found);
      if (cut.found !== "none") expect(splits(cut.identifiers)).toBe(cut.leaving);
      const ranking = holdsTogether(reclustering, 3);
      expect(ranking.rows.map((row) => row.accountsLeaving)).toEqual(
        all
          .filter((one) => reclustering.byIdentifier.of(one).length > 0)
          .map((one) => splits([one]))
          .sort((x, y) => y - x)
          .slice(0, 3),
      );
    }),
    { numRuns: 200 },
  );
});

test("a network nobody holds together is said to be none", () => {
  expect(cutTest(of(3, []), holdsTogether(of(3, []))).sentence).toBe("No identifier holds it together.");
  expect(holdsTogether(of(3, [])).rows).toEqual([]);
});

test("20,000 accounts, 300,000 links and 1.5 M rows are ranked within seconds", () => {
  const accounts = 20_000;
  const rng = seededRng("large network");
  const links = 300_000;
  const cards = 2_000;
  const devices = 1_200;
  const addresses = 9_000;
  const pairs = Array.from({ length: links }, (_, l) => {
    const a = l < accounts - 1 ? l : randomInt(rng, accounts - 1);
    return { a, b: l < accounts - 1 ? a + 1 : a + 1 + randomInt(rng, Math.min(40, accounts - 1 - a)) };
  });
  const graph = {
    accounts: range(0, accounts).map((account) => `acct_${account}`),
    identifiers: range(0, cards + devices + addresses).map((i) => ({
      kind: i < cards ? "payment_instrument" : i < cards + devices ? "device" : "ip",
      value: String(i),
      family: i < cards ? 2 : i < cards + devices ? 1 : 0,
    })),
    a: Int32Array.from(pairs, ({ a }) => a),
    b: Int32Array.from(pairs, ({ b }) => b),
    bits: new Float64Array(links).fill(4.753),
    counterBits: new Float64Array(links),
    confirmed: new Uint8Array(links).fill(1),
    countedFamilies: new Uint8Array(links).fill(6),
    rowStart: Int32Array.from({ length: links + 1 }, (_, l) => l * 5),
    decided: new Uint8Array(links),
    rowIdentifier: Int32Array.from({ length: links * 5 }, (_, row) => {
      const a = pairs[Math.floor(row / 5)]?.a ?? 0;
      if (row % 5 === 0) return Math.floor((a * cards) / accounts);
      if (row % 5 === 1) return cards + Math.floor((a * devices) / accounts);
      return cards + devices + randomInt(rng, addresses);
    }),
    rowBits: Float64Array.from({ length: links * 5 }, (_, row) => [3.5, 1.2, 0.4, 0.4, 0.4][row % 5] ?? 0),
  };
  const reclustering = new Reclustering(graph, DEFAULT_PARAMETERS);
  const ranking = holdsTogether(reclustering);
  const cut = cutTest(reclustering, ranking);
  expect(ranking.rows).toHaveLength(40);
  expect(ranking.rows.every((row) => row.linksFalling > 0)).toBe(true);
  expect(cut.accounts).toBe(accounts);
});
