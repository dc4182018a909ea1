import { and, eq, ilike, or } from "drizzle-orm";
import { investigationCase, network } from "@/drizzle/schema";
import { compact, counted } from "@/lib/core/format";
import { accountNodeId } from "@/lib/domain/graph-id";
import { identifierId } from "@/lib/domain/identifier";
import type { SearchHit, SearchView } from "@/lib/domain/views";
import { identifierKind } from "@/lib/engine";
import type { Stores } from "@/lib/stores/connect";
import { searchAccounts } from "@/lib/stores/evidence/reads/accounts";
import { searchIdentifiers } from "@/lib/stores/evidence/reads/identifiers";
import { caseNumber, membershipsOf } from "@/lib/services/networks/read";

const LIMIT = 12;

/** Accounts, identifiers, networks and cases whose id, value or title begins with the text. */
export async function search(stores: Stores, text: string): Promise<SearchView> {
  const query = text.trim();
  if (query === "") return { query, hits: [], total: 0 };
  const pattern = `${query.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const [accounts, identifiers, networks, cases] = await Promise.all([
    searchAccounts(stores.evidence, query, LIMIT),
    searchIdentifiers(stores.evidence, query, LIMIT),
    stores.casebook
      .select()
      .from(network)
      .where(and(ilike(network.id, pattern), eq(network.current, true)))
      .orderBy(network.rank)
      .limit(LIMIT),
    stores.casebook
      .select()
      .from(investigationCase)
      .where(
        or(
          ilike(investigationCase.title, pattern),
          eq(investigationCase.ordinal, Number(/^C-0*(\d{1,6})$/i.exec(query)?.[1] ?? -1)),
        ),
      )
      .limit(LIMIT),
  ]);
  const memberships = await membershipsOf(
    stores.casebook,
    accounts.map((account) => account.accountId),
  );
  const hits: SearchHit[] = [
    ...networks.map((row): SearchHit => ({
      type: "network",
      id: row.id,
      title: row.id,
      subtitle: `${counted(row.accounts, "account")}, ${compact(row.facts.exchanges)} exchanges`,
      href: `/networks/${row.id}`,
    })),
    ...cases.map((row): SearchHit => ({
      type: "case",
      id: row.id,
      title: `${caseNumber(row.ordinal)} ${row.title}`,
      subtitle: row.status.replace("_", " "),
      href: `/cases/${row.id}`,
    })),
    ...accounts.map((account): SearchHit => {
      const member = memberships.get(account.accountId);
      const node = accountNodeId(account.accountId);
      return {
        type: "account",
        id: node,
        title: account.accountId,
        subtitle: [
          member === undefined ? "in no network" : `${member.membership} in ${member.networkId}`,
          account.organization,
          account.status,
        ]
          .filter((part) => part !== "")
          .join(" · "),
        href:
          member === undefined
            ? `/investigate?account=${encodeURIComponent(account.accountId)}`
            : `/investigate?network=${member.networkId}&select=${encodeURIComponent(node)}`,
      };
    }),
    ...identifiers.map((row): SearchHit => {
      const spec = identifierKind(row.kind);
      return {
        type: "identifier",
        id: identifierId(row),
        title: spec.show(row.value),
        subtitle: `${spec.label} · ${counted(row.crowd, "account")}`,
        href: `/investigate?identifier=${encodeURIComponent(identifierId(row))}`,
      };
    }),
  ];
  return { query, hits, total: hits.length };
}
