import { inArray } from "drizzle-orm";
import type { ClickHouseClient } from "@clickhouse/client";
import { networkLastMember } from "@/drizzle/schema";
import type { Casebook, CasebookTransaction } from "@/lib/stores/casebook/client";
import { accountsWithRecords } from "@/lib/stores/evidence/reads/accounts";

const ACCOUNTS_AT_ONCE = 5_000;

/**
 * Takes accounts no record is left of out of the last members of networks that are no longer found: a name in
 * the casebook must not outlive the records. Safe to repeat. @returns how many accounts were forgotten.
 */
export async function forgetLastMembers(
  casebook: Casebook | CasebookTransaction,
  evidence: ClickHouseClient,
): Promise<number> {
  const rows = await casebook
    .selectDistinct({ accountId: networkLastMember.accountId })
    .from(networkLastMember);
  let forgotten = 0;
  for (let from = 0; from < rows.length; from += ACCOUNTS_AT_ONCE) {
    const asked = rows.slice(from, from + ACCOUNTS_AT_ONCE).map((row) => row.accountId);
    const there = await accountsWithRecords(evidence, asked);
    const gone = asked.filter((accountId) => !there.has(accountId));
    if (gone.length === 0) continue;
    await casebook.delete(networkLastMember).where(inArray(networkLastMember.accountId, gone));
    forgotten += gone.length;
  }
  return forgotten;
}
