import { desc, eq, or } from "drizzle-orm";
import { caseSubject, networkLink } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import type { AccountView } from "@/lib/domain/views";
import { identifierKind } from "@/lib/engine";
import type { Stores } from "@/lib/stores/connect";
import { readAccounts, readDailyActivity } from "@/lib/stores/evidence/reads/accounts";
import { readContacts } from "@/lib/stores/evidence/reads/contacts";
import { readIdentifiersOf } from "@/lib/stores/evidence/reads/identifiers";
import { mailDomainClass } from "@/lib/enrich/mail-domains";
import { lookUpAddresses } from "@/lib/services/enrich/addresses";
import { rosterReader } from "@/lib/services/roster/known";
import { listCases } from "@/lib/services/cases/read";
import { membershipsOf } from "@/lib/services/networks/read";

const IDENTIFIERS_SHOWN = 200;

/** Everything the desk knows of one account. @throws RingleaderError `not_found` */
export async function readAccount(stores: Stores, accountId: string): Promise<AccountView> {
  const [account] = await readAccounts(stores.evidence, [accountId]);
  if (account === undefined)
    throw new RingleaderError("not_found", "there is no such account in the records");
  const [contacts, days, identifiers, memberships, rosterOf, links, cases] = await Promise.all([
    readContacts(stores.evidence, accountId),
    readDailyActivity(stores.evidence, accountId),
    readIdentifiersOf(stores.evidence, accountId, undefined, IDENTIFIERS_SHOWN),
    membershipsOf(stores.casebook, [accountId]),
    rosterReader(stores),
    stores.casebook
      .select({ a: networkLink.accountA, b: networkLink.accountB, bits: networkLink.bits })
      .from(networkLink)
      .where(or(eq(networkLink.accountA, accountId), eq(networkLink.accountB, accountId)))
      .orderBy(desc(networkLink.bits))
      .limit(1),
    stores.casebook
      .select({ caseId: caseSubject.caseId })
      .from(caseSubject)
      .where(eq(caseSubject.accountId, accountId)),
  ]);
  const origins = await lookUpAddresses(
    stores.evidence,
    identifiers.uses.filter((use) => use.kind === "ip" || use.kind === "ip_range").map((use) => use.value),
  );
  const member = memberships.get(accountId);
  const strongest = links[0];
  const inCases = new Set(cases.map((row) => row.caseId));
  const { emailMasked, ...facts } = account;
  return {
    account: facts,
    emailMasked,
    phoneMasked: contacts?.phoneMasked ?? "",
    sealed: [
      ...(contacts === undefined || contacts.emailSealed === "" ? [] : (["email"] as const)),
      ...(contacts === undefined || contacts.phoneSealed === "" ? [] : (["phone"] as const)),
    ],
    exchanges: days.reduce((sum, day) => sum + day.exchanges, 0),
    inputTokens: days.reduce((sum, day) => sum + day.inputTokens, 0),
    outputTokens: days.reduce((sum, day) => sum + day.outputTokens, 0),
    perDay: { days: days.map((day) => day.dayMs), exchanges: days.map((day) => day.exchanges) },
    membership:
      member === undefined
        ? null
        : {
            networkId: member.networkId,
            networkLabel: member.networkId,
            membership: member.membership,
            bits: member.bits,
          },
    strongestLink:
      strongest === undefined
        ? null
        : { accountId: strongest.a === accountId ? strongest.b : strongest.a, bits: strongest.bits },
    identifiers: identifiers.uses.map((use) => {
      const spec = identifierKind(use.kind);
      return {
        kind: use.kind,
        kindLabel: spec.label,
        family: spec.family,
        value: use.value,
        display: spec.show(use.value),
        crowd: use.crowd,
        roster: rosterOf(use)?.class ?? null,
        origin: origins.get(use.value) ?? null,
        mailDomain: use.kind === "email_domain" ? mailDomainClass(use.value) : null,
        firstMs: use.firstMs,
        lastMs: use.lastMs,
        count: use.count,
      };
    }),
    identifiersTotal: identifiers.total,
    cases:
      inCases.size === 0 ? [] : (await listCases(stores.casebook)).filter((found) => inCases.has(found.id)),
  };
}
