import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { caseReview, investigationCase } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { CaseView } from "@/lib/domain/case";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { caseNumber } from "@/lib/services/networks/read";
import { contributorsOf } from "./contributors";
import { caseContent, readCase } from "./read";

export const reviewBodySchema = z.object({
  decision: z.enum(["approved", "sent_back"]),
  reason: z.string().trim().min(3, "give a reason").max(2_000),
  /** What the reviewer has seen and decides on. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * Approves a case or sends it back. Never by anybody who had a hand in it, and only for
 * exactly the content whose hash the reviewer names.
 */
export async function reviewCase(
  stores: Stores,
  actor: Actor,
  caseId: string,
  body: z.infer<typeof reviewBodySchema>,
  nowMs: number,
): Promise<CaseView> {
  authorize(actor, "case.review");
  await stores.casebook.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(investigationCase)
      .where(eq(investigationCase.id, caseId))
      .for("update");
    if (row === undefined) throw new RingleaderError("not_found", "there is no such case");
    if (row.status !== "in_review") throw new RingleaderError("conflict", "the case is not in review");
    if ((await contributorsOf(tx, row)).has(actor.userId)) {
      throw new RingleaderError(
        "forbidden",
        "you opened, wrote or submitted a part of this case; somebody else must review it",
      );
    }
    const content = await caseContent(tx, row);
    if (content.contentHash !== body.contentHash) {
      throw new RingleaderError(
        "conflict",
        "the case is not the one you looked at any more; load the newest and decide on that",
      );
    }
    const at = new Date(nowMs);
    const status = body.decision === "approved" ? "approved" : "draft";
    await tx
      .update(investigationCase)
      .set({ status, updatedAt: at, version: sql`${investigationCase.version} + 1` })
      .where(eq(investigationCase.id, caseId));
    await tx.insert(caseReview).values({
      id: newId("review"),
      caseId,
      decision: body.decision,
      byId: actor.userId,
      at,
      reason: body.reason,
      contentHash: content.contentHash,
    });
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: body.decision === "approved" ? "case.approve" : "case.send_back",
        objectType: "case",
        objectId: caseId,
        details: { number: caseNumber(row.ordinal), contentHash: content.contentHash },
      },
      nowMs,
    );
  });
  return await readCase(stores.casebook, actor, caseId);
}
