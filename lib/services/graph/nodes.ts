import { accountNodeId } from "@/lib/domain/graph-id";
import { identifierId, type Identifier } from "@/lib/domain/identifier";
import type { GraphEdge, GraphNode } from "@/lib/domain/views";
import { identifierKind } from "@/lib/engine";
import type { Stores } from "@/lib/stores/connect";
import { readAccounts, readUsage } from "@/lib/stores/evidence/reads/accounts";
import { countIdentifiers, readCrowds, type UseRow } from "@/lib/stores/evidence/reads/identifiers";
import { membershipsOf } from "@/lib/services/networks/read";
import { rosterReader } from "@/lib/services/roster/known";

/** Account nodes; `shownUses` are the uses in the same answer, so that `hidden` counts the rest. */
export async function accountNodes(
  stores: Stores,
  accountIds: readonly string[],
  shownUses: readonly UseRow[],
): Promise<GraphNode[]> {
  const [accounts, usage, identifiers, memberships] = await Promise.all([
    readAccounts(stores.evidence, accountIds),
    readUsage(stores.evidence, accountIds),
    countIdentifiers(stores.evidence, accountIds),
    membershipsOf(stores.casebook, accountIds),
  ]);
  const accountOf = new Map(accounts.map((account) => [account.accountId, account]));
  const usageOf = new Map(usage.map((line) => [line.accountId, line]));
  const shown = new Map<string, number>();
  for (const use of shownUses) shown.set(use.accountId, (shown.get(use.accountId) ?? 0) + 1);
  return accountIds.map((accountId) => {
    const account = accountOf.get(accountId);
    const member = memberships.get(accountId);
    return {
      id: accountNodeId(accountId),
      type: "account",
      accountId,
      membership: member?.membership ?? null,
      networkId: member?.networkId ?? null,
      status: account?.status ?? "active",
      protected: (account?.verifiedEntity ?? "") !== "",
      exchanges: usageOf.get(accountId)?.exchanges ?? 0,
      hidden: Math.max(0, (identifiers.get(accountId) ?? 0) - (shown.get(accountId) ?? 0)),
    };
  });
}

export async function identifierNodes(
  stores: Stores,
  identifiers: readonly Identifier[],
  networkId: string,
  shownUses: readonly UseRow[],
): Promise<GraphNode[]> {
  const [crowds, rosterOf] = await Promise.all([
    readCrowds(stores.evidence, identifiers, networkId),
    rosterReader(stores),
  ]);
  const crowdOf = new Map(crowds.map((row) => [identifierId(row), row]));
  const shown = new Map<string, number>();
  for (const use of shownUses) shown.set(identifierId(use), (shown.get(identifierId(use)) ?? 0) + 1);
  return identifiers.map(({ kind, value }) => {
    const id = identifierId({ kind, value });
    const spec = identifierKind(kind);
    const crowd = crowdOf.get(id);
    return {
      id,
      type: "identifier",
      kind,
      kindLabel: spec.label,
      family: spec.family,
      value,
      display: spec.show(value),
      crowd: crowd?.crowd ?? 0,
      members: crowd?.members ?? 0,
      roster: rosterOf({ kind, value })?.class ?? null,
      hidden: Math.max(0, (crowd?.crowd ?? 0) - (shown.get(id) ?? 0)),
    };
  });
}

export function useEdges(uses: readonly UseRow[]): GraphEdge[] {
  return uses.map((use) => ({
    id: `use:${use.accountId}|${identifierId(use)}`,
    type: "use",
    source: accountNodeId(use.accountId),
    target: identifierId(use),
    count: use.count,
    firstMs: use.firstMs,
    lastMs: use.lastMs,
  }));
}
