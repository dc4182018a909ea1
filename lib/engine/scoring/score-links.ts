import { counted } from "@/lib/core/format";
import { sharedInts } from "../columns";
import type { EngineInput } from "../input";
import { CandidatePartners } from "./candidate-partners";
import type { PairScorer } from "./score-pair";
import { inOne, LinkColumns, placeOfLink, type ScoredLinks, stretchOf } from "./scored-links";

/** Where each use stands among its identifier's uses. */
export function placesOfUses(input: EngineInput): Int32Array {
  const places = sharedInts(input.useAccount.length);
  for (let at = 0; at < input.identifierUses.length; at++) places[input.identifierUses[at] ?? 0] = at;
  return places;
}

/** Scores every candidate pair whose first account is in [from, to). */
export function scoreAccounts(
  scorer: PairScorer,
  partners: CandidatePartners,
  from: number,
  to: number,
): ScoredLinks {
  const { candidateBits } = scorer.model.parameters;
  const kept = new LinkColumns();
  let pairs = 0;
  for (let account = from; account < to; account++) {
    const found = partners.after(account);
    pairs += found.length;
    for (const partner of found)
      if (scorer.scoreQuickly(account, partner, candidateBits) >= candidateBits)
        kept.keep(account, partner, scorer);
  }
  return kept.columns(pairs);
}

/** Scores the pairs given, `a` before `b`, and keeps what reaches the candidate threshold in their order. */
export function scorePairs(
  scorer: PairScorer,
  pairsOf: () => Iterable<readonly [number, number]>,
): ScoredLinks {
  const { candidateBits } = scorer.model.parameters;
  const kept = new LinkColumns();
  let pairs = 0;
  for (const [a, b] of pairsOf()) {
    pairs++;
    if (scorer.scoreQuickly(a, b, candidateBits) >= candidateBits) kept.keep(a, b, scorer);
  }
  return kept.columns(pairs);
}

/** Scores every candidate pair and keeps what reaches the candidate threshold. */
export function scoreLinks(scorer: PairScorer): ScoredLinks {
  const partners = new CandidatePartners(scorer, placesOfUses(scorer.input));
  return scoreAccounts(scorer, partners, 0, scorer.input.accountStart.length - 1);
}

export function pairsWords(links: ScoredLinks): string {
  return `${counted(links.count, "link")}, with ${counted(links.pairs, "pair")} of accounts scored`;
}

/** The links with some pairs scored again (or for the first time), in place of what was there. */
export function withLinks(
  links: ScoredLinks,
  scorer: PairScorer,
  pairs: readonly { a: number; b: number }[],
): ScoredLinks {
  if (pairs.length === 0) return links;
  const accounts = scorer.input.accountStart.length - 1;
  const keys = [...new Set(pairs.map(({ a, b }) => Math.min(a, b) * accounts + Math.max(a, b)))].sort(
    (x, y) => x - y,
  );
  const kept = new LinkColumns();
  const parts: { from: number; to: number; scored: boolean }[] = [];
  let from = 0;
  keys.forEach((key, scored) => {
    const a = Math.floor(key / accounts);
    const b = key - a * accounts;
    const place = placeOfLink(links, a, b);
    if (place > from) parts.push({ from, to: place, scored: false });
    from = links.a[place] === a && links.b[place] === b ? place + 1 : place;
    scorer.score(a, b);
    kept.keep(a, b, scorer);
    parts.push({ from: scored, to: scored + 1, scored: true });
  });
  parts.push({ from, to: links.count, scored: false });
  const again = kept.columns(0);
  return {
    ...inOne(parts.map((part) => stretchOf(part.scored ? again : links, part.from, part.to))),
    pairs: links.pairs,
  };
}
