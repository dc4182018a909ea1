import { counted } from "@/lib/core/format";
import { FAMILY_LABEL } from "@/lib/domain/identifier";
import type { GuardRow } from "@/lib/domain/link";
import { bitsWords } from "../explain/numbers";
import { MUST_LINK } from "../decisions";
import type { EngineInput } from "../input";
import type { EngineModel } from "../model";
import type { Crowds } from "../scoring/crowds";
import type { ScoredLinks } from "../scoring/scored-links";
import { onlyFamily, type StatusReason } from "./link-status";

/** What kept links and accounts out of one network, counted. */
class KeptOut {
  readonly protectedAccounts = new Set<number>();
  readonly possibleVictims = new Set<number>();
  readonly declared = new Set<number>();
  lackingFamilies = 0;
  belowConfirm = 0;
  refused = 0;
  mustLinks = 0;
  cannotLinks = 0;
  groupLinks = 0;
  onRoster = 0;
}

const is = (count: number, one: string, many: string): string => (count === 1 ? one : many);

/**
 * Guards that kept links or accounts out of each network, by its root, each as a sentence with its count.
 * @param forests positions of the links that hold each network together, by its root
 */
export function networkGuards(
  input: EngineInput,
  model: EngineModel,
  links: ScoredLinks,
  reasonAt: (link: number) => StatusReason,
  candidates: Int32Array,
  refused: readonly number[],
  rootOf: (account: number) => number,
  trees: ReadonlyMap<number, { members: readonly number[]; forest: readonly number[] }>,
  crowds: Crowds,
): Map<number, GuardRow[]> {
  const kept = new Map<number, KeptOut>();
  for (const root of trees.keys()) kept.set(root, new KeptOut());
  for (const l of candidates) {
    const reason = reasonAt(l);
    for (const [inside, outside] of [
      [links.a[l] ?? 0, links.b[l] ?? 0],
      [links.b[l] ?? 0, links.a[l] ?? 0],
    ] as const) {
      const root = rootOf(inside);
      const network = kept.get(root);
      if (network === undefined || rootOf(outside) === root) continue;
      if (reason === "verified_enterprise") {
        if ((input.verifiedEntity[outside] ?? -1) !== -1) network.protectedAccounts.add(outside);
      } else if (reason === "possible_victim") network.possibleVictims.add(outside);
      else if (reason === "declared_organization") network.declared.add(outside);
      else if (reason === "below_confirm") network.belowConfirm++;
      else network.lackingFamilies++;
    }
  }
  for (const l of refused) {
    for (const root of new Set([rootOf(links.a[l] ?? 0), rootOf(links.b[l] ?? 0)])) {
      const network = kept.get(root);
      if (network !== undefined) network.refused++;
    }
  }
  for (let d = 0; d < input.decisions.a.length; d++) {
    const isMust = input.decisions.verdict[d] === MUST_LINK;
    const roots = new Set([rootOf(input.decisions.a[d] ?? 0), rootOf(input.decisions.b[d] ?? 0)]);
    for (const root of roots) {
      const network = kept.get(root);
      if (network === undefined) continue;
      if (isMust) network.mustLinks++;
      else network.cannotLinks++;
    }
  }
  const carried = new Set(model.joins.map((join) => `${join.accountA}\n${join.accountB}`));
  const carries = (l: number): boolean =>
    carried.has(`${input.accountIds[links.a[l] ?? 0] ?? ""}\n${input.accountIds[links.b[l] ?? 0] ?? ""}`);
  for (const [root, tree] of trees) {
    const network = kept.get(root);
    if (network === undefined) continue;
    for (const l of tree.forest) if (carries(l)) network.groupLinks++;
    network.onRoster = sharedOnRoster(input, crowds, tree.members);
  }
  return new Map([...kept].map(([root, network]) => [root, guardRows(network, model)]));
}

