import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { caseClaim } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { evidenceRefSchema, type CaseView } from "@/lib/domain/case";
import { FIGURE_LABEL, unknownFigures } from "@/lib/domain/figures";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { editDraft } from "./edit";
import { readCase } from "./read";

export const claimBodySchema = z.object({
  text: z
    .string()
    .trim()
    .min(8, "a claim is a sentence")
    .max(2_000)
    .superRefine((text, context) => {
      const unknown = unknownFigures(text);
      if (unknown.length > 0) {
        context.addIssue({
          code: "custom",
          message: `there is no figure {{${unknown[0] ?? ""}}}; there are ${Object.keys(FIGURE_LABEL).join(", ")}`,
        });
      }
    }),
  evidence: z.array(evidenceRefSchema).min(1, "a claim rests on at least one piece of evidence").max(100),
  version: z.number().int().positive(),
});

export async function addClaim(
  stores: Stores,
  actor: Actor,
  caseId: string,
  body: z.infer<typeof claimBodySchema>,
  nowMs: number,
): Promise<CaseView> {
  authorize(actor, "case.edit");
  await stores.casebook.transaction(async (tx) => {
    await editDraft(tx, caseId, body.version, nowMs);
    const id = newId("claim");
    await tx.insert(caseClaim).values({
      id,
      caseId,
      text: body.text,
      evidence: body.evidence,
      authorId: actor.userId,
      createdAt: new Date(nowMs),
    });
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "case.claim.add",
        objectType: "case",
        objectId: caseId,
        details: { claimId: id, evidence: body.evidence.length },
      },
      nowMs,
    );
  });
  return await readCase(stores.casebook, actor, caseId);
}

/** Takes a claim out of the case; it stays on record as withdrawn. */
export async function withdrawClaim(
  stores: Stores,
  actor: Actor,
  caseId: string,
  claimId: string,
  version: number,
  nowMs: number,
): Promise<CaseView> {
  authorize(actor, "case.edit");
  await stores.casebook.transaction(async (tx) => {
    await editDraft(tx, caseId, version, nowMs);
    const withdrawn = await tx
      .update(caseClaim)
      .set({ withdrawnAt: new Date(nowMs) })
      .where(and(eq(caseClaim.id, claimId), eq(caseClaim.caseId, caseId), isNull(caseClaim.withdrawnAt)))
      .returning({ id: caseClaim.id });
    if (withdrawn.length === 0) throw new RingleaderError("not_found", "there is no such claim in this case");
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "case.claim.withdraw",
        objectType: "case",
        objectId: caseId,
        details: { claimId },
      },
      nowMs,
    );
  });
  return await readCase(stores.casebook, actor, caseId);
}
