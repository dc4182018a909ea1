import { eq } from "drizzle-orm";
import { z } from "zod";
import { caseSubject, investigationCase, networkMember } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { CaseView } from "@/lib/domain/case";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { countCaseFigures } from "@/lib/stores/evidence/reads/case-figures";
import { caseNumber } from "@/lib/services/networks/read";
import { currentNetwork, readCase } from "./read";

export const openCaseBodySchema = z.object({
  networkId: z.string().min(1).max(64),
  title: z.string().trim().min(3, "a title has at least 3 characters").max(200),
  purpose: z.string().trim().min(3, "say in a few words why these accounts are looked at").max(2_000),
});

const SUBJECTS_PER_INSERT = 1_000;

/**
 * Opens a case on a network. Its subjects are the core members as found now (all members where
 * none is core yet): later runs do not change who a case is about.
 */
export async function openCase(
  stores: Stores,
  actor: Actor,
  body: z.infer<typeof openCaseBodySchema>,
  nowMs: number,
): Promise<CaseView> {
  authorize(actor, "case.open");
  await currentNetwork(stores.casebook, body.networkId);
  const members = await stores.casebook
    .select()
    .from(networkMember)
    .where(eq(networkMember.networkId, body.networkId));
  const core = members.filter((member) => member.membership === "core");
  const subjects = (core.length > 0 ? core : members).map(({ accountId, membership, bits }) => ({
    accountId,
    membership,
    bits,
  }));
  if (subjects.length === 0)
    throw new RingleaderError("conflict", "this network has no members any more; look at the newest run");
  const figures = await countCaseFigures(stores.evidence, subjects);
  const id = newId("case");
  await stores.casebook.transaction(async (tx) => {
    const at = new Date(nowMs);
    const [row] = await tx
      .insert(investigationCase)
      .values({
        id,
        title: body.title,
        purpose: body.purpose,
        status: "draft",
        networkId: body.networkId,
        openedBy: actor.userId,
        openedAt: at,
        updatedAt: at,
        figures,
      })
      .returning({ ordinal: investigationCase.ordinal });
    for (let from = 0; from < subjects.length; from += SUBJECTS_PER_INSERT) {
      await tx
        .insert(caseSubject)
        .values(
          subjects.slice(from, from + SUBJECTS_PER_INSERT).map((subject) => ({ caseId: id, ...subject })),
        );
    }
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "case.open",
        objectType: "case",
        objectId: id,
        details: {
          number: caseNumber(row?.ordinal ?? 0),
          networkId: body.networkId,
          subjects: subjects.length,
        },
      },
      nowMs,
    );
  });
  return await readCase(stores.casebook, actor, id);
}
