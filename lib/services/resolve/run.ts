import { eq, sql } from "drizzle-orm";
import { network, networkLink, networkMember, resolveRun, type NetworkFacts } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { counted } from "@/lib/core/format";
import { groupBy } from "@/lib/core/group-by";
import { newId } from "@/lib/core/ids";
import type { Membership } from "@/lib/domain/network";
import type { Clock } from "@/lib/core/time";
import { MS_PER_DAY } from "@/lib/core/time";
import {
  DEFAULT_PARAMETERS,
  type EngineInput,
  identifierKind,
  networkHeadline,
  RESOLVE_SEED,
  type Resolution,
} from "@/lib/engine";
import type { Stores } from "@/lib/stores/connect";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { CasebookTransaction } from "@/lib/stores/casebook/client";
import {
  dropOtherRuns,
  dropRun,
  networkAccountFacts,
  networkActivity,
  networkSharedCounts,
  networkWindows,
  storeTotals,
  writeResolvedMembers,
} from "@/lib/stores/evidence/reads/network-facts";
import { usesVersion, type SharedCrowd, writeSharedCrowds } from "@/lib/stores/evidence/reads/crowds";
import { writeNetworkGraphs } from "@/lib/stores/evidence/reads/network-graph";
import { completeImportIds } from "@/lib/services/imports/records";
import { assessNetworks } from "@/lib/services/networks/assess";
import { forgetLastMembers } from "@/lib/services/networks/forget-last-members";
import { resolveInThreads } from "./threads/resolve-in-threads";
import { emptyOlderModels } from "./empty-older-models";
import { keepWhileFresh, newestYardstick, readKeptScores, writeKeptScores } from "./kept-scores";
import { keepLastMembers, lineageOf, writeLineage } from "./lineage";
import { loadEngineInput } from "./load-input";
import { writeLinks } from "./write-links";

const ROWS_PER_INSERT = 500;

export interface ResolveSummary {
  runId: string;
  accounts: number;
  observations: number;
  links: number;
  networks: number;
  accountsInNetworks: number;
  notes: string[];
  seconds: number;
}

/** What a run says of a network that an earlier one had found already. */
const NETWORK_AS_FOUND = {
  runId: sql`excluded.run_id`,
  current: sql`excluded.current`,
  accounts: sql`excluded.accounts`,
  core: sql`excluded.core`,
  probable: sql`excluded.probable`,
  fringe: sql`excluded.fringe`,
  strengthBits: sql`excluded.strength_bits`,
  rank: sql`excluded.rank`,
  facts: sql`excluded.facts`,
};

async function inBatches<T>(rows: readonly T[], write: (batch: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT)
    await write(rows.slice(from, from + ROWS_PER_INSERT));
}

/** Every identifier at least two accounts use. */
function* sharedCrowds(input: EngineInput): Generator<SharedCrowd> {
  for (const [identifier, value] of input.identifierValue.entries()) {
    const crowd = (input.identifierStart[identifier + 1] ?? 0) - (input.identifierStart[identifier] ?? 0);
    const kind = input.kinds[input.identifierKind[identifier] ?? 0];
    if (crowd >= 2 && kind !== undefined) yield { kind, value, crowd };
  }
}

