import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { and, eq, inArray, isNull, lt, notInArray, or } from "drizzle-orm";
import { importRun, resolveRun, retentionRun, upload } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { minuteUtc, MS_PER_DAY, MS_PER_HOUR, type Clock } from "@/lib/core/time";
import type { RecordClass, RetentionCounts } from "@/lib/domain/retention";
import { forgetLastMembers } from "@/lib/services/networks/forget-last-members";
import { dropKeptScores } from "@/lib/services/resolve/kept-scores";
import { removeUploadFiles } from "@/lib/services/uploads/sweep";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { CasebookReader } from "@/lib/stores/casebook/client";
import type { Stores } from "@/lib/stores/connect";
import { countPastKeeping, removePastKeeping } from "@/lib/stores/evidence/past-keeping";
import { heldRecords, type HeldRecords } from "./holds";
import { EVIDENCE_CLASSES } from "./record-classes";
import { readRules } from "./rules";

/** A run that says nothing of its end for this long is taken to have died; the next one takes over. */
const DEAD_AFTER_MS = 6 * MS_PER_HOUR;

interface Past {
  past: number;
  held: number;
}

/** What one class does: count what is past its keeping, and remove what of it is not held. */
interface Step {
  count(cutMs: number, held: HeldRecords): Promise<Past>;
  remove(cutMs: number, held: HeldRecords, nowMs: number): Promise<void>;
}

/** Imports that came in before a moment. */
async function importsBefore(casebook: CasebookReader, cutMs: number): Promise<string[]> {
  const rows = await casebook
    .select({ id: importRun.id })
    .from(importRun)
    .where(lt(importRun.finishedAt, new Date(cutMs)));
  return rows.map((row) => row.id);
}

function evidenceSteps(stores: Stores, recordClass: RecordClass): Step[] {
  const rows = EVIDENCE_CLASSES.find((each) => each.recordClass === recordClass)?.rows ?? [];
  return rows.map((each) => {
    const limits = async (cutMs: number, held: HeldRecords) => ({
      cutMs,
      oldImports: await importsBefore(stores.casebook, cutMs),
      held: held.accounts,
    });
    return {
      async count(cutMs, held) {
        const counted = await countPastKeeping(stores.evidence, each, await limits(cutMs, held));
        return held.everything ? { past: counted.past, held: counted.past } : counted;
      },
      async remove(cutMs, held) {
        await removePastKeeping(stores.evidence, each, await limits(cutMs, held));
      },
    };
  });
}

function rejectFileStep(stores: Stores): Step {
  const { rejects } = stores.dir;
  const past = async (cutMs: number): Promise<string[]> => {
    const old: string[] = [];
    for (const name of await readdir(rejects)) {
      const found = await stat(path.join(rejects, name)).catch(() => undefined);
      if (found?.isFile() === true && found.mtimeMs < cutMs) old.push(name);
    }
    return old;
  };
  return {
    async count(cutMs, held) {
      const files = (await past(cutMs)).length;
      return { past: files, held: held.everything ? files : 0 };
    },
    async remove(cutMs) {
      for (const name of await past(cutMs)) await rm(path.join(rejects, name), { force: true });
    },
  };
}

function uploadStep(stores: Stores): Step {
  const past = async (cutMs: number): Promise<string[]> => {
    const rows = await stores.casebook
      .select({ id: upload.id })
      .from(upload)
      .leftJoin(importRun, eq(importRun.id, upload.importId))
      .where(
        and(
          isNull(upload.discardedAt),
          lt(upload.createdAt, new Date(cutMs)),
          or(isNull(upload.importId), notInArray(importRun.status, ["running", "interrupted", "publishing"])),
        ),
      );
    return rows.map((row) => row.id);
  };
  return {
    async count(cutMs, held) {
      const files = (await past(cutMs)).length;
      return { past: files, held: held.everything ? files : 0 };
    },
    async remove(cutMs, _held, nowMs) {
      for (const id of await past(cutMs)) {
        await removeUploadFiles(stores, id);
        await stores.casebook
          .update(upload)
          .set({ discardedAt: new Date(nowMs) })
          .where(eq(upload.id, id));
      }
    },
  };
}

function stepsOf(stores: Stores, recordClass: RecordClass): Step[] {
  if (recordClass === "reject_files") return [rejectFileStep(stores)];
  if (recordClass === "uploads") return [uploadStep(stores)];
  return evidenceSteps(stores, recordClass);
}

async function classesWithDays(
  casebook: CasebookReader,
  setBeforeMs = Number.POSITIVE_INFINITY,
): Promise<[RecordClass, number][]> {
  return (await readRules(casebook)).flatMap(({ recordClass, keepDays, updatedAtMs }) =>
    keepDays === null || (updatedAtMs ?? 0) > setBeforeMs
      ? []
      : [[recordClass, keepDays] as [RecordClass, number]],
  );
}

function add(counts: Partial<Record<RecordClass, number>>, recordClass: RecordClass, count: number): void {
  counts[recordClass] = (counts[recordClass] ?? 0) + count;
}

