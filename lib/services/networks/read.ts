import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { investigationCase, network, networkMember, resolveRun } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { MEMBERSHIPS } from "@/lib/domain/network";
import type { MemberRow, NetworkSummary, NetworkView, ResolveRunSummary } from "@/lib/domain/views";
import type { Stores } from "@/lib/stores/connect";
import type { CasebookReader } from "@/lib/stores/casebook/client";
import { readAccounts, readUsage } from "@/lib/stores/evidence/reads/accounts";
import { completeImportIds } from "@/lib/services/imports/records";
import { readLineage, readSuccession, successionSentence } from "./lineage";

export const caseNumber = (ordinal: number): string => `C-${String(ordinal).padStart(4, "0")}`;

/** Why a run's networks no longer are what the records say; null where they still are. */
function staleReasonOf(run: typeof resolveRun.$inferSelect, complete: readonly string[]): string | null {
  if (run.staleReason !== null) return run.staleReason;
  if (run.importsSeen.some((id) => !complete.includes(id))) return "an import was undone";
  return complete.some((id) => !run.importsSeen.includes(id))
    ? "records came in after they were found"
    : null;
}

/** The newest complete resolve run; stale where the records have changed since. */
export async function newestRun(casebook: CasebookReader): Promise<ResolveRunSummary | null> {
  const [row] = await casebook
    .select()
    .from(resolveRun)
    .where(eq(resolveRun.status, "complete"))
    .orderBy(desc(resolveRun.startedAt))
    .limit(1);
  if (row === undefined) return null;
  const staleReason = staleReasonOf(row, await completeImportIds(casebook));
  return {
    id: row.id,
    startedAtMs: row.startedAt.getTime(),
    finishedAtMs: row.finishedAt?.getTime() ?? null,
    status: row.status,
    modelVersion: row.modelVersion,
    accounts: row.accounts,
    observations: row.observations,
    links: row.links,
    networks: row.networks,
    stale: staleReason !== null,
    staleReason,
    notes: row.notes,
    dataVersions: row.dataVersions,
  };
}

type NetworkRow = typeof network.$inferSelect;

async function summariesOf(casebook: CasebookReader, rows: readonly NetworkRow[]): Promise<NetworkSummary[]> {
  const ids = rows.map((row) => row.id);
  const cases =
    ids.length === 0
      ? []
      : await casebook
          .select({
            id: investigationCase.id,
            ordinal: investigationCase.ordinal,
            status: investigationCase.status,
            networkId: investigationCase.networkId,
          })
          .from(investigationCase)
          .where(inArray(investigationCase.networkId, ids))
          .orderBy(investigationCase.ordinal);
  return rows.map((row) => ({
    id: row.id,
    label: row.id,
    core: row.core,
    probable: row.probable,
    fringe: row.fringe,
    accounts: row.accounts,
    exchanges: row.facts.exchanges,
    firstMs: row.facts.firstMs,
    lastMs: row.facts.lastMs,
    perDay: row.facts.perDay,
    firstDayMs: row.facts.firstDayMs,
    shared: row.facts.sharedIdentifiers,
    sharedCounts: row.facts.sharedCounts,
    families: row.facts.families,
    strengthBits: row.strengthBits,
    protectedAccounts: row.facts.protectedAccounts,
    bannedAccounts: row.facts.bannedAccounts,
    cases: cases
      .filter((found) => found.networkId === row.id)
      .map((found) => ({ id: found.id, number: caseNumber(found.ordinal), status: found.status })),
    headline: row.facts.headline,
    distillationGrade: row.facts.distillation?.grade ?? null,
  }));
}

/** Current networks in rank order. */
export async function listNetworks(
  casebook: CasebookReader,
  limit: number,
  offset: number,
): Promise<{ networks: NetworkSummary[]; total: number }> {
  const rows = await casebook
    .select()
    .from(network)
    .where(eq(network.current, true))
    .orderBy(asc(network.rank))
    .limit(limit)
    .offset(offset);
  const total = await casebook.$count(network, eq(network.current, true));
  return { networks: await summariesOf(casebook, rows), total };
}

