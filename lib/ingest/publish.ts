import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { RingleaderError } from "@/lib/core/errors";
import { shardNumberSql } from "@/lib/stores/evidence/cluster/deployment";
import { queryRows } from "@/lib/stores/evidence/query";
import { countSchema } from "@/lib/stores/evidence/schema";
import { IMPORT_TABLES } from "@/lib/stores/evidence/tables";

/**
 * What moving and merging parts leaves as it is, so that two copies of a partition can be compared.
 * Roll-ups merge rows away, but never their sums.
 */
const MEASURE: Readonly<Record<string, string>> = {
  identifier_uses: "sum(count)",
  identifier_users: "sum(count)",
  activity_hourly: "sum(exchanges)",
  mix_daily: "sum(exchanges)",
  key_handovers: "sum(count)",
};

/**
 * Each file of an import has a partition of its own in every table it fills, named by its content and
 * the table of the bundle it was read as: so an import that goes on finds what is there already.
 */
export function partitionOf(importId: string, sha256: string, table: string): string {
  return `${importId}/${sha256.slice(0, 16)}_${table}`;
}

/** @throws RingleaderError `bad_input` for an id that could not stand in a partition's name. */
export function checkImportId(importId: string): void {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(importId))
    throw new RingleaderError("bad_input", "an import id is letters, digits, _ and -, at most 64");
}

/** Roll-ups of a whole import share a partition: what is looked up by account lies in few parts. */
export function rollUpPartitionOf(importId: string): string {
  return `${importId}/roll-up`;
}

/** Partitions a table holds of an import. */
async function partitionsIn(client: ClickHouseClient, table: string, prefix: string): Promise<string[]> {
  const rows = await queryRows(
    client,
    `SELECT DISTINCT partition FROM system.parts
WHERE database = currentDatabase() AND table = {table:String} AND active AND rows > 0 AND startsWith(partition, {prefix:String}) ORDER BY partition`,
    { table, prefix },
    z.object({ partition: z.string() }),
  );
  return rows.map((row) => row.partition);
}

/** A partition's measure in each shard that has rows of it; one engine is one shard. */
async function measure(
  client: ClickHouseClient,
  table: string,
  prefix: string,
  partition: string,
): Promise<Map<number, number>> {
  const rows = await queryRows(
    client,
    `SELECT ${shardNumberSql(client)} AS shard, ${MEASURE[table] ?? "count()"} AS size FROM ${prefix}${table} WHERE import_id = {partition:String} GROUP BY shard`,
    { partition },
    z.object({ shard: z.number(), size: countSchema }),
  );
  return new Map(rows.map((row) => [row.shard, row.size]));
}

/**
 * What makes a partition whole that is both staged and published, given the measure of both in each
 * shard. A move takes every shard's rows at once, and a shard without staged rows is left as it is.
 * In a shard that has both, a move broke off, and one copy at least is whole: the fuller.
 * `undecidable` where one shard would have the staged copy dropped and another the published one.
 */
export function mendingOf(
  staged: ReadonlyMap<number, number>,
  published: ReadonlyMap<number, number>,
): "move" | "drop staged" | "drop published, then move" | "undecidable" {
  if (![...staged.keys()].some((shard) => published.has(shard))) return "move";
  if ([...staged].every(([shard, size]) => (published.get(shard) ?? -1) >= size)) return "drop staged";
  if ([...published].every(([shard, size]) => (staged.get(shard) ?? -1) >= size))
    return "drop published, then move";
  return "undecidable";
}

function literal(partition: string): string {
  if (!/^[A-Za-z0-9_/-]+$/.test(partition)) throw new RangeError("unexpected partition name");
  return `'${partition}'`;
}

async function dropPartition(client: ClickHouseClient, table: string, partition: string): Promise<void> {
  await client.command({ query: `ALTER TABLE ${table} DROP PARTITION ${literal(partition)}` });
}

/**
 * Publishes one partition of one table. A crash in the middle of a move can leave it in both
 * places, whole in at least one of them: the fuller copy stays.
 */
async function publishPartition(
  client: ClickHouseClient,
  table: string,
  partition: string,
  alreadyThere: boolean,
): Promise<void> {
  if (alreadyThere) {
    const mending = mendingOf(
      await measure(client, table, "stage_", partition),
      await measure(client, table, "", partition),
    );
    if (mending === "undecidable")
      throw new RingleaderError(
        "conflict",
        `the evidence store's cluster broke off while ${table} was published, and its servers do not agree on what is there; undo this import and run it again`,
      );
    if (mending === "drop staged") {
      await dropPartition(client, `stage_${table}`, partition);
      return;
    }
    if (mending === "drop published, then move") await dropPartition(client, table, partition);
  }
  await client.command({
    query: `ALTER TABLE stage_${table} MOVE PARTITION ${literal(partition)} TO TABLE ${table}`,
  });
}

/**
 * Makes a staged import visible, table by table. Safe to repeat: after a crash at any point, once
 * more brings what is missing and doubles nothing.
 */
export async function publishImport(client: ClickHouseClient, importId: string): Promise<void> {
  checkImportId(importId);
  for (const table of IMPORT_TABLES) {
    const staged = await partitionsIn(client, `stage_${table}`, `${importId}/`);
    if (staged.length === 0) continue;
    const published = new Set(await partitionsIn(client, table, `${importId}/`));
    for (const partition of staged)
      await publishPartition(client, table, partition, published.has(partition));
  }
}

async function dropFrom(
  client: ClickHouseClient,
  prefix: string,
  importId: string,
  only?: string,
): Promise<void> {
  checkImportId(importId);
  for (const table of IMPORT_TABLES) {
    for (const partition of await partitionsIn(client, `${prefix}${table}`, `${importId}/`)) {
      if (only === undefined || partition === only)
        await dropPartition(client, `${prefix}${table}`, partition);
    }
  }
}

/** Drops what an import has staged and not published: one partition of it, or all. Safe to repeat. */
export async function dropStaged(
  client: ClickHouseClient,
  importId: string,
  partition?: string,
): Promise<void> {
  await dropFrom(client, "stage_", importId, partition);
}

/** Drops every staged partition of an import that is none of these. Safe to repeat. */
export async function dropStagedBut(
  client: ClickHouseClient,
  importId: string,
  kept: ReadonlySet<string>,
): Promise<void> {
  checkImportId(importId);
  for (const table of IMPORT_TABLES) {
    for (const partition of await partitionsIn(client, `stage_${table}`, `${importId}/`))
      if (!kept.has(partition)) await dropPartition(client, `stage_${table}`, partition);
  }
}

/** Takes a whole import out of the evidence store again, staged and published. Safe to repeat. */
export async function dropImport(client: ClickHouseClient, importId: string): Promise<void> {
  await dropFrom(client, "stage_", importId);
  await dropFrom(client, "", importId);
}
