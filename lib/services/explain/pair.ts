import { desc, eq } from "drizzle-orm";
import { resolveRun } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { identifierId } from "@/lib/domain/identifier";
import type { LinkExplanation } from "@/lib/domain/link";
import {
  activeHoursOf,
  EngineInputBuilder,
  HOURS_EXCHANGES_MIN,
  explainPair,
  identifiersToLoad,
  type EngineModel,
} from "@/lib/engine";
import { standingDecisionsOf } from "@/lib/services/decisions/standing";
import { readKnownRoster, rosterWithMailDomains } from "@/lib/services/roster/known";
import type { Stores } from "@/lib/stores/connect";
import type { CasebookReader } from "@/lib/stores/casebook/client";
import { eachHourCounts } from "@/lib/stores/evidence/reads/hours";
import {
  eachUseOfIdentifiers,
  readEngineAccounts,
  readUsesOfAccount,
} from "@/lib/stores/evidence/reads/engine-input";

export function isEngineModel(value: unknown): value is EngineModel {
  return (
    typeof value === "object" &&
    value !== null &&
    "version" in value &&
    "parameters" in value &&
    "gaps" in value &&
    "groupRows" in value &&
    "measuredOn" in value
  );
}

/** Whether there is anything to explain a pair with. */
export async function hasCompleteRun(casebook: CasebookReader): Promise<boolean> {
  return (await casebook.$count(resolveRun, eq(resolveRun.status, "complete"))) > 0;
}

/** The model of the newest complete run: what its numbers were made with. */
export async function newestModel(casebook: CasebookReader): Promise<EngineModel> {
  const [row] = await casebook
    .select({ model: resolveRun.model })
    .from(resolveRun)
    .where(eq(resolveRun.status, "complete"))
    .orderBy(desc(resolveRun.startedAt))
    .limit(1);
  if (row === undefined)
    throw new RingleaderError("conflict", "no resolve run is complete yet; run `ringleader resolve` first");
  if (!isEngineModel(row.model))
    throw new RingleaderError(
      "conflict",
      "the networks were found by an older engine, whose numbers cannot be made again; run `ringleader resolve`",
    );
  return row.model;
}

/**
 * Why two accounts are, or are not, linked: the same rows and bits the newest run gave them, from
 * the records of the identifiers they share.
 */
export async function explainAccounts(
  stores: Stores,
  accountA: string,
  accountB: string,
): Promise<LinkExplanation> {
  if (accountA === accountB)
    throw new RingleaderError("bad_input", "a link is between two different accounts");
  const model = await newestModel(stores.casebook);
  const [usesA, usesB, roster, decisions] = await Promise.all([
    readUsesOfAccount(stores.evidence, accountA),
    readUsesOfAccount(stores.evidence, accountB),
    readKnownRoster(stores),
    standingDecisionsOf(stores.casebook, accountA, accountB),
  ]);
  // Of the others on an identifier only their uses count: who they are is not asked.
  const accounts = await readEngineAccounts(stores.evidence, [accountA, accountB]);
  for (const accountId of [accountA, accountB]) {
    if (!accounts.some((account) => account.accountId === accountId)) {
      throw new RingleaderError("not_found", `there is no account ${accountId} in the records`);
    }
  }
  const builder = new EngineInputBuilder();
  for (const account of accounts) builder.addAccount(account);
  const shared = identifiersToLoad(usesA, usesB);
  await eachUseOfIdentifiers(stores.evidence, shared, (use) => builder.addObservation(use));
  // What the two have each for themselves speaks against a link where it is much: templates and hours.
  const loaded = new Set(shared.map(identifierId));
  for (const use of [...usesA, ...usesB])
    if (use.kind === "prompt_template" && !loaded.has(identifierId(use))) builder.addObservation(use);
  await eachHourCounts(stores.evidence, [accountA, accountB], HOURS_EXCHANGES_MIN, (accountId, exchanges) =>
    builder.setActiveHours(accountId, activeHoursOf(exchanges)),
  );
  const domains = usesA.filter((use) => use.kind === "email_domain").map((use) => use.value);
  for (const entry of rosterWithMailDomains(roster, domains)) builder.addRoster(entry);
  for (const decision of decisions) builder.addDecision(decision);
  return explainPair(builder.build(), model, accountA, accountB);
}
