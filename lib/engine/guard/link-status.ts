import { FAMILIES } from "@/lib/domain/identifier";
import type { LinkStatus } from "@/lib/domain/link";
import type { EngineInput } from "../input";
import type { EngineModel } from "../model";
import { FAMILY_INDEX } from "../scoring/combine";

/** What decided a link's status. */
export type StatusReason =
  | "confirmed"
  | "confirmed_single_family_data"
  | "same_verified_customer"
  | "verified_enterprise"
  | "declared_organization"
  | "below_candidate"
  | "below_confirm"
  | "one_family"
  | "no_hard_family";

const STATUS: Record<StatusReason, LinkStatus> = {
  confirmed: "confirmed",
  confirmed_single_family_data: "confirmed",
  same_verified_customer: "none",
  verified_enterprise: "candidate",
  declared_organization: "candidate",
  below_candidate: "none",
  below_confirm: "candidate",
  one_family: "candidate",
  no_hard_family: "candidate",
};

export const statusOf = (reason: StatusReason): LinkStatus => STATUS[reason];

/** The one family of a data set that has no second (and is not behaviour): there the two-family rule cannot be applied. */
export function onlyFamily(model: EngineModel): number {
  const family = model.families[0];
  return model.families.length !== 1 || family === undefined || family === "behaviour"
    ? -1
    : FAMILY_INDEX[family];
}

/** Accounts one verified customer holds in the open. */
function sameVerifiedCustomer(input: EngineInput, a: number, b: number): boolean {
  const same = (column: Int32Array): boolean => column[a] !== -1 && column[a] === column[b];
  return same(input.verifiedEntity) || same(input.contract);
}

function isProtected(input: EngineInput, account: number): boolean {
  return (input.verifiedEntity[account] ?? -1) !== -1;
}

/** Families that give a link at least `familyBitsMin`, from `offset` of a families column. */
function countingFamilies(
  model: EngineModel,
  families: ArrayLike<number>,
  offset = 0,
): { all: number; hard: number } {
  let all = 0;
  let hard = 0;
  for (let f = 0; f < FAMILIES.length; f++) {
    if ((families[offset + f] ?? 0) < model.parameters.familyBitsMin) continue;
    all++;
    if (f !== FAMILY_INDEX.behaviour && f !== FAMILY_INDEX.identity) hard++;
  }
  return { all, hard };
}

/** What the rules look at. `families` holds FAMILIES.length values from `offset` on. */
export interface JudgedPair {
  a: number;
  b: number;
  bits: number;
  declaredTogether: boolean;
  /** The pair stands for two groups, whose own links have hard families. */
  joinsGroups: boolean;
  families: ArrayLike<number>;
  offset: number;
}

/** The rules in their order: protection, thresholds, two families of which one is hard. */
export function statusReason(input: EngineInput, model: EngineModel, pair: JudgedPair): StatusReason {
  const { a, b, bits, families, offset } = pair;
  if (sameVerifiedCustomer(input, a, b)) return "same_verified_customer";
  if (bits < model.parameters.candidateBits) return "below_candidate";
  if (isProtected(input, a) || isProtected(input, b)) return "verified_enterprise";
  if (bits < model.parameters.confirmBits) return "below_confirm";
  if (pair.declaredTogether) return "declared_organization";
  if (onlyFamily(model) !== -1) return "confirmed_single_family_data";
  const counting = countingFamilies(model, families, offset);
  if (counting.all < model.parameters.familiesMin) return "one_family";
  return counting.hard === 0 && !pair.joinsGroups ? "no_hard_family" : "confirmed";
}
