import { and, count, desc, eq, or } from "drizzle-orm";
import { network, networkLastMember, networkLineage, networkMember } from "@/drizzle/schema";
import type { NetworkSuccession, RecordedLineageEvent } from "@/lib/domain/lineage";
import type { CasebookReader } from "@/lib/stores/casebook/client";

const EVENTS_MAX = 100;

/** What became of a network, and of others that came out of it or went into it, newest first. */
export async function readLineage(
  casebook: CasebookReader,
  networkId: string,
): Promise<RecordedLineageEvent[]> {
  const rows = await casebook
    .select()
    .from(networkLineage)
    .where(or(eq(networkLineage.networkId, networkId), eq(networkLineage.otherNetworkId, networkId)))
    .orderBy(desc(networkLineage.at), networkLineage.id)
    .limit(EVENTS_MAX);
  return rows.map((row) => ({
    runId: row.runId,
    atMs: row.at.getTime(),
    kind: row.kind,
    networkId: row.networkId,
    otherId: row.otherNetworkId,
    shared: row.shared,
    before: row.accountsBefore,
    after: row.accountsAfter,
  }));
}

/** Where the accounts of a network are that is no longer found; null where it still is, or never was. */
export async function readSuccession(
  casebook: CasebookReader,
  networkId: string,
): Promise<NetworkSuccession | null> {
  const [row] = await casebook
    .select({ current: network.current })
    .from(network)
    .where(eq(network.id, networkId));
  if (row === undefined || row.current) return null;
  const accounts = await casebook.$count(networkLastMember, eq(networkLastMember.networkId, networkId));
  const shared = count();
  const successors = await casebook
    .select({ networkId: networkMember.networkId, accounts: shared })
    .from(networkLastMember)
    .innerJoin(networkMember, eq(networkMember.accountId, networkLastMember.accountId))
    .innerJoin(network, and(eq(network.id, networkMember.networkId), eq(network.current, true)))
    .where(eq(networkLastMember.networkId, networkId))
    .groupBy(networkMember.networkId)
    .orderBy(desc(shared), networkMember.networkId);
  return {
    networkId,
    label: networkId,
    accounts,
    successors: successors.map((found) => ({ ...found, label: found.networkId })),
  };
}

/** "388 of its 412 accounts are now in N-0002, 10 in N-0011": empty where nothing is known. */
export function successionSentence({ accounts, successors }: NetworkSuccession): string {
  if (accounts === 0) return "";
  if (successors.length === 0) return `none of its ${accounts} accounts is in a network now`;
  const [first, ...others] = successors.map((found) => `${found.accounts} in ${found.label}`);
  return `of its ${accounts} accounts ${[first, ...others].join(", ")} now`;
}
