import { counted } from "@/lib/core/format";
import { FAMILIES } from "@/lib/domain/identifier";
import { GrowableDoubles, GrowableInts } from "../growable";
import { type StatusReason, statusReason } from "../guard/link-status";
import type { EngineInput } from "../input";
import type { EngineModel } from "../model";
import { candidatePairs } from "./candidate-pairs";
import type { PairScorer } from "./score-pair";

/** Scored pairs as columns, rising by (a, b). Only those of at least `candidateBits`. */
export interface ScoredLinks {
  count: number;
  a: Int32Array;
  b: Int32Array;
  bits: Float64Array;
  counterBits: Float64Array;
  /** 1 where both accounts declare one firm. */
  declaredTogether: Int32Array;
  /** 1 where the pair stands for two groups, see `crowdJoins`. */
  joinsGroups: Int32Array;
  /** FAMILIES.length values per link. */
  families: Float64Array;
  /** Pairs that were looked at. */
  pairs: number;
}

class LinkColumns {
  readonly #a = new GrowableInts();
  readonly #b = new GrowableInts();
  readonly #bits = new GrowableDoubles();
  readonly #counterBits = new GrowableDoubles();
  readonly #declaredTogether = new GrowableInts();
  readonly #joinsGroups = new GrowableInts();
  readonly #families = new GrowableDoubles();

  /** Keeps the scorer's last pair. */
  keep(a: number, b: number, scorer: PairScorer): void {
    this.#a.push(a);
    this.#b.push(b);
    this.#bits.push(scorer.bits);
    this.#counterBits.push(scorer.counterBits);
    this.#declaredTogether.push(scorer.declaredTogether ? 1 : 0);
    this.#joinsGroups.push(scorer.join === undefined ? 0 : 1);
    for (let f = 0; f < FAMILIES.length; f++) this.#families.push(scorer.families[f] ?? 0);
  }

  /** Keeps link `l` of other columns. */
  keepFrom(links: ScoredLinks, l: number): void {
    this.#a.push(links.a[l] ?? 0);
    this.#b.push(links.b[l] ?? 0);
    this.#bits.push(links.bits[l] ?? 0);
    this.#counterBits.push(links.counterBits[l] ?? 0);
    this.#declaredTogether.push(links.declaredTogether[l] ?? 0);
    this.#joinsGroups.push(links.joinsGroups[l] ?? 0);
    for (let f = 0; f < FAMILIES.length; f++)
      this.#families.push(links.families[l * FAMILIES.length + f] ?? 0);
  }

  columns(pairs: number): ScoredLinks {
    return {
      count: this.#a.length,
      a: this.#a.view().slice(),
      b: this.#b.view().slice(),
      bits: this.#bits.view().slice(),
      counterBits: this.#counterBits.view().slice(),
      declaredTogether: this.#declaredTogether.view().slice(),
      joinsGroups: this.#joinsGroups.view().slice(),
      families: this.#families.view().slice(),
      pairs,
    };
  }
}

/** Scores every candidate pair and keeps what reaches the candidate threshold. */
export function scoreLinks(scorer: PairScorer, onPhase: (sentence: string) => void): ScoredLinks {
  const { input, model } = scorer;
  const pairs = candidatePairs(input, scorer.crowds, model);
  onPhase(`scoring ${counted(pairs.length, "pair")} of accounts`);
  const accounts = input.accountIds.length;
  const kept = new LinkColumns();
  for (const key of pairs) {
    const a = Math.floor(key / accounts);
    const b = key - a * accounts;
    if (scorer.scoreQuickly(a, b) >= model.parameters.candidateBits) kept.keep(a, b, scorer);
  }
  return kept.columns(pairs.length);
}

/** The links with some pairs scored again (or for the first time), in place of what was there. */
export function withLinks(
  links: ScoredLinks,
  scorer: PairScorer,
  pairs: readonly { a: number; b: number }[],
): ScoredLinks {
  if (pairs.length === 0) return links;
  const again = new Set(pairs.map(({ a, b }) => `${a} ${b}`));
  const kept = new LinkColumns();
  for (let l = 0; l < links.count; l++) {
    const a = links.a[l] ?? 0;
    const b = links.b[l] ?? 0;
    if (again.has(`${a} ${b}`)) continue;
    kept.keepFrom(links, l);
  }
  for (const { a, b } of pairs) {
    scorer.score(a, b);
    kept.keep(a, b, scorer);
  }
  return kept.columns(links.pairs);
}

/** Status of link `l`, see `statusReason`. */
export function reasonOf(
  input: EngineInput,
  model: EngineModel,
  links: ScoredLinks,
  l: number,
): StatusReason {
  return statusReason(input, model, {
    a: links.a[l] ?? 0,
    b: links.b[l] ?? 0,
    bits: links.bits[l] ?? 0,
    declaredTogether: links.declaredTogether[l] === 1,
    joinsGroups: links.joinsGroups[l] === 1,
    families: links.families,
    offset: l * FAMILIES.length,
  });
}