/** Identifiers at least two of the accounts use that the roster knows as shared infrastructure. */
function sharedOnRoster(input: EngineInput, crowds: Crowds, members: readonly number[]): number {
  if (input.roster.length === 0) return 0;
  const users = new Map<number, number>();
  for (const account of members) {
    const end = input.accountStart[account + 1] ?? 0;
    for (let use = input.accountStart[account] ?? 0; use < end; use++) {
      const v = input.useIdentifier[use] ?? 0;
      if ((crowds.rosterEntry[v] ?? -1) !== -1) users.set(v, (users.get(v) ?? 0) + 1);
    }
  }
  let shared = 0;
  for (const count of users.values()) if (count >= 2) shared++;
  return shared;
}

function guardRows(kept: KeptOut, model: EngineModel): GuardRow[] {
  const rows: GuardRow[] = [];
  const add = (guard: GuardRow["guard"], count: number, sentence: (count: number) => string): void => {
    if (count > 0) rows.push({ guard, sentence: sentence(count) });
  };
  add(
    "analyst_must_link",
    kept.mustLinks,
    (n) =>
      `${counted(n, "link")} of this network ${is(n, "stands", "stand")} because an analyst decided so, whatever the bits say.`,
  );
  add(
    "analyst_cannot_link",
    kept.cannotLinks,
    (n) =>
      `${counted(n, "decision")} of an analyst ${is(n, "keeps", "keep")} an account of this network apart from another account, whatever the bits say.`,
  );
  add(
    "analyst_cannot_link",
    kept.refused,
    (n) =>
      `${counted(n, "confirmed link")} out of this network ${is(n, "is", "are")} not counted: ${is(n, "it", "they")} would bring accounts together that an analyst decided cannot be linked.`,
  );
  add(
    "verified_enterprise",
    kept.protectedAccounts.size,
    (n) =>
      `${counted(n, "account")} of verified legal entities ${is(n, "has a link", "have links")} into this network and ${is(n, "was", "were")} kept out of it.`,
  );
  add(
    "possible_victim",
    kept.possibleVictims.size,
    (n) =>
      `${counted(n, "account")} had a card or key to ${is(n, "itself", "themselves")} for two days and longer before the network turned up on it: possible victims of a theft, kept out.`,
  );
  add(
    "declared_organization",
    kept.declared.size,
    (n) =>
      `${counted(n, "account")} with a link into this network ${is(n, "names", "name")} a member's firm and ${is(n, "uses", "use")} its own mail domain: a group that shows itself is for a person, kept out.`,
  );
  add(
    "two_families",
    kept.lackingFamilies,
    (n) =>
      `${counted(n, "link")} out of this network ${is(n, "rests", "rest")} on one family of evidence and ${is(n, "is", "are")} not counted.`,
  );
  add(
    "minimum_evidence",
    kept.belowConfirm,
    (n) =>
      `${counted(n, "link")} out of this network ${is(n, "has", "have")} fewer than ${bitsWords(model.parameters.confirmBits)} and ${is(n, "is", "are")} not counted.`,
  );
  add(
    "group_evidence",
    kept.groupLinks,
    (n) =>
      `${counted(n, "link")} that ${is(n, "holds", "hold")} it together ${is(n, "rests", "rest")} in part on evidence of groups, not of the two accounts alone.`,
  );
  add(
    "roster",
    kept.onRoster,
    (n) =>
      `${counted(n, "identifier")} its members share ${is(n, "is", "are")} on the roster as shared infrastructure and ${is(n, "is", "are")} counted at the capacity it names.`,
  );
  if (onlyFamily(model) !== -1) rows.push(singleFamilyGuard(model));
  return rows;
}

/** Says that the two-family rule could not be applied. */
export function singleFamilyGuard(model: EngineModel): GuardRow {
  return {
    guard: "single_family_data",
    sentence: `All shared identifiers of this data are of one family (${FAMILY_LABEL[model.families[0] ?? "identity"].toLowerCase()}), so two identifiers are asked for instead of two families.`,
  };
}
