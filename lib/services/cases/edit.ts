import { and, eq, sql } from "drizzle-orm";
import { investigationCase } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import type { CasebookTransaction } from "@/lib/stores/casebook/client";
import type { CaseRow } from "./read";

/**
 * Locks a case for an edit and steps its version. A write made against an older version is refused
 * with what to do; so is one on a case that is not a draft.
 */
export async function editDraft(
  tx: CasebookTransaction,
  caseId: string,
  version: number | undefined,
  nowMs: number,
): Promise<CaseRow> {
  const [row] = await tx
    .select()
    .from(investigationCase)
    .where(eq(investigationCase.id, caseId))
    .for("update");
  if (row === undefined) throw new RingleaderError("not_found", "there is no such case");
  if (row.status !== "draft") {
    throw new RingleaderError(
      "conflict",
      row.status === "in_review"
        ? "the case is in review; it can be edited again when it is sent back"
        : "the case is approved; it is no longer edited",
    );
  }
  if (version !== undefined && row.version !== version) {
    throw new RingleaderError(
      "conflict",
      "somebody has changed the case since you opened it; load the newest and try again",
      { details: { version: row.version } },
    );
  }
  await tx
    .update(investigationCase)
    .set({ version: sql`${investigationCase.version} + 1`, updatedAt: new Date(nowMs) })
    .where(and(eq(investigationCase.id, caseId)));
  return row;
}
