import { counted, grouped } from "@/lib/core/format";
import { identifierKind } from "../identifiers";
import { greedyCut } from "./greedy-cut";
import { compareIdentifiers, type HoldsRanking } from "./holds-together";
import type { LinkGraph } from "./link-graph";
import type { Reclustering } from "./reclustering";
import { thinnestCut } from "./thinnest-cut";

/** Accounts that must fall off for a network to count as split, or this share of a smaller one. */
const SPLIT_ACCOUNTS = 8;
const SPLIT_SHARE = 0.2;
/** Identifiers on the most confirmed links, among which pairs are looked for. */
const PAIRED_MAX = 40;
const GREEDY_MAX = 30;
/** Values named in the sentence; more are counted by kind. */
const NAMED_MAX = 2;

/** The smallest set of identifiers found whose removal splits a network. */
export interface CutTest {
  /** How it was found: for certain the smallest (one), the smallest of those looked at (pair), a set (greedy). */
  found: "one" | "pair" | "greedy" | "none";
  /** Positions in `graph.identifiers`. */
  identifiers: number[];
  /** Accounts of the network, how many must fall off its largest part, and how many do. */
  accounts: number;
  leavingMin: number;
  leaving: number;
  /** Sizes of the parts without the identifiers, largest first; the whole where none was found. */
  parts: number[];
  /** The result in plain words. */
  sentence: string;
}

type Found = Pick<CutTest, "found" | "identifiers">;

/**
 * The smallest set of identifiers whose removal makes at least 8 accounts (or 20 % of a smaller
 * network) fall off its largest part, when every link that rests on them is scored again. Exact for
 * one identifier (`ranking` has tried them all), then for pairs of the 40 on the most confirmed
 * links; larger sets are searched for where the spanning forest is thinnest and by what makes
 * the most accounts leave, and everything in them that is not needed is put back.
 */
export function cutTest(reclustering: Reclustering, ranking: HoldsRanking): CutTest {
  const { graph, whole } = reclustering;
  const leavingMin = Math.min(SPLIT_ACCOUNTS, Math.max(1, Math.ceil(whole * SPLIT_SHARE)));
  const paired = mostUsed(reclustering, PAIRED_MAX);
  const found: Found = oneThatSplits(ranking, leavingMin) ??
    pairThatSplits(reclustering, paired, leavingMin) ??
    setThatSplits(reclustering, leavingMin) ?? { found: "none", identifiers: [] };
  const parts = reclustering.partsWithout(new Set(found.identifiers)).map((part) => part.length);
  const result = { ...found, accounts: whole, leavingMin, leaving: whole - (parts[0] ?? 0), parts };
  return { ...result, sentence: sentenceOf(graph, result, paired.length) };
}

function oneThatSplits(ranking: HoldsRanking, leavingMin: number): Found | undefined {
  const [first] = ranking.rows;
  return first === undefined || first.accountsLeaving < leavingMin
    ? undefined
    : { found: "one", identifiers: [first.identifier] };
}

/** Identifiers on the most confirmed links. */
function mostUsed({ graph, byIdentifier }: Reclustering, max: number): number[] {
  return [...graph.identifiers.keys()]
    .filter((identifier) => byIdentifier.of(identifier).length > 0)
    .sort((x, y) => byIdentifier.of(y).length - byIdentifier.of(x).length || compareIdentifiers(graph, x, y))
    .slice(0, max);
}

function pairThatSplits(
  reclustering: Reclustering,
  among: readonly number[],
  leavingMin: number,
): Found | undefined {
  let best: { pair: number[]; leaving: number } | undefined;
  for (const [place, first] of among.entries()) {
    for (const second of among.slice(place + 1)) {
      const leaving = reclustering.accountsLeaving(new Set([first, second]));
      if (leaving >= leavingMin && leaving > (best?.leaving ?? 0)) best = { pair: [first, second], leaving };
    }
  }
  return best === undefined ? undefined : { found: "pair", identifiers: best.pair };
}

/** The smaller of what two ways of searching find, with nothing in it that is not needed. */
function setThatSplits(reclustering: Reclustering, leavingMin: number): Found | undefined {
  const thin = thinnestCut(reclustering, leavingMin);
  const thinnest = thin === undefined ? undefined : onlyNeeded(reclustering, thin, leavingMin);
  const max = Math.min(GREEDY_MAX, (thinnest?.length ?? Number.POSITIVE_INFINITY) - 1);
  const greedy = greedyCut(reclustering, leavingMin, max);
  const identifiers = greedy === undefined ? thinnest : onlyNeeded(reclustering, greedy, leavingMin);
  return identifiers === undefined ? undefined : { found: "greedy", identifiers };
}

function onlyNeeded(reclustering: Reclustering, taken: readonly number[], leavingMin: number): number[] {
  const needed = new Set(taken);
  for (const identifier of taken) {
    needed.delete(identifier);
    if (reclustering.accountsLeaving(needed) < leavingMin) needed.add(identifier);
  }
  return [...needed];
}

function sentenceOf(graph: LinkGraph, cut: Omit<CutTest, "sentence">, paired: number): string {
  const { accounts, leaving, leavingMin, identifiers } = cut;
  const left = `${grouped(leaving)} of ${counted(accounts, "account")} ${leaving === 1 ? "falls" : "fall"} off the largest part, which keeps ${grouped(cut.parts[0] ?? 0)}`;
  const noPair = `No single identifier splits it, nor any two of the ${grouped(paired)} on the most links`;
  if (cut.found === "one") return `Without ${named(graph, identifiers)}, ${left}.`;
  if (cut.found === "pair")
    return `No single identifier splits it. Without ${named(graph, identifiers)}, ${left}.`;
  if (cut.found === "greedy")
    return `${noPair}. Without ${named(graph, identifiers)}, found step by step, ${left}; a smaller set may exist.`;
  if (paired === 0) return "No identifier holds it together.";
  return `${noPair}; no larger set was found without which ${counted(leavingMin, "account")} or more of its ${grouped(accounts)} fall off.`;
}

/** Up to two identifiers by name, more as "5 identifiers (3 × device, 2 × payment instrument)". */
function named(graph: LinkGraph, identifiers: readonly number[]): string {
  const found = identifiers.flatMap((identifier) => graph.identifiers[identifier] ?? []);
  if (found.length <= NAMED_MAX)
    return found
      .map(({ kind, value }) => {
        const spec = identifierKind(kind);
        return `the ${spec.label} ${spec.show(value)}`;
      })
      .join(" and ");
  const kinds = new Map<string, number>();
  for (const { kind } of found) {
    const { label } = identifierKind(kind);
    kinds.set(label, (kinds.get(label) ?? 0) + 1);
  }
  const byKind = [...kinds]
    .sort(([labelX, x], [labelY, y]) => y - x || (labelX < labelY ? -1 : 1))
    .map(([label, count]) => `${grouped(count)} × ${label}`)
    .join(", ");
  return `${counted(found.length, "identifier")} (${byKind})`;
}
