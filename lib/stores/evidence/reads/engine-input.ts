import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { accountTypeSchema } from "@/lib/domain/account";
import type { Identifier } from "@/lib/domain/identifier";
import { rosterClassSchema } from "@/lib/domain/roster";
import { queryRows, streamRows } from "../query";
import { countSchema } from "../schema";

const accountRow = z.object({
  accountId: z.string(),
  createdAtMs: countSchema,
  accountType: accountTypeSchema.catch("unknown"),
  verifiedEntity: z.string(),
  contractId: z.string(),
});
const useRow = z.object({
  accountId: z.string(),
  kind: z.string(),
  value: z.string(),
  firstSeenMs: countSchema.nullable(),
  lastSeenMs: countSchema.nullable(),
  count: countSchema,
});
const rosterRow = z.object({
  cidrOrValue: z.string(),
  kind: z.string(),
  class: rosterClassSchema.catch("other"),
  capacity: countSchema,
  note: z.string(),
});

export type EngineAccountRow = z.infer<typeof accountRow>;
export type EngineUseRow = z.infer<typeof useRow>;
export type EngineRosterRow = z.infer<typeof rosterRow>;

const ACCOUNTS = `
SELECT account_id AS accountId, argMax(toUnixTimestamp64Milli(created_at), import_id) AS createdAtMs,
  argMax(account_type, import_id) AS accountType, argMax(verified_entity, import_id) AS verifiedEntity, argMax(contract_id, import_id) AS contractId
FROM accounts`;

const USES = `
SELECT account_id AS accountId, kind, value,
  toUnixTimestamp64Milli(min(u.first_seen)) AS firstSeenMs, toUnixTimestamp64Milli(max(u.last_seen)) AS lastSeenMs, sum(u.count) AS count`;

/** All accounts, streamed. The newest import's word on an account counts. */
export function streamEngineAccounts(client: ClickHouseClient): AsyncGenerator<EngineAccountRow> {
  return streamRows(client, `${ACCOUNTS} GROUP BY account_id`, {}, accountRow);
}

/** All uses, streamed, one row per account and identifier. */
export function streamEngineUses(client: ClickHouseClient): AsyncGenerator<EngineUseRow> {
  return streamRows(client, `${USES} FROM identifier_uses AS u GROUP BY account_id, kind, value`, {}, useRow);
}

export async function readRoster(client: ClickHouseClient): Promise<EngineRosterRow[]> {
  return await queryRows(
    client,
    `SELECT cidr_or_value AS cidrOrValue, kind, argMax(class, import_id) AS class, argMax(capacity, import_id) AS capacity, argMax(note, import_id) AS note
FROM roster GROUP BY cidr_or_value, kind`,
    {},
    rosterRow,
  );
}

export async function readEngineAccounts(
  client: ClickHouseClient,
  accountIds: readonly string[],
): Promise<EngineAccountRow[]> {
  return await queryRows(
    client,
    `${ACCOUNTS} WHERE account_id IN {accountIds:Array(String)} GROUP BY account_id`,
    { accountIds },
    accountRow,
  );
}

/** Every use of one account. */
export async function readUsesOfAccount(
  client: ClickHouseClient,
  accountId: string,
): Promise<EngineUseRow[]> {
  return await queryRows(
    client,
    `${USES} FROM identifier_uses AS u WHERE account_id = {accountId:String} GROUP BY account_id, kind, value`,
    { accountId },
    useRow,
  );
}

/** Every use of the identifiers, by any account. */
export async function readUsesOfIdentifiers(
  client: ClickHouseClient,
  identifiers: readonly Identifier[],
): Promise<EngineUseRow[]> {
  if (identifiers.length === 0) return [];
  return await queryRows(
    client,
    `${USES} FROM identifier_users AS u
WHERE (kind, value) IN (SELECT arrayJoin(arrayZip({kinds:Array(String)}, {values:Array(String)})))
GROUP BY account_id, kind, value`,
    {
      kinds: identifiers.map((identifier) => identifier.kind),
      values: identifiers.map((identifier) => identifier.value),
    },
    useRow,
  );
}
