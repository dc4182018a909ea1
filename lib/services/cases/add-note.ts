import { eq } from "drizzle-orm";
import { z } from "zod";
import { caseNote, investigationCase } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { CaseView } from "@/lib/domain/case";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { readCase } from "./read";

export const noteBodySchema = z.object({
  text: z.string().trim().min(1, "write something first").max(20_000),
});

/** Notes are working material: they can be added at any stage and are no part of what is approved. */
export async function addNote(
  stores: Stores,
  actor: Actor,
  caseId: string,
  body: z.infer<typeof noteBodySchema>,
  nowMs: number,
): Promise<CaseView> {
  authorize(actor, "case.edit");
  await stores.casebook.transaction(async (tx) => {
    const [row] = await tx
      .select({ id: investigationCase.id })
      .from(investigationCase)
      .where(eq(investigationCase.id, caseId));
    if (row === undefined) throw new RingleaderError("not_found", "there is no such case");
    const id = newId("note");
    await tx
      .insert(caseNote)
      .values({ id, caseId, text: body.text, authorId: actor.userId, createdAt: new Date(nowMs) });
    await tx
      .update(investigationCase)
      .set({ updatedAt: new Date(nowMs) })
      .where(eq(investigationCase.id, caseId));
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "case.note.add",
        objectType: "case",
        objectId: caseId,
        details: { noteId: id },
      },
      nowMs,
    );
  });
  return await readCase(stores.casebook, actor, caseId);
}
