import { desc } from "drizzle-orm";
import { z } from "zod";
import { retentionRule, retentionRun } from "@/drizzle/schema";
import { MS_PER_DAY } from "@/lib/core/time";
import {
  KEEP_DAYS_MAX,
  RECORD_CLASSES,
  recordClassSchema,
  type RetentionRuleRow,
  type RetentionRunRow,
  type RetentionView,
} from "@/lib/domain/retention";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Casebook, CasebookReader } from "@/lib/stores/casebook/client";
import { listHolds } from "./holds";

/** The job runs this long after its last beginning. */
const EVERY_MS = MS_PER_DAY;
/** The job leaves a class alone until its days have stood this long: time to take them back, or to place a hold. */
export const RIPE_AFTER_MS = MS_PER_DAY;

export const ruleBodySchema = z.object({
  recordClass: recordClassSchema,
  keepDays: z
    .int()
    .min(1, "records are kept for at least a day")
    .max(KEEP_DAYS_MAX, "that is more than a hundred years; leave it empty to keep everything")
    .nullable(),
});

/** Every class, with days where somebody set them: until then nothing of it is removed. */
export async function readRules(casebook: CasebookReader): Promise<RetentionRuleRow[]> {
  const rows = new Map((await casebook.select().from(retentionRule)).map((row) => [row.recordClass, row]));
  return RECORD_CLASSES.map((recordClass) => {
    const row = rows.get(recordClass);
    return {
      recordClass,
      keepDays: row?.keepDays ?? null,
      byName: row?.byName ?? null,
      updatedAtMs: row?.updatedAt.getTime() ?? null,
    };
  });
}

/** Sets how long a class is kept; the daily job goes by it once it has stood for a day. */
export async function setRule(
  casebook: Casebook,
  actor: Actor,
  body: z.infer<typeof ruleBodySchema>,
  nowMs: number,
): Promise<RetentionRuleRow[]> {
  authorize(actor, "retention.edit");
  await casebook.transaction(async (tx) => {
    const before = (await readRules(tx)).find((row) => row.recordClass === body.recordClass);
    const row = { keepDays: body.keepDays, byName: actor.name, updatedAt: new Date(nowMs) };
    await tx
      .insert(retentionRule)
      .values({ recordClass: body.recordClass, ...row })
      .onConflictDoUpdate({ target: retentionRule.recordClass, set: row });
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "retention.rule.set",
        objectType: "retention_rule",
        objectId: body.recordClass,
        details: { keepDays: body.keepDays, before: before?.keepDays ?? null },
      },
      nowMs,
    );
  });
  return await readRules(casebook);
}

async function lastRun(casebook: CasebookReader): Promise<RetentionRunRow | null> {
  const [row] = await casebook.select().from(retentionRun).orderBy(desc(retentionRun.startedAt)).limit(1);
  if (row === undefined) return null;
  return {
    id: row.id,
    startedAtMs: row.startedAt.getTime(),
    finishedAtMs: row.finishedAt?.getTime() ?? null,
    removed: row.removed,
    heldBack: row.heldBack,
    error: row.error,
  };
}

/**
 * When the job runs next: a day after it last began, and not before a rule is a day old; null where
 * no class has days.
 */
export async function nextRunMs(casebook: CasebookReader, nowMs: number): Promise<number | null> {
  const rules = (await readRules(casebook)).filter((rule) => rule.keepDays !== null);
  if (rules.length === 0) return null;
  const ripeMs = Math.min(...rules.map((rule) => (rule.updatedAtMs ?? 0) + RIPE_AFTER_MS));
  const last = await lastRun(casebook);
  return Math.max(nowMs, ripeMs, (last?.startedAtMs ?? 0) + EVERY_MS);
}

export async function readRetention(casebook: CasebookReader, nowMs: number): Promise<RetentionView> {
  return {
    rules: await readRules(casebook),
    lastRun: await lastRun(casebook),
    nextRunMs: await nextRunMs(casebook, nowMs),
    holds: await listHolds(casebook),
  };
}