/** What the store counts for each network, keyed by network id. */
async function factsOf(
  stores: Stores,
  runId: string,
  names: readonly string[],
  resolution: Resolution,
): Promise<Map<string, NetworkFacts>> {
  const sizes = resolution.networks.map((found, index) => ({
    id: names[index] ?? "",
    accounts: found.members.length,
  }));
  const [totals, activity, windows, accountFacts, sharedCounts, assessments] = await Promise.all([
    storeTotals(stores.evidence),
    networkActivity(stores.evidence, runId),
    networkWindows(stores.evidence, runId),
    networkAccountFacts(stores.evidence, runId),
    networkSharedCounts(stores.evidence, runId),
    assessNetworks(stores, runId, sizes),
  ]);
  const firstDay = totals.firstMs === null ? 0 : Math.floor(totals.firstMs / MS_PER_DAY);
  const days =
    totals.firstMs === null || totals.lastMs === null
      ? 0
      : Math.floor(totals.lastMs / MS_PER_DAY) - firstDay + 1;
  const perDay = new Map(names.map((name) => [name, Array.from({ length: days }, () => 0)]));
  for (const row of activity) {
    const line = perDay.get(row.networkId);
    if (line !== undefined) line[row.dayMs / MS_PER_DAY - firstDay] = row.exchanges;
  }
  const windowOf = new Map(windows.map((row) => [row.networkId, row]));
  const accountsOf = new Map(accountFacts.map((row) => [row.networkId, row]));
  const sharedOf = groupBy(sharedCounts, (row) => row.networkId);
  return new Map(
    resolution.networks.map((found, index) => {
      const id = names[index] ?? "";
      const { members, ...rest } = found;
      const line = perDay.get(id) ?? [];
      const window = windowOf.get(id);
      const exchanges = line.reduce((sum, count) => sum + count, 0);
      const counts = (sharedOf.get(id) ?? [])
        .map((row) => ({
          kind: row.kind,
          kindLabel: identifierKind(row.kind).label,
          count: row.count,
          othersMax: row.othersMax,
        }))
        .sort((x, y) => y.count - x.count);
      const firstMs = window?.firstMs ?? null;
      const lastMs = window?.lastMs ?? null;
      const distillation = assessments.get(id);
      return [
        id,
        {
          ...rest,
          exchanges,
          firstMs,
          lastMs,
          perDay: line,
          firstDayMs: firstDay * MS_PER_DAY,
          sharedCounts: counts,
          protectedAccounts: accountsOf.get(id)?.protectedAccounts ?? 0,
          bannedAccounts: accountsOf.get(id)?.bannedAccounts ?? 0,
          ...(distillation === undefined ? {} : { distillation }),
          headline: networkHeadline({
            accounts: members.length,
            sharedCounts: counts,
            population: totals.accounts,
            exchanges,
            firstMs,
            lastMs,
          }),
        },
      ];
    }),
  );
}

async function writeNetworks(
  tx: CasebookTransaction,
  runId: string,
  names: readonly string[],
  resolution: Resolution,
  facts: ReadonlyMap<string, NetworkFacts>,
): Promise<void> {
  await tx.update(network).set({ current: false }).where(eq(network.current, true));
  // Members and links are the newest run's; a case keeps its own list of subjects.
  await tx.delete(networkLink);
  await tx.delete(networkMember);
  const networkOf = new Map<string, string>();
  const rows = resolution.networks.map((found, index): typeof network.$inferInsert => {
    const id = names[index] ?? "";
    for (const member of found.members) networkOf.set(member.accountId, id);
    const sizeOf = (membership: Membership): number =>
      found.members.reduce((sum, member) => sum + (member.membership === membership ? 1 : 0), 0);
    return {
      id,
      runId,
      current: true,
      accounts: found.members.length,
      core: sizeOf("core"),
      probable: sizeOf("probable"),
      fringe: sizeOf("fringe"),
      strengthBits: found.strengthBits,
      rank: index + 1,
      facts: facts.get(id) ?? raise(id),
    };
  });
  await inBatches(rows, async (batch) =>
    tx.insert(network).values(batch).onConflictDoUpdate({ target: network.id, set: NETWORK_AS_FOUND }),
  );
  await inBatches(
    resolution.networks.flatMap((found, index) =>
      found.members.map((member) => ({ networkId: names[index] ?? "", ...member })),
    ),
    async (batch) => tx.insert(networkMember).values(batch),
  );
  await writeLinks(tx, resolution.links(), networkOf);
}

function raise(id: string): never {
  throw new Error(`no facts were counted for network ${id}`);
}

/**
 * Runs the engine over everything imported and keeps networks, members and links, all or nothing.
 * A run that was overtaken by a later one is refused at its end.
 */
