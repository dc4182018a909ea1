import { and, eq } from "drizzle-orm";
import { caseClaim, caseReview } from "@/drizzle/schema";
import type { CasebookReader } from "@/lib/stores/casebook/client";
import type { CaseRow } from "./read";

/** Everybody who had a hand in what is to be approved: opened it, wrote a claim (withdrawn ones too), or submitted it. */
export async function contributorsOf(casebook: CasebookReader, row: CaseRow): Promise<Set<string>> {
  const [authors, submitters] = await Promise.all([
    casebook.selectDistinct({ id: caseClaim.authorId }).from(caseClaim).where(eq(caseClaim.caseId, row.id)),
    casebook
      .selectDistinct({ id: caseReview.byId })
      .from(caseReview)
      .where(and(eq(caseReview.caseId, row.id), eq(caseReview.decision, "submitted"))),
  ]);
  return new Set([row.openedBy, ...[...authors, ...submitters].map((found) => found.id)]);
}
