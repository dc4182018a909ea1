import { desc, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { caseSubject, investigationCase, legalHold, retentionRun } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { holdScopeSchema, type HoldRow, type PlacedHold } from "@/lib/domain/retention";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { findCase } from "@/lib/services/cases/read";
import { caseNumber } from "@/lib/services/networks/read";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { CasebookReader } from "@/lib/stores/casebook/client";
import type { Stores } from "@/lib/stores/connect";
import { readAccounts } from "@/lib/stores/evidence/reads/accounts";

const reason = z.string().trim().min(3, "a hold needs a reason").max(1_000);

export const holdBodySchema = z.object({
  scope: holdScopeSchema,
  /** An account id; a case's id or number; nothing for everything. */
  objectId: z.string().trim().max(256).default(""),
  reason,
});

export const liftBodySchema = z.object({ reason });

/** Newest first, lifted ones after those that stand. */
export async function listHolds(casebook: CasebookReader): Promise<HoldRow[]> {
  const rows = await casebook.select().from(legalHold).orderBy(desc(legalHold.placedAt));
  const caseIds = rows.filter((row) => row.scope === "case").map((row) => row.objectId);
  const cases =
    caseIds.length === 0
      ? []
      : await casebook
          .select({ id: investigationCase.id, ordinal: investigationCase.ordinal })
          .from(investigationCase)
          .where(inArray(investigationCase.id, caseIds));
  const numbers = new Map(cases.map((row) => [row.id, caseNumber(row.ordinal)]));
  return rows
    .map((row) => ({
      id: row.id,
      scope: row.scope,
      objectId: row.objectId,
      objectLabel: row.scope === "everything" ? "everything" : (numbers.get(row.objectId) ?? row.objectId),
      reason: row.reason,
      placedByName: row.placedByName,
      placedAtMs: row.placedAt.getTime(),
      liftedByName: row.liftedByName,
      liftedAtMs: row.liftedAt?.getTime() ?? null,
      liftReason: row.liftReason,
    }))
    .sort((x, y) => Number(x.liftedAtMs !== null) - Number(y.liftedAtMs !== null));
}

/** What standing holds cover now: everything, or the accounts named and the subjects of the cases named. */
export interface HeldRecords {
  everything: boolean;
  accounts: string[];
}

/** Reads the holds that stand at this moment. */
export async function heldRecords(casebook: CasebookReader): Promise<HeldRecords> {
  const rows = await casebook.select().from(legalHold).where(isNull(legalHold.liftedAt));
  const caseIds = rows.filter((row) => row.scope === "case").map((row) => row.objectId);
  const subjects =
    caseIds.length === 0
      ? []
      : await casebook
          .selectDistinct({ accountId: caseSubject.accountId })
          .from(caseSubject)
          .where(inArray(caseSubject.caseId, caseIds));
  return {
    everything: rows.some((row) => row.scope === "everything"),
    accounts: [
      ...new Set([
        ...rows.filter((row) => row.scope === "account").map((row) => row.objectId),
        ...subjects.map((row) => row.accountId),
      ]),
    ],
  };
}

async function objectOf(stores: Stores, body: z.infer<typeof holdBodySchema>): Promise<string> {
  if (body.scope === "everything") return "";
  if (body.objectId === "")
    throw new RingleaderError("bad_input", `name the ${body.scope} that is to be held`);
  if (body.scope === "case") return (await findCase(stores.casebook, body.objectId)).id;
  if ((await readAccounts(stores.evidence, [body.objectId])).length === 0)
    throw new RingleaderError("not_found", "there is no such account in the records");
  return body.objectId;
}

/**
 * Places a legal hold: no removal that begins from now on touches what it covers. A run that is
 * under way looks at the holds again before every table; the one it has in hand it finishes.
 * @throws RingleaderError `not_found`, `conflict` where the same is held already.
 */
export async function placeHold(
  stores: Stores,
  actor: Actor,
  body: z.infer<typeof holdBodySchema>,
  nowMs: number,
): Promise<PlacedHold> {
  authorize(actor, "hold.edit");
  const objectId = await objectOf(stores, body);
  const id = newId("hold");
  return await stores.casebook.transaction(async (tx) => {
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "hold.place",
        objectType: "hold",
        objectId: id,
        details: { scope: body.scope, held: objectId },
      },
      nowMs,
    );
    const standing = await tx.select().from(legalHold).where(isNull(legalHold.liftedAt));
    if (standing.some((row) => row.scope === body.scope && row.objectId === objectId))
      throw new RingleaderError("conflict", "a hold on this stands already");
    await tx.insert(legalHold).values({
      id,
      scope: body.scope,
      objectId,
      reason: body.reason,
      placedByName: actor.name,
      placedAt: new Date(nowMs),
    });
    const running = await tx
      .select({ id: retentionRun.id })
      .from(retentionRun)
      .where(isNull(retentionRun.finishedAt));
    return { id, removalUnderWay: running.length > 0 };
  });
}

/** Lifts a hold; it stays on record with both reasons. @throws RingleaderError `not_found`, `conflict`. */
export async function liftHold(
  stores: Stores,
  actor: Actor,
  holdId: string,
  body: z.infer<typeof liftBodySchema>,
  nowMs: number,
): Promise<{ id: string }> {
  authorize(actor, "hold.edit");
  await stores.casebook.transaction(async (tx) => {
    const [row] = await tx.select().from(legalHold).where(eq(legalHold.id, holdId)).for("update");
    if (row === undefined) throw new RingleaderError("not_found", "there is no such hold");
    if (row.liftedAt !== null) throw new RingleaderError("conflict", "this hold is lifted already");
    await tx
      .update(legalHold)
      .set({
        liftedAt: new Date(nowMs),
        liftedByName: actor.name,
        liftReason: body.reason,
      })
      .where(eq(legalHold.id, holdId));
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "hold.lift",
        objectType: "hold",
        objectId: holdId,
        details: { scope: row.scope, held: row.objectId },
      },
      nowMs,
    );
  });
  return { id: holdId };
}
