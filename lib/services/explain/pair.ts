import { desc, eq } from "drizzle-orm";
import { resolveRun } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import type { LinkExplanation } from "@/lib/domain/link";
import { EngineInputBuilder, explainPair, identifiersToLoad, type EngineModel } from "@/lib/engine";
import { readKnownRoster, rosterWithMailDomains } from "@/lib/services/roster/known";
import type { Stores } from "@/lib/stores/connect";
import type { CasebookReader } from "@/lib/stores/casebook/client";
import {
  eachUseOfIdentifiers,
  readEngineAccounts,
  readUsesOfAccount,
} from "@/lib/stores/evidence/reads/engine-input";

function isEngineModel(value: unknown): value is EngineModel {
  return (
    typeof value === "object" &&
    value !== null &&
    "version" in value &&
    "parameters" in value &&
    "gaps" in value
  );
}

/** The model of the newest complete run: what its numbers were made with. */
export async function newestModel(casebook: CasebookReader): Promise<EngineModel> {
  const [row] = await casebook
    .select({ model: resolveRun.model })
    .from(resolveRun)
    .where(eq(resolveRun.status, "complete"))
    .orderBy(desc(resolveRun.startedAt))
    .limit(1);
  if (row === undefined || !isEngineModel(row.model))
    throw new RingleaderError("conflict", "no resolve run is complete yet; run `ringleader resolve` first");
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
  const [usesA, usesB, roster] = await Promise.all([
    readUsesOfAccount(stores.evidence, accountA),
    readUsesOfAccount(stores.evidence, accountB),
    readKnownRoster(stores),
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
  await eachUseOfIdentifiers(stores.evidence, identifiersToLoad(usesA, usesB), (use) =>
    builder.addObservation(use),
  );
  const domains = usesA.filter((use) => use.kind === "email_domain").map((use) => use.value);
  for (const entry of rosterWithMailDomains(roster, domains)) builder.addRoster(entry);
  return explainPair(builder.build(), model, accountA, accountB);
}
