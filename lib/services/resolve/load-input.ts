import { grouped } from "@/lib/core/format";
import { activeHoursOf, EngineInputBuilder, type EngineInput, HOURS_EXCHANGES_MIN } from "@/lib/engine";
import { eachEngineAccount, readEveryUse, type UseSink } from "@/lib/stores/evidence/reads/engine-rows";
import { eachHourCounts } from "@/lib/stores/evidence/reads/hours";
import type { Stores } from "@/lib/stores/connect";
import { decisionsVersion, standingDecisions } from "@/lib/services/decisions/standing";
import { addressDataVersion } from "@/lib/services/enrich/addresses";
import { readKnownRoster, rosterVersion, rosterWithMailDomains } from "@/lib/services/roster/known";
import { mailDomainsVersion } from "@/lib/enrich/mail-domains";

interface LoadedInput {
  input: EngineInput;
  /** Version of every outside list the input or its display leans on, by what the list is. */
  dataVersions: Record<string, string>;
}

/** Everything the engine reads, streamed from the evidence store into columns; values only of what at least two accounts share. */
export async function loadEngineInput(
  stores: Stores,
  onProgress: (sentence: string) => void,
): Promise<LoadedInput> {
  const builder = new EngineInputBuilder();
  let accounts = 0;
  await eachEngineAccount(stores.evidence, (account) => {
    builder.addAccount(account);
    accounts += 1;
  });
  onProgress(`reading observations of ${grouped(accounts)} accounts`);
  const mailDomains = new Set<string>();
  const sink: UseSink = {
    accountOf: (accountId) => builder.accountOf(accountId),
    identifierOf: (kind, value) => {
      if (kind === "email_domain") mailDomains.add(value);
      return builder.identifierOf(kind, value);
    },
    soleIdentifierOf: (kind) => builder.soleIdentifierOf(kind),
    addUse: (account, identifier, firstMs, lastMs, count) =>
      builder.addUse(account, identifier, firstMs, lastMs, count),
  };
  const uses = await readEveryUse(stores.evidence, sink, (read) =>
    onProgress(`read ${grouped(read)} observations`),
  );
  onProgress(`read ${grouped(uses)} observations of ${grouped(accounts)} accounts`);
  await eachHourCounts(stores.evidence, undefined, HOURS_EXCHANGES_MIN, (accountId, exchanges) =>
    builder.setActiveHours(accountId, activeHoursOf(exchanges)),
  );
  const known = await readKnownRoster(stores);
  for (const entry of rosterWithMailDomains(known, mailDomains)) builder.addRoster(entry);
  const decisions = await standingDecisions(stores.casebook);
  for (const decision of decisions) builder.addDecision(decision);
  return {
    input: builder.build(),
    dataVersions: {
      roster: rosterVersion(known),
      addresses: addressDataVersion(),
      "mail domains": mailDomainsVersion(),
      ...(decisions.length === 0 ? {} : { "decisions of analysts": decisionsVersion(decisions) }),
    },
  };
}
