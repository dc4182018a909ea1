import { and, eq, inArray } from "drizzle-orm";
import { networkLink, networkMember } from "@/drizzle/schema";
import { groupBy } from "@/lib/core/group-by";
import { accountNodeId } from "@/lib/domain/graph-id";
import { identifierId, type Identifier } from "@/lib/domain/identifier";
import type { Link } from "@/lib/domain/link";
import { compareMembers } from "@/lib/domain/network";
import type { GraphEdge, GraphView } from "@/lib/domain/views";
import type { Stores } from "@/lib/stores/connect";
import { readMostShared, readUsesBetween, type UseRow } from "@/lib/stores/evidence/reads/identifiers";
import { currentNetworkRow } from "@/lib/services/networks/read";
import { accountNodes, identifierNodes, useEdges } from "./nodes";
import { strongestConnected, type WeightedPair } from "./strongest-connected";

/** Kinds that whole crowds share: there on expanding, not in the first picture, where they would hide the rest. */
const BROAD_KINDS = new Set([
  "ip",
  "card_bin",
  "asn",
  "email_domain",
  "email_pattern",
  "tls_fingerprint",
  "client_profile",
  "organization",
  "prompt_template",
  "signup_burst",
]);
const IDENTIFIERS_MAX = 160;
/** Of each kind this many come before more of a stronger kind. */
const PER_KIND_FIRST = 16;
const USE_EDGES_MAX = 1_200;
const RANGES_ADDED = 2;

interface LinkRow {
  a: string;
  b: string;
  bits: number;
  status: Link["status"];
  link: Link;
}

async function confirmedPairs(stores: Stores, networkId: string): Promise<WeightedPair[]> {
  return await stores.casebook
    .select({ a: networkLink.accountA, b: networkLink.accountB, bits: networkLink.bits })
    .from(networkLink)
    .where(and(eq(networkLink.networkId, networkId), eq(networkLink.status, "confirmed")));
}

async function linksAmong(
  stores: Stores,
  networkId: string,
  accountIds: readonly string[],
): Promise<LinkRow[]> {
  if (accountIds.length === 0) return [];
  return await stores.casebook
    .select({
      a: networkLink.accountA,
      b: networkLink.accountB,
      bits: networkLink.bits,
      status: networkLink.status,
      link: networkLink.link,
    })
    .from(networkLink)
    .where(
      and(
        eq(networkLink.networkId, networkId),
        inArray(networkLink.accountA, [...accountIds]),
        inArray(networkLink.accountB, [...accountIds]),
      ),
    );
}

function linkEdge(row: LinkRow): GraphEdge {
  return {
    id: `link:${row.a}|${row.b}`,
    type: "link",
    source: accountNodeId(row.a),
    target: accountNodeId(row.b),
    bits: row.bits,
    status: row.status,
    countered: row.link.counterEvidence.length > 0,
  };
}

/** Identifiers the links rest on, by the bits they add over all of them: what holds the picture together. */
function identifiersBehind(links: readonly LinkRow[]): Identifier[] {
  const weights = new Map<string, { identifier: Identifier; bits: number }>();
  for (const { link } of links) {
    for (const row of link.evidence) {
      if (row.contribution <= 0 || BROAD_KINDS.has(row.kind)) continue;
      const identifier = { kind: row.kind, value: row.value };
      const id = identifierId(identifier);
      const weight = weights.get(id) ?? { identifier, bits: 0 };
      weights.set(id, weight);
      weight.bits += row.contribution;
    }
  }
  const ranked = [...weights]
    .sort(([idX, x], [idY, y]) => y.bits - x.bits || (idX < idY ? -1 : 1))
    .map(([, weight]) => weight.identifier);
  const kinds = [...groupBy(ranked, (identifier) => identifier.kind).values()];
  const first = new Set(kinds.flatMap((line) => line.slice(0, PER_KIND_FIRST)));
  return [...first, ...ranked.filter((identifier) => !first.has(identifier))];
}

/**
 * A first picture of a network: the accounts that hang together most strongly, the identifiers their
 * links rest on, and the links of the explanation between them; with what it leaves out.
 */
export async function networkGraph(
  stores: Stores,
  networkId: string,
  accountsLimit: number,
): Promise<GraphView> {
  const row = await currentNetworkRow(stores.casebook, networkId);
  const members = await stores.casebook
    .select()
    .from(networkMember)
    .where(eq(networkMember.networkId, networkId));
  members.sort(compareMembers);
  const ids = members.map((member) => member.accountId);
  const accountIds =
    ids.length <= accountsLimit
      ? ids
      : strongestConnected(ids, await confirmedPairs(stores, networkId), accountsLimit);
  const links = await linksAmong(stores, networkId, accountIds);
  const behind = identifiersBehind(links).slice(0, IDENTIFIERS_MAX);
  // Ranges seldom carry a link, yet a reader asks where the accounts came from.
  if (!behind.some((identifier) => identifier.kind === "ip_range")) {
    behind.push(...(await readMostShared(stores.evidence, accountIds, "ip_range", RANGES_ADDED)));
  }
  const between = await readUsesBetween(stores.evidence, accountIds, behind);
  const usesOf = groupBy(between, identifierId);
  const identifiers: Identifier[] = [];
  const uses: UseRow[] = [];
  for (const identifier of behind) {
    const own = usesOf.get(identifierId(identifier)) ?? [];
    if (own.length < 2 || uses.length + own.length > USE_EDGES_MAX) continue;
    identifiers.push(identifier);
    uses.push(...own);
  }
  const [accounts, identifierList] = await Promise.all([
    accountNodes(stores, accountIds, uses),
    identifierNodes(stores, identifiers, networkId, uses),
  ]);
  const sharedTotal = row.facts.sharedCounts.reduce((sum, entry) => sum + entry.count, 0);
  return {
    networkId,
    nodes: [...accounts, ...identifierList],
    edges: [...useEdges(uses), ...links.map(linkEdge)],
    shown: { accounts: accountIds.length, identifiers: identifiers.length },
    total: { accounts: members.length, identifiers: Math.max(sharedTotal, identifiers.length) },
  };
}
