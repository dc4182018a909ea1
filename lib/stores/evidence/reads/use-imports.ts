import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import type { Identifier } from "@/lib/domain/identifier";
import { queryRows } from "../query";

const importsRow = z.object({
  accountId: z.string(),
  kind: z.string(),
  value: z.string(),
  importIds: z.array(z.string()),
});

export type UseImportsRow = z.infer<typeof importsRow>;

/** The imports that brought a use of one of the identifiers by one of the accounts, for each such use. */
export async function readImportsOfUses(
  client: ClickHouseClient,
  accountIds: readonly string[],
  identifiers: readonly Identifier[],
): Promise<UseImportsRow[]> {
  if (accountIds.length === 0 || identifiers.length === 0) return [];
  return await queryRows(
    client,
    `SELECT account_id AS accountId, kind, value, arraySort(groupUniqArray(splitByChar('/', import_id)[1])) AS importIds
FROM identifier_uses WHERE account_id IN {accountIds:Array(String)}
  AND (kind, value) IN (SELECT arrayJoin(arrayZip({kinds:Array(String)}, {values:Array(String)})))
GROUP BY account_id, kind, value`,
    {
      accountIds,
      kinds: identifiers.map((identifier) => identifier.kind),
      values: identifiers.map((identifier) => identifier.value),
    },
    importsRow,
  );
}
