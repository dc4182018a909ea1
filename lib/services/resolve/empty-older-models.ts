import { and, ne, sql } from "drizzle-orm";
import { resolveRun } from "@/drizzle/schema";
import type { CasebookTransaction } from "@/lib/stores/casebook/client";

/**
 * Empties what models of other runs say of single pairs: account ids and values, which nothing reads any more and
 * which must not outlive their records. To be called in the transaction that completes a run.
 */
export async function emptyOlderModels(tx: CasebookTransaction, runId: string): Promise<void> {
  await tx
    .update(resolveRun)
    .set({ model: sql`${resolveRun.model} || '{"joins": [], "groupRows": []}'::jsonb` })
    .where(
      and(
        ne(resolveRun.id, runId),
        sql`jsonb_typeof(${resolveRun.model}) = 'object'`,
        sql`(${resolveRun.model} -> 'joins' <> '[]' OR ${resolveRun.model} -> 'groupRows' <> '[]')`,
      ),
    );
}
