import { eq, inArray, sql } from "drizzle-orm";
import { network, networkLastMember, networkLineage, networkMember } from "@/drizzle/schema";
import type { LineageEvent } from "@/lib/domain/lineage";
import { traceLineage, type Resolution } from "@/lib/engine";
import type { CasebookReader, CasebookTransaction } from "@/lib/stores/casebook/client";

const ROWS_PER_INSERT = 500;

function membersByNetwork(rows: readonly { networkId: string; accountId: string }[]): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const { networkId, accountId } of rows) {
    const accounts = members.get(networkId);
    if (accounts === undefined) members.set(networkId, [accountId]);
    else accounts.push(accountId);
  }
  return members;
}

/** Names of the networks just found, kept from the run before where they are the same, and what became of each. */
export async function lineageOf(
  casebook: CasebookReader,
  resolution: Resolution,
): Promise<{ names: string[]; events: LineageEvent[] }> {
  const previous = await casebook
    .select({ accountId: networkMember.accountId, networkId: networkMember.networkId })
    .from(networkMember)
    .innerJoin(network, eq(network.id, networkMember.networkId))
    .where(eq(network.current, true));
  const vanished = await casebook.select().from(networkLastMember);
  const [last] = await casebook
    .select({ number: sql<number>`coalesce(max(substring(${network.id} from '[0-9]+$')::int), 0)` })
    .from(network);
  let next = (last?.number ?? 0) + 1;
  return traceLineage(
    membersByNetwork(previous),
    membersByNetwork(vanished),
    resolution.networks.map((found) => found.members.map((member) => member.accountId)),
    () => `N-${String(next++).padStart(4, "0")}`,
  );
}

/** Keeps the accounts of networks that are no longer found; to be called while they still are members. */
export async function keepLastMembers(
  tx: CasebookTransaction,
  events: readonly LineageEvent[],
): Promise<void> {
  const idsOf = (kind: LineageEvent["kind"]): string[] =>
    events.filter((event) => event.kind === kind).map((event) => event.networkId);
  const vanished = idsOf("vanished");
  const returned = idsOf("returned");
  for (let from = 0; from < vanished.length; from += ROWS_PER_INSERT) {
    await tx
      .insert(networkLastMember)
      .select(
        tx
          .select({ networkId: networkMember.networkId, accountId: networkMember.accountId })
          .from(networkMember)
          .where(inArray(networkMember.networkId, vanished.slice(from, from + ROWS_PER_INSERT))),
      )
      .onConflictDoNothing();
  }
  for (let from = 0; from < returned.length; from += ROWS_PER_INSERT) {
    await tx
      .delete(networkLastMember)
      .where(inArray(networkLastMember.networkId, returned.slice(from, from + ROWS_PER_INSERT)));
  }
}

/** Nothing happened to a network that was found again with the same accounts. */
const isNews = (event: LineageEvent): boolean =>
  event.kind !== "continued" || event.shared !== event.before || event.shared !== event.after;

/** Puts on record what became of the networks; to be called once the new ones are there. */
export async function writeLineage(
  tx: CasebookTransaction,
  runId: string,
  events: readonly LineageEvent[],
  nowMs: number,
): Promise<void> {
  const rows = events.filter(isNews).map((event) => ({
    runId,
    at: new Date(nowMs),
    kind: event.kind,
    networkId: event.networkId,
    otherNetworkId: event.otherId,
    shared: event.shared,
    accountsBefore: event.before,
    accountsAfter: event.after,
  }));
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT)
    await tx.insert(networkLineage).values(rows.slice(from, from + ROWS_PER_INSERT));
}