/** Counts what a run would remove and hold back now; removes and records nothing. */
export async function checkRetention(stores: Stores, nowMs: number): Promise<RetentionCounts> {
  const counts: RetentionCounts = { removed: {}, heldBack: {} };
  const held = await heldRecords(stores.casebook);
  for (const [recordClass, keepDays] of await classesWithDays(stores.casebook)) {
    for (const step of stepsOf(stores, recordClass)) {
      const { past, held: kept } = await step.count(nowMs - keepDays * MS_PER_DAY, held);
      add(counts.removed, recordClass, past - kept);
      add(counts.heldBack, recordClass, kept);
    }
  }
  return counts;
}

/** One runner at a time: the audit log's end is held while it is looked whether another is at work. */
async function beginRun(stores: Stores, actorId: string, nowMs: number): Promise<string> {
  const id = newId("ret");
  await stores.casebook.transaction(async (tx) => {
    await appendAudit(
      tx,
      { actorId, action: "retention.start", objectType: "retention_run", objectId: id },
      nowMs,
    );
    const open = await tx.select().from(retentionRun).where(isNull(retentionRun.finishedAt));
    const alive = open.find((row) => row.startedAt.getTime() > nowMs - DEAD_AFTER_MS);
    if (alive !== undefined) {
      throw new RingleaderError(
        "conflict",
        `a retention run is under way since ${minuteUtc(alive.startedAt.getTime())}; one runs at a time`,
      );
    }
    await tx
      .update(retentionRun)
      .set({ finishedAt: new Date(nowMs), error: "its process ended before it was done" })
      .where(isNull(retentionRun.finishedAt));
    await tx.insert(retentionRun).values({ id, startedAt: new Date(nowMs), removed: {}, heldBack: {} });
  });
  return id;
}

async function stillOurs(stores: Stores, runId: string): Promise<void> {
  const [row] = await stores.casebook
    .select({ finishedAt: retentionRun.finishedAt })
    .from(retentionRun)
    .where(eq(retentionRun.id, runId));
  if (row === undefined || row.finishedAt !== null)
    throw new RingleaderError("conflict", "another retention run took over from this one");
}

export interface RetentionSummary extends RetentionCounts {
  runId: string;
}

/**
 * Removes what is past its keeping, class by class, and records how much went and how much a hold
 * kept. Holds are read again before every table, so that one placed meanwhile counts. Networks are
 * marked stale where the engine would now read less. A stop or a failure leaves what was removed
 * removed, and on record; the next run goes on.
 * @throws RingleaderError `conflict` where another run is under way; what a store failed with.
 */
export async function runRetention(
  stores: Stores,
  actorId: string,
  clock: Clock,
  options: { signal?: AbortSignal | undefined; rulesSetBeforeMs?: number | undefined } = {},
): Promise<RetentionSummary> {
  const { signal, rulesSetBeforeMs } = options;
  const startedMs = clock.nowMs();
  const runId = await beginRun(stores, actorId, startedMs);
  const counts: RetentionCounts = { removed: {}, heldBack: {} };
  const end = async (error: string | null): Promise<void> => {
    const nowMs = clock.nowMs();
    const stale = EVIDENCE_CLASSES.some(
      (each) => each.readByEngine && (counts.removed[each.recordClass] ?? 0) > 0,
    );
    const record = stores.casebook.transaction(async (tx) => {
      await tx
        .update(retentionRun)
        .set({ finishedAt: new Date(nowMs), error, ...counts })
        .where(and(eq(retentionRun.id, runId), isNull(retentionRun.finishedAt)));
      if (stale) {
        await tx
          .update(resolveRun)
          .set({ staleSince: new Date(nowMs), staleReason: "records past their keeping were removed" })
          .where(and(inArray(resolveRun.status, ["complete", "running"]), isNull(resolveRun.staleSince)));
      }
      await appendAudit(
        tx,
        {
          actorId,
          action: error === null ? "retention.complete" : "retention.fail",
          objectType: "retention_run",
          objectId: runId,
          details: { ...counts },
        },
        nowMs,
      );
    });
    // After runs are marked: one that is just keeping its scores sees the mark, or has kept them by now.
    await record.finally(async () => (stale ? dropKeptScores(stores) : undefined));
  };
  try {
    for (const [recordClass, keepDays] of await classesWithDays(stores.casebook, rulesSetBeforeMs)) {
      const cutMs = startedMs - keepDays * MS_PER_DAY;
      for (const step of stepsOf(stores, recordClass)) {
        signal?.throwIfAborted();
        await stillOurs(stores, runId);
        const held = await heldRecords(stores.casebook);
        const { past, held: kept } = await step.count(cutMs, held);
        if (past > kept) await step.remove(cutMs, held, clock.nowMs());
        add(counts.removed, recordClass, past - kept);
        add(counts.heldBack, recordClass, kept);
      }
      await stores.casebook.update(retentionRun).set(counts).where(eq(retentionRun.id, runId));
    }
    await forgetLastMembers(stores.casebook, stores.evidence);
  } catch (error) {
    const why =
      error instanceof RingleaderError
        ? error.message
        : signal?.aborted === true
          ? "stopped; the next run goes on"
          : "stopped unexpectedly; the next run goes on";
    await end(why).catch(() => undefined);
    throw error;
  }
  await end(null);
  return { runId, ...counts };
}
