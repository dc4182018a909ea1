import type { LinkStatus } from "@/lib/domain/link";
import { CANNOT_LINK, MUST_LINK, type PairDecisions } from "../decisions";
import type { EngineInput } from "../input";
import type { EngineModel } from "../model";
import { FAMILY_INDEX, hasHardFamily, severalFamilies } from "../scoring/combine";

/** What can decide a link's status. */
export const STATUS_REASONS = [
  "confirmed",
  "analyst_must_link",
  "analyst_cannot_link",
  "confirmed_single_family_data",
  "same_verified_customer",
  "verified_enterprise",
  "declared_organization",
  "below_candidate",
  "below_confirm",
  "one_family",
  "one_identifier",
  "no_hard_family",
  "possible_victim",
] as const;
export type StatusReason = (typeof STATUS_REASONS)[number];

const STATUS: Record<StatusReason, LinkStatus> = {
  confirmed: "confirmed",
  analyst_must_link: "confirmed",
  analyst_cannot_link: "none",
  confirmed_single_family_data: "confirmed",
  same_verified_customer: "none",
  verified_enterprise: "candidate",
  declared_organization: "candidate",
  below_candidate: "none",
  below_confirm: "candidate",
  one_family: "candidate",
  one_identifier: "candidate",
  no_hard_family: "candidate",
  possible_victim: "candidate",
};

export const statusOf = (reason: StatusReason): LinkStatus => STATUS[reason];

/** The one family of a data set that has no second (and is not behaviour): there two identifiers are asked for instead of two families. */
export function onlyFamily(model: EngineModel): number {
  const family = model.families[0];
  return model.families.length !== 1 || family === undefined || family === "behaviour"
    ? -1
    : FAMILY_INDEX[family];
}

/** Accounts one verified customer holds in the open. */
function sameVerifiedCustomer(input: EngineInput, a: number, b: number): boolean {
  const entity = input.verifiedEntity[a] ?? -1;
  const contract = input.contract[a] ?? -1;
  return (
    (entity !== -1 && entity === input.verifiedEntity[b]) ||
    (contract !== -1 && contract === input.contract[b])
  );
}

function isProtected(input: EngineInput, account: number): boolean {
  return (input.verifiedEntity[account] ?? -1) !== -1;
}

/** What the rules look at. */
export interface JudgedPair {
  a: number;
  b: number;
  bits: number;
  declaredTogether: boolean;
  /** See `PairScorer.restsOnStolen`. */
  restsOnStolen: boolean;
  /** The pair stands for two groups, whose own links have hard families. */
  joinsGroups: boolean;
  /** See `PairScorer.countedIdentifiers`. */
  countedIdentifiers: number;
  /** See `PairScorer.countedFamilies`. */
  countedFamilies: number;
}

/** What an analyst decided of a pair: MUST_LINK, CANNOT_LINK, or 0. */
function verdictOn(decisions: PairDecisions, a: number, b: number): number {
  let low = 0;
  let high = decisions.a.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const first = decisions.a[middle] ?? 0;
    if (first < a || (first === a && (decisions.b[middle] ?? 0) < b)) low = middle + 1;
    else high = middle;
  }
  return decisions.a[low] === a && decisions.b[low] === b ? (decisions.verdict[low] ?? 0) : 0;
}

/** The rules in their order: decisions of analysts, protection, thresholds, two families of which one is hard. */
export function statusReason(input: EngineInput, model: EngineModel, pair: JudgedPair): StatusReason {
  const { a, b, bits } = pair;
  if (input.decisions.a.length > 0) {
    const verdict = verdictOn(input.decisions, Math.min(a, b), Math.max(a, b));
    if (verdict === MUST_LINK) return "analyst_must_link";
    if (verdict === CANNOT_LINK) return "analyst_cannot_link";
  }
  if (sameVerifiedCustomer(input, a, b)) return "same_verified_customer";
  if (bits < model.parameters.candidateBits) return "below_candidate";
  if (isProtected(input, a) || isProtected(input, b)) return "verified_enterprise";
  if (bits < model.parameters.confirmBits) return "below_confirm";
  if (pair.declaredTogether) return "declared_organization";
  if (onlyFamily(model) !== -1) {
    if (pair.countedIdentifiers < model.parameters.familiesMin) return "one_identifier";
    return pair.restsOnStolen ? "possible_victim" : "confirmed_single_family_data";
  }
  if (!severalFamilies(pair.countedFamilies, model.parameters)) return "one_family";
  if (!hasHardFamily(pair.countedFamilies) && !pair.joinsGroups) return "no_hard_family";
  return pair.restsOnStolen ? "possible_victim" : "confirmed";
}
