import { RingleaderError } from "@/lib/core/errors";
import { parseNodeId } from "@/lib/domain/graph-id";
import type { ExpandMenu, GraphView } from "@/lib/domain/views";
import { identifierKind } from "@/lib/engine";
import type { Stores } from "@/lib/stores/connect";
import { readAccounts } from "@/lib/stores/evidence/reads/accounts";
import {
  countIdentifierKinds,
  readIdentifiersOf,
  readUsersOf,
} from "@/lib/stores/evidence/reads/identifiers";
import { accountNodes, identifierNodes, useEdges } from "./nodes";

function parsed(nodeId: string): NonNullable<ReturnType<typeof parseNodeId>> {
  const node = parseNodeId(nodeId);
  if (node === undefined) throw new RingleaderError("bad_input", "node: expected account:ID or KIND:VALUE");
  return node;
}

/** What expanding a node would bring, counted exactly, before anything is loaded. */
export async function expandMenu(stores: Stores, nodeId: string): Promise<ExpandMenu> {
  const node = parsed(nodeId);
  if (node.type === "identifier") {
    const { total } = await readUsersOf(stores.evidence, node.identifier, "", 1);
    if (total === 0) throw new RingleaderError("not_found", "no account has used this identifier");
    return { nodeId, options: [{ kind: "account", kindLabel: "account", count: total }] };
  }
  const kinds = await countIdentifierKinds(stores.evidence, node.accountId);
  return {
    nodeId,
    options: kinds.map((entry) => ({
      kind: entry.kind,
      kindLabel: identifierKind(entry.kind).label,
      count: entry.count,
    })),
  };
}

/** A node with up to `limit` neighbours of one kind; with limit 0 the node alone. */
export async function expandNode(
  stores: Stores,
  nodeId: string,
  kind: string,
  limit: number,
  networkId: string,
): Promise<GraphView> {
  const node = parsed(nodeId);
  if (node.type === "account") {
    const { uses, total } =
      limit === 0
        ? { uses: [], total: 0 }
        : await readIdentifiersOf(stores.evidence, node.accountId, kind, limit);
    if (uses.length === 0 && (await readAccounts(stores.evidence, [node.accountId])).length === 0) {
      throw new RingleaderError("not_found", "there is no such account in the records");
    }
    const [accounts, identifiers] = await Promise.all([
      accountNodes(stores, [node.accountId], uses),
      identifierNodes(stores, uses, networkId, uses),
    ]);
    return {
      networkId: networkId === "" ? null : networkId,
      nodes: [...accounts, ...identifiers],
      edges: useEdges(uses),
      shown: { accounts: 1, identifiers: uses.length },
      total: { accounts: 1, identifiers: total },
    };
  }
  const { uses, total } = await readUsersOf(stores.evidence, node.identifier, networkId, Math.max(limit, 1));
  if (total === 0) throw new RingleaderError("not_found", "no account has used this identifier");
  const shown = uses.slice(0, limit);
  const [accounts, identifiers] = await Promise.all([
    accountNodes(
      stores,
      shown.map((use) => use.accountId),
      shown,
    ),
    identifierNodes(stores, [node.identifier], networkId, shown),
  ]);
  return {
    networkId: networkId === "" ? null : networkId,
    nodes: [...identifiers, ...accounts],
    edges: useEdges(shown),
    shown: { accounts: shown.length, identifiers: 1 },
    total: { accounts: total, identifiers: 1 },
  };
}