export async function runResolve(
  stores: Stores,
  actorId: string,
  clock: Clock,
  onProgress: (sentence: string) => void,
): Promise<ResolveSummary> {
  const startedMs = clock.nowMs();
  const runId = newId("run");
  const importsSeen = await completeImportIds(stores.casebook);
  if (importsSeen.length === 0)
    throw new RingleaderError(
      "conflict",
      "nothing has been imported yet; run `ringleader ingest PATH` first",
    );
  await stores.casebook.transaction(async (tx) => {
    await tx
      .update(resolveRun)
      .set({ status: "failed", error: "overtaken by a later run", finishedAt: new Date(startedMs) })
      .where(eq(resolveRun.status, "running"));
    await tx
      .insert(resolveRun)
      .values({ id: runId, startedAt: new Date(startedMs), status: "running", notes: [], importsSeen });
    await appendAudit(
      tx,
      {
        actorId,
        action: "resolve.start",
        objectType: "resolve_run",
        objectId: runId,
        details: { imports: importsSeen.length },
      },
      startedMs,
    );
  });
  try {
    // Before the records are read: crowds of an import that comes in meanwhile must not pass for its own.
    const usesAt = await usesVersion(stores.evidence);
    const { input, dataVersions } = await loadEngineInput(stores, onProgress);
    const yardstick = await newestYardstick(stores, input);
    const { resolution, kept } = await resolveInThreads(input, DEFAULT_PARAMETERS, RESOLVE_SEED, {
      onPhase: onProgress,
      yardstick,
      kept: yardstick === undefined ? undefined : await readKeptScores(stores),
    });
    onProgress(`found ${counted(resolution.networks.length, "network")}; looking for their names`);
    const { names, events } = await lineageOf(stores.casebook, resolution);
    onProgress(`noting ${counted(resolution.counts.accountsInNetworks, "member")}`);
    await writeResolvedMembers(
      stores.evidence,
      runId,
      resolution.networks.flatMap((found, index) =>
        found.members.map((member) => ({
          networkId: names[index] ?? "",
          accountId: member.accountId,
          membership: member.membership,
        })),
      ),
    );
    onProgress("noting crowds");
    await writeSharedCrowds(stores.evidence, runId, usesAt, sharedCrowds(input));
    onProgress("noting what holds each network together");
    await writeNetworkGraphs(
      stores.evidence,
      runId,
      names.map((networkId, index) => ({ networkId, graph: () => resolution.graphOf(index) })),
    );
    onProgress("counting what each network did");
    const facts = await factsOf(stores, runId, names, resolution);
    onProgress(
      `keeping ${counted(resolution.networks.length, "network")}, ${counted(resolution.counts.accountsInNetworks, "member")} and ${counted(resolution.counts.forestLinks + resolution.counts.candidateLinksWritten, "link")}`,
    );
    const finishedMs = clock.nowMs();
    await stores.casebook.transaction(async (tx) => {
      const [still] = await tx
        .select({ status: resolveRun.status })
        .from(resolveRun)
        .where(eq(resolveRun.id, runId))
        .for("update");
      if (still?.status !== "running")
        throw new RingleaderError(
          "conflict",
          "a later resolve run has started; this one's result was left out",
        );
      await keepLastMembers(tx, events);
      await forgetLastMembers(tx, stores.evidence);
      await emptyOlderModels(tx, runId);
      await writeNetworks(tx, runId, names, resolution, facts);
      await writeLineage(tx, runId, events, finishedMs);
      await tx
        .update(resolveRun)
        .set({
          status: "complete",
          finishedAt: new Date(finishedMs),
          modelVersion: resolution.model.version,
          accounts: resolution.counts.accounts,
          observations: resolution.counts.observations,
          links: resolution.counts.confirmedLinks,
          networks: resolution.networks.length,
          notes: resolution.notes,
          model: resolution.model,
          dataVersions,
        })
        .where(eq(resolveRun.id, runId));
      await appendAudit(
        tx,
        {
          actorId,
          action: "resolve.complete",
          objectType: "resolve_run",
          objectId: runId,
          details: { networks: resolution.networks.length, modelVersion: resolution.model.version },
        },
        finishedMs,
      );
    });
    await dropOtherRuns(stores.evidence, runId);
    await keepWhileFresh(stores, runId, async () => writeKeptScores(stores, runId, kept));
    return {
      runId,
      accounts: resolution.counts.accounts,
      observations: resolution.counts.observations,
      links: resolution.counts.confirmedLinks,
      networks: resolution.networks.length,
      accountsInNetworks: resolution.counts.accountsInNetworks,
      notes: resolution.notes,
      seconds: (clock.nowMs() - startedMs) / 1_000,
    };
  } catch (error) {
    const message = error instanceof RingleaderError ? error.message : "unexpected failure";
    await stores.casebook
      .update(resolveRun)
      .set({ status: "failed", error: message, finishedAt: new Date(clock.nowMs()) })
      .where(eq(resolveRun.id, runId))
      .catch(() => undefined);
    await dropRun(stores.evidence, runId).catch(() => undefined);
    throw error;
  }
}
