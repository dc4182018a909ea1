import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { caseClaim, caseReview, caseSubject, investigationCase } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { CaseView } from "@/lib/domain/case";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { countCaseFigures } from "@/lib/stores/evidence/reads/case-figures";
import { caseNumber } from "@/lib/services/networks/read";
import { editDraft } from "./edit";
import { gatherFinding, keepLinks } from "./freeze-finding";
import { caseContent, findCase, readCase } from "./read";

export const submitBodySchema = z.object({
  reason: z.string().trim().min(3, "say in a few words what is asked of the reviewer").max(2_000),
  version: z.number().int().positive(),
});

/** Hands a draft to review, with its figures counted anew, the engine's finding frozen, and its content hash on record. */
export async function submitCase(
  stores: Stores,
  actor: Actor,
  caseId: string,
  body: z.infer<typeof submitBodySchema>,
  nowMs: number,
): Promise<CaseView> {
  authorize(actor, "case.submit");
  const subjects = await stores.casebook.select().from(caseSubject).where(eq(caseSubject.caseId, caseId));
  const figures = await countCaseFigures(stores.evidence, subjects);
  const draft = await findCase(stores.casebook, caseId);
  const claims = await stores.casebook
    .select({ evidence: caseClaim.evidence })
    .from(caseClaim)
    .where(and(eq(caseClaim.caseId, caseId), isNull(caseClaim.withdrawnAt)));
  const { finding, links } = await gatherFinding(
    stores,
    draft.networkId,
    new Set(subjects.map((subject) => subject.accountId)),
    claims.flatMap((claim) => claim.evidence),
  );
  await stores.casebook.transaction(async (tx) => {
    const row = await editDraft(tx, caseId, body.version, nowMs);
    const at = new Date(nowMs);
    await tx
      .update(investigationCase)
      .set({ figures, finding, status: "in_review", submittedBy: actor.userId, submittedAt: at })
      .where(eq(investigationCase.id, caseId));
    await keepLinks(tx, caseId, links);
    const content = await caseContent(tx, { ...row, figures, finding });
    if (content.claims.length === 0)
      throw new RingleaderError("conflict", "a case needs at least one claim before it can be submitted");
    await tx.insert(caseReview).values({
      id: newId("review"),
      caseId,
      decision: "submitted",
      byId: actor.userId,
      at,
      reason: body.reason,
      contentHash: content.contentHash,
    });
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "case.submit",
        objectType: "case",
        objectId: caseId,
        details: { number: caseNumber(row.ordinal), contentHash: content.contentHash },
      },
      nowMs,
    );
  });
  return await readCase(stores.casebook, actor, caseId);
}
