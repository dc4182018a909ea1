import { counted } from "@/lib/core/format";
import { FAMILY_LABEL } from "@/lib/domain/identifier";
import type { GuardRow } from "@/lib/domain/link";
import { MUST_LINK } from "../decisions";
import type { EngineInput } from "../input";
import type { EngineModel } from "../model";
import type { ScoredLinks } from "../scoring/score-links";
import { onlyFamily, type StatusReason } from "./link-status";

/** Guards that kept links or accounts out of each network, by its root. */
export function networkGuards(
  input: EngineInput,
  model: EngineModel,
  links: ScoredLinks,
  reasonAt: (link: number) => StatusReason,
  candidates: Int32Array,
  refused: readonly number[],
  rootOf: (account: number) => number,
  trees: ReadonlyMap<number, unknown>,
): Map<number, GuardRow[]> {
  const oneFamily = new Map<number, number>();
  const protectedAccounts = new Map<number, Set<number>>();
  for (const l of candidates) {
    const reason = reasonAt(l);
    for (const [inside, outside] of [
      [links.a[l] ?? 0, links.b[l] ?? 0],
      [links.b[l] ?? 0, links.a[l] ?? 0],
    ] as const) {
      const root = rootOf(inside);
      if (!trees.has(root) || rootOf(outside) === root) continue;
      if (reason === "verified_enterprise") {
        if ((input.verifiedEntity[outside] ?? -1) === -1) continue;
        protectedAccounts.set(root, (protectedAccounts.get(root) ?? new Set()).add(outside));
      } else if (reason === "one_family" || reason === "one_identifier" || reason === "no_hard_family") {
        oneFamily.set(root, (oneFamily.get(root) ?? 0) + 1);
      }
    }
  }
  const refusedAt = new Map<number, number>();
  for (const l of refused) {
    for (const root of new Set([rootOf(links.a[l] ?? 0), rootOf(links.b[l] ?? 0)]))
      refusedAt.set(root, (refusedAt.get(root) ?? 0) + 1);
  }
  const decided = new Map<number, number>();
  for (let d = 0; d < input.decisions.a.length; d++) {
    if (input.decisions.verdict[d] !== MUST_LINK) continue;
    const root = rootOf(input.decisions.a[d] ?? 0);
    decided.set(root, (decided.get(root) ?? 0) + 1);
  }
  const guards = new Map<number, GuardRow[]>();
  for (const root of trees.keys()) {
    const rows: GuardRow[] = [];
    const must = decided.get(root) ?? 0;
    if (must > 0) {
      rows.push({
        guard: "analyst_must_link",
        sentence: `${counted(must, "link")} of this network ${must === 1 ? "stands" : "stand"} because an analyst decided so, whatever the bits say.`,
      });
    }
    const parted = refusedAt.get(root) ?? 0;
    if (parted > 0) {
      rows.push({
        guard: "analyst_cannot_link",
        sentence: `${counted(parted, "confirmed link")} out of this network ${parted === 1 ? "is" : "are"} not counted: ${parted === 1 ? "it" : "they"} would bring accounts together that an analyst decided cannot be linked.`,
      });
    }
    const kept = protectedAccounts.get(root)?.size ?? 0;
    if (kept > 0) {
      rows.push({
        guard: "verified_enterprise",
        sentence: `${counted(kept, "account")} of verified legal entities ${kept === 1 ? "has a link" : "have links"} into this network and ${kept === 1 ? "was" : "were"} kept out of it.`,
      });
    }
    const single = oneFamily.get(root) ?? 0;
    if (single > 0) {
      rows.push({
        guard: "two_families",
        sentence: `${counted(single, "link")} out of this network ${single === 1 ? "rests" : "rest"} on one family of evidence and ${single === 1 ? "is" : "are"} not counted.`,
      });
    }
    if (onlyFamily(model) !== -1) rows.push(singleFamilyGuard(model));
    guards.set(root, rows);
  }
  return guards;
}

/** Says that the two-family rule could not be applied. */
export function singleFamilyGuard(model: EngineModel): GuardRow {
  return {
    guard: "single_family_data",
    sentence: `All shared identifiers of this data are of one family (${FAMILY_LABEL[model.families[0] ?? "identity"].toLowerCase()}), so two identifiers are asked for instead of two families.`,
  };
}