/** A network of any run. @throws RingleaderError `not_found` */
export async function networkRow(casebook: CasebookReader, id: string): Promise<NetworkRow> {
  const [row] = await casebook.select().from(network).where(eq(network.id, id));
  if (row === undefined) throw new RingleaderError("not_found", "there is no such network");
  return row;
}

/** A network of the newest run. @throws RingleaderError `not_found`; for one of an earlier run, saying where its accounts are now. */
export async function currentNetworkRow(casebook: CasebookReader, id: string): Promise<NetworkRow> {
  const row = await networkRow(casebook, id);
  const succession = await readSuccession(casebook, id);
  if (succession === null) return row;
  const parts = [
    `${id} is no longer found by the newest run`,
    successionSentence(succession),
    "cases opened from it keep their subjects",
  ];
  throw new RingleaderError("not_found", parts.filter((part) => part !== "").join("; "));
}

/** One network with its first `membersLimit` members, core before probable before fringe, strongest first. */
export async function readNetwork(stores: Stores, id: string, membersLimit: number): Promise<NetworkView> {
  const row = await currentNetworkRow(stores.casebook, id);
  const [summary] = await summariesOf(stores.casebook, [row]);
  if (summary === undefined) throw new RingleaderError("not_found", "there is no such network");
  const members = await membersOf(stores, id, membersLimit);
  return {
    ...summary,
    members,
    membersTotal: row.accounts,
    weakBridges: row.facts.weakBridges,
    guards: row.facts.guards,
    distillation: row.facts.distillation ?? null,
    lineage: await readLineage(stores.casebook, id),
    run: await newestRun(stores.casebook),
  };
}

/** The order of `compareMembers`. */
const MEMBER_ORDER = [
  sql`array_position(string_to_array(${MEMBERSHIPS.join(",")}, ','), ${networkMember.membership})`,
  desc(networkMember.bits),
  sql`${networkMember.accountId} COLLATE "C"`,
];

async function membersOf(stores: Stores, id: string, limit: number): Promise<MemberRow[]> {
  const shown = await stores.casebook
    .select()
    .from(networkMember)
    .where(eq(networkMember.networkId, id))
    .orderBy(...MEMBER_ORDER)
    .limit(limit);
  const ids = shown.map((member) => member.accountId);
  const [accounts, usage] = await Promise.all([
    readAccounts(stores.evidence, ids),
    readUsage(stores.evidence, ids),
  ]);
  const accountOf = new Map(accounts.map((account) => [account.accountId, account]));
  const usageOf = new Map(usage.map((line) => [line.accountId, line]));
  return shown.map((member) => {
    const account = accountOf.get(member.accountId);
    return {
      accountId: member.accountId,
      membership: member.membership,
      bits: member.bits,
      reason: member.reason,
      status: account?.status ?? "active",
      accountType: account?.accountType ?? "unknown",
      organization: account?.organization ?? "",
      country: account?.country ?? "",
      createdAtMs: account?.createdAtMs ?? 0,
      exchanges: usageOf.get(member.accountId)?.exchanges ?? 0,
    };
  });
}

/** Network and membership of each account that is in a current one. */
export async function membershipsOf(
  casebook: CasebookReader,
  accountIds: readonly string[],
): Promise<Map<string, typeof networkMember.$inferSelect>> {
  if (accountIds.length === 0) return new Map();
  const rows = await casebook
    .select({ member: networkMember })
    .from(networkMember)
    .innerJoin(network, eq(network.id, networkMember.networkId))
    .where(and(inArray(networkMember.accountId, [...accountIds]), eq(network.current, true)));
  return new Map(rows.map(({ member }) => [member.accountId, member]));
}
