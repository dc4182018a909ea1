import { grouped } from "@/lib/core/format";
import { FAMILIES, FAMILY_LABEL, type Family } from "@/lib/domain/identifier";
import type { GuardRow, Link } from "@/lib/domain/link";
import { ROSTER_CLASS_LABEL } from "@/lib/domain/roster";
import { statusOf, type StatusReason, statusReason } from "../guard/link-status";
import type { ModelJoin } from "../model";
import { shownPlain } from "../identifiers/shown-value";
import type { PairScorer } from "../scoring/score-pair";
import { counterEvidenceRows } from "./counter-evidence";
import { evidenceRows } from "./evidence-rows";
import { bitsWords } from "./numbers";

function statusGuard(
  reason: StatusReason,
  scorer: PairScorer,
  families: readonly Family[],
): GuardRow | undefined {
  const { parameters } = scorer.model;
  switch (reason) {
    case "confirmed":
      return undefined;
    case "analyst_must_link":
      return {
        guard: "analyst_must_link",
        sentence:
          "An analyst decided that the two accounts must be linked: that holds whatever the bits say.",
      };
    case "analyst_cannot_link":
      return {
        guard: "analyst_cannot_link",
        sentence:
          "An analyst decided that the two accounts cannot be linked: they are kept in different networks whatever the bits say.",
      };
    case "confirmed_single_family_data":
      return {
        guard: "single_family_data",
        sentence: `All shared identifiers of this data are of one family (${FAMILY_LABEL[scorer.model.families[0] ?? "identity"].toLowerCase()}), so two identifiers are asked for instead of two families.`,
      };
    case "same_verified_customer":
      return {
        guard: "verified_enterprise",
        sentence:
          "Both accounts belong to one customer the provider verified: held in the open, so no link is drawn.",
      };
    case "verified_enterprise":
      return {
        guard: "verified_enterprise",
        sentence:
          "One of the accounts belongs to a verified legal entity; the engine alone never puts it into a network.",
      };
    case "declared_organization":
      return {
        guard: "declared_organization",
        sentence:
          "Both accounts name the same organization and use its own e-mail domain: a group that shows itself is for a person to judge, so the link is not counted.",
      };
    case "below_candidate":
    case "below_confirm":
      return {
        guard: "minimum_evidence",
        sentence: `${bitsWords(scorer.bits)} is less than the ${bitsWords(parameters.confirmBits)} a network needs.`,
      };
    case "one_family":
      return {
        guard: "two_families",
        sentence: `${families[0] === undefined ? "No single family of evidence speaks for it strongly enough" : `Only one family of evidence (${FAMILY_LABEL[families[0]].toLowerCase()}) speaks for it`}; a network needs ${parameters.familiesMin}.`,
      };
    case "one_identifier":
      return {
        guard: "two_families",
        sentence:
          "It rests on one identifier; this data has one family of evidence, so a network needs two identifiers.",
      };
    case "possible_victim":
      return {
        guard: "possible_victim",
        sentence:
          "One of the accounts had a card or key to itself for two days and longer before the other turned up on it, and without that too little speaks for the link: it may be the victim of a theft, so the link is not counted.",
      };
    case "no_hard_family":
      return {
        guard: "two_families",
        sentence:
          "Only identity and behaviour speak for it, as in any course or event; a network needs payment, client or network evidence as well.",
      };
  }
}

const GROUP_WORDS: Record<ModelJoin["as"], string> = {
  joins_groups: "it joins two groups of accounts that are full of the same tooling",
  holds_cell: "both accounts use tooling that only groups like theirs use",
  adds_account: "one of the accounts uses what hardly anybody outside the other's network uses",
};

function groupGuards(scorer: PairScorer): GuardRow[] {
  if (scorer.join === undefined) return [];
  return [
    {
      guard: "group_evidence",
      sentence: `Part of the bits is evidence of groups rather than of the two accounts alone: ${GROUP_WORDS[scorer.join.as]}.`,
    },
  ];
}

function rosterGuards(link: Pick<Link, "evidence">): GuardRow[] {
  return link.evidence
    .filter((row) => row.roster !== null && row.crowd > row.observedCrowd)
    .map((row) => ({
      guard: "roster" as const,
      sentence: `${row.display} is known shared infrastructure (${ROSTER_CLASS_LABEL[row.roster?.class ?? "other"]}${row.roster?.note === undefined || row.roster.note === "" ? "" : `: ${shownPlain(row.roster.note, 120)}`}): counted as ${grouped(row.crowd)} accounts, not ${grouped(row.observedCrowd)}.`,
    }));
}

/** Scores one pair and writes it out. `a` < `b` are indices into the scorer's input. */
export function buildLink(scorer: PairScorer, a: number, b: number): Link & { rowsLeftOut: number } {
  const bits = scorer.score(a, b);
  const { rows, leftOut } = evidenceRows(scorer);
  const families = FAMILIES.filter(
    (_, f) => (scorer.families[f] ?? 0) >= scorer.model.parameters.familyBitsMin,
  );
  const reason = statusReason(scorer.input, scorer.model, {
    a,
    b,
    bits,
    declaredTogether: scorer.declaredTogether,
    joinsGroups: scorer.join?.as === "joins_groups",
    restsOnStolen: scorer.restsOnStolen,
    countedFamilies: scorer.countedFamilies,
    countedIdentifiers: scorer.countedIdentifiers,
  });
  const guard = statusGuard(reason, scorer, families);
  return {
    accountA: scorer.input.accountIds[a] ?? "",
    accountB: scorer.input.accountIds[b] ?? "",
    bits,
    status: statusOf(reason),
    families,
    evidence: rows,
    counterEvidence: counterEvidenceRows(scorer, a, b),
    guards: [
      ...(guard === undefined ? [] : [guard]),
      ...groupGuards(scorer),
      ...rosterGuards({ evidence: rows }),
    ],
    rowsLeftOut: leftOut,
  };
}
