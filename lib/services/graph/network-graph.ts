import { and, eq, inArray } from "drizzle-orm";
import { networkLink, networkMember } from "@/drizzle/schema";
import { accountNodeId } from "@/lib/domain/graph-id";
import { identifierId, type Identifier } from "@/lib/domain/identifier";
import { MEMBERSHIPS } from "@/lib/domain/network";
import type { GraphEdge, GraphView } from "@/lib/domain/views";
import type { Stores } from "@/lib/stores/connect";
import { readCrowds, readSharedAmong, readUsesBetween } from "@/lib/stores/evidence/reads/identifiers";
import { networkRow } from "@/lib/services/networks/read";
import { accountNodes, identifierNodes, useEdges } from "./nodes";

/** Kinds that are broad or repeat a narrower one: there on expanding, not in the first picture. */
const BROAD_KINDS = ["ip", "card_bin", "asn", "email_domain", "email_pattern", "tls_fingerprint", "client_profile", "organization", "signup_burst", "prompt_template", "wallet"];
const SHARED_LOOKED_AT = 4_000;
const IDENTIFIERS_MAX = 300;
const USE_EDGES_MAX = 1_800;
/** An identifier used by this many times more accounts than shown here says little about them. */
const CROWD_FACTOR_MAX = 40;

async function linkEdges(stores: Stores, networkId: string, accountIds: readonly string[]): Promise<GraphEdge[]> {
  const rows = await stores.casebook
    .select({ a: networkLink.accountA, b: networkLink.accountB, bits: networkLink.bits, status: networkLink.status, link: networkLink.link })
    .from(networkLink)
    .where(and(eq(networkLink.networkId, networkId), inArray(networkLink.accountA, [...accountIds]), inArray(networkLink.accountB, [...accountIds])));
  return rows.map((row) => ({
    id: `link:${row.a}|${row.b}`,
    type: "link",
    source: accountNodeId(row.a),
    target: accountNodeId(row.b),
    bits: row.bits,
    status: row.status,
    countered: row.link.counterEvidence.length > 0,
  }));
}

/**
 * A first picture of a network: its strongest accounts, the rarest identifiers that at least two of
 * them share, and the links of the explanation between them; with what it leaves out.
 */
export async function networkGraph(stores: Stores, networkId: string, accountsLimit: number): Promise<GraphView> {
  const row = await networkRow(stores.casebook, networkId);
  const members = await stores.casebook.select().from(networkMember).where(eq(networkMember.networkId, networkId));
  members.sort((x, y) => MEMBERSHIPS.indexOf(x.membership) - MEMBERSHIPS.indexOf(y.membership) || y.bits - x.bits || (x.accountId < y.accountId ? -1 : 1));
  const accountIds = members.slice(0, accountsLimit).map((member) => member.accountId);
  const shared = accountIds.length === 0 ? [] : await readSharedAmong(stores.evidence, accountIds, BROAD_KINDS, SHARED_LOOKED_AT);
  const crowds = new Map((await readCrowds(stores.evidence, shared, networkId)).map((crowd) => [identifierId(crowd), crowd.crowd]));
  const telling = shared
    .map((entry) => ({ entry, crowd: crowds.get(identifierId(entry)) ?? entry.sharers }))
    .filter(({ entry, crowd }) => crowd <= entry.sharers * CROWD_FACTOR_MAX)
    .sort((x, y) => (y.entry.sharers * y.entry.sharers) / y.crowd - (x.entry.sharers * x.entry.sharers) / x.crowd || (identifierId(x.entry) < identifierId(y.entry) ? -1 : 1));
  const identifiers: Identifier[] = [];
  let edges = 0;
  for (const { entry } of telling) {
    if (identifiers.length >= IDENTIFIERS_MAX || edges + entry.sharers > USE_EDGES_MAX) break;
    identifiers.push({ kind: entry.kind, value: entry.value });
    edges += entry.sharers;
  }
  const uses = await readUsesBetween(stores.evidence, accountIds, identifiers);
  const [accounts, identifierList, links] = await Promise.all([
    accountNodes(stores, accountIds, uses),
    identifierNodes(stores, identifiers, networkId, uses),
    accountIds.length === 0 ? [] : linkEdges(stores, networkId, accountIds),
  ]);
  const sharedTotal = row.facts.sharedCounts.reduce((sum, entry) => sum + entry.count, 0);
  return {
    networkId,
    nodes: [...accounts, ...identifierList],
    edges: [...useEdges(uses), ...links],
    shown: { accounts: accountIds.length, identifiers: identifiers.length },
    total: { accounts: members.length, identifiers: Math.max(sharedTotal, identifiers.length) },
  };
}
