import { counted } from "@/lib/core/format";
import { RingleaderError } from "@/lib/core/errors";
import { FAMILY_LABEL, type Identifier, identifierId } from "@/lib/domain/identifier";
import type { Link, LinkExplanation } from "@/lib/domain/link";
import { identifierKind } from "../identifiers";
import type { EngineInput } from "../input";
import type { EngineModel } from "../model";
import { crowdsOf } from "../scoring/crowds";
import { PairScorer } from "../scoring/score-pair";
import { buildLink } from "./build-link";
import { bitsWords, listWords } from "./numbers";

function linkSentence(link: Link, leftOut: number): string {
  const strongest = link.evidence[0];
  if (strongest === undefined) return "The two accounts share no identifier.";
  const parts: string[] = [];
  const families = listWords(link.families.map((family) => FAMILY_LABEL[family].toLowerCase()));
  parts.push(families === "" ? `${bitsWords(link.bits)}.` : `${bitsWords(link.bits)}, from ${families}.`);
  parts.push(strongest.sentence);
  const others = link.evidence.length - 1 + leftOut;
  if (others > 0) parts.push(`They share ${counted(others, "further identifier")}.`);
  if (link.counterEvidence.length > 0) {
    parts.push(`Against it: ${link.counterEvidence.map((row) => row.sentence).join(" ")}`);
  }
  return parts.join(" ");
}

/**
 * The link of two accounts with all its rows: the rows and bits `resolve` gives the same pair.
 * `input` must hold both accounts, the roster, and every use of the identifiers that
 * `identifiersToLoad` names; crowds are counted on it, population and gaps come from the model.
 * Throws RingleaderError `not_found` for an account that is not in the input, `bad_input` for a
 * pair of one account with itself.
 */
export function explainPair(
  input: EngineInput,
  model: EngineModel,
  accountA: string,
  accountB: string,
): LinkExplanation {
  if (accountA === accountB)
    throw new RingleaderError("bad_input", "a link is between two different accounts");
  const [first, second] = [accountA, accountB].sort().map((accountId) => {
    const index = input.accountIndex.get(accountId);
    if (index === undefined) {
      throw new RingleaderError("not_found", "no such account in the records", { details: { accountId } });
    }
    return index;
  });
  const scorer = new PairScorer(input, crowdsOf(input), model);
  const { rowsLeftOut, ...link } = buildLink(scorer, first ?? 0, second ?? 0);
  const { candidateBits, confirmBits } = model.parameters;
  return {
    ...link,
    sentence: linkSentence(link, rowsLeftOut),
    modelVersion: model.version,
    thresholds: { candidateBits, confirmBits },
  };
}

/**
 * Which identifiers' users `explainPair` needs, given all identifiers of both accounts: the
 * shared ones, and those by which one account is the other's counterparty.
 */
export function identifiersToLoad(ofA: readonly Identifier[], ofB: readonly Identifier[]): Identifier[] {
  const needed = new Map<string, Identifier>();
  const need = (identifier: Identifier): void => {
    needed.set(identifierId(identifier), identifier);
    const { refersTo } = identifierKind(identifier.kind);
    if (refersTo === undefined) return;
    const owner = { kind: refersTo, value: identifier.value };
    needed.set(identifierId(owner), owner);
  };
  const collect = (own: readonly Identifier[], others: readonly Identifier[]): void => {
    const known = new Set(others.map(identifierId));
    for (const identifier of own) {
      const { refersTo } = identifierKind(identifier.kind);
      const owned =
        refersTo !== undefined && known.has(identifierId({ kind: refersTo, value: identifier.value }));
      if (owned || known.has(identifierId(identifier))) need(identifier);
    }
  };
  collect(ofA, ofB);
  collect(ofB, ofA);
  return [...needed.values()];
}
