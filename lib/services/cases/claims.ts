import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { caseClaim, caseSubject } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { evidenceRefSchema, type CaseView, type EvidenceRef } from "@/lib/domain/case";
import { FIGURE_LABEL, unknownFigures } from "@/lib/domain/figures";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { CasebookTransaction } from "@/lib/stores/casebook/client";
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

/** Accounts and links a claim rests on must be the case's own, or its packet could not be built. */
async function checkEvidence(
  tx: CasebookTransaction,
  caseId: string,
  evidence: readonly EvidenceRef[],
): Promise<void> {
  const named = evidence.flatMap((ref) =>
    ref.type === "account" ? [ref.accountId] : ref.type === "link" ? [ref.accountA, ref.accountB] : [],
  );
  if (named.length === 0) return;
  const found = await tx
    .select({ accountId: caseSubject.accountId })
    .from(caseSubject)
    .where(and(eq(caseSubject.caseId, caseId), inArray(caseSubject.accountId, named)));
  const subjects = new Set(found.map((row) => row.accountId));
  const stranger = named.find((accountId) => !subjects.has(accountId));
  if (stranger !== undefined)
    throw new RingleaderError(
      "bad_input",
      `account ${stranger} is no subject of this case; a claim rests on the case's own accounts`,
    );
}

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
    await checkEvidence(tx, caseId, body.evidence);
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
