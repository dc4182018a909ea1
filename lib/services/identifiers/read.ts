import { groupBy } from "@/lib/core/group-by";
import { RingleaderError } from "@/lib/core/errors";
import type { Identifier } from "@/lib/domain/identifier";
import type { IdentifierView } from "@/lib/domain/views";
import { identifierKind } from "@/lib/engine";
import type { Stores } from "@/lib/stores/connect";
import { readUsersOf } from "@/lib/stores/evidence/reads/identifiers";
import { mailDomainClass } from "@/lib/enrich/mail-domains";
import { lookUpAddresses } from "@/lib/services/enrich/addresses";
import { rosterReader } from "@/lib/services/roster/known";
import { membershipsOf } from "@/lib/services/networks/read";

const ACCOUNTS_SHOWN = 200;
/** Networks are counted over this many users; a broader identifier says little about any. */
const ACCOUNTS_COUNTED = 5_000;

/** Who uses an identifier, inside and outside networks. @throws RingleaderError `not_found` */
export async function readIdentifier(stores: Stores, identifier: Identifier): Promise<IdentifierView> {
  const { uses, total } = await readUsersOf(stores.evidence, identifier, "", ACCOUNTS_COUNTED);
  if (total === 0) throw new RingleaderError("not_found", "no account has used this identifier");
  const isAddress = identifier.kind === "ip" || identifier.kind === "ip_range";
  const [memberships, rosterOf, origins] = await Promise.all([
    membershipsOf(
      stores.casebook,
      uses.map((use) => use.accountId),
    ),
    rosterReader(stores),
    lookUpAddresses(stores.evidence, isAddress ? [identifier.value] : []),
  ]);
  const entry = rosterOf(identifier);
  const spec = identifierKind(identifier.kind);
  const networks = [...groupBy(memberships.values(), (member) => member.networkId)]
    .map(([networkId, members]) => ({ networkId, networkLabel: networkId, members: members.length }))
    .sort((x, y) => y.members - x.members);
  return {
    kind: identifier.kind,
    kindLabel: spec.label,
    family: spec.family,
    value: identifier.value,
    display: spec.show(identifier.value),
    crowd: total,
    roster: entry === null ? null : { class: entry.class, capacity: entry.capacity, note: entry.note },
    origin: origins.get(identifier.value) ?? null,
    mailDomain: identifier.kind === "email_domain" ? mailDomainClass(identifier.value) : null,
    networks,
    accounts: uses.slice(0, ACCOUNTS_SHOWN).map((use) => {
      const networkId = memberships.get(use.accountId)?.networkId ?? null;
      return {
        accountId: use.accountId,
        networkId,
        networkLabel: networkId,
        firstMs: use.firstMs,
        lastMs: use.lastMs,
        count: use.count,
      };
    }),
  };
}
