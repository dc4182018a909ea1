import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { type Identifier, identifierId } from "@/lib/domain/identifier";
import { queryRows } from "../query";
import { eachBinaryRow } from "../row-binary";
import { countSchema } from "../schema";

const BATCH = 50_000;
/** So often at most it is asked whether the records have changed since they were counted. */
const CHECK_MS = 2_000;
/** Kind of the row that ends a run's crowds and holds the version of the uses they were counted on. */
const COUNTED_ON = "";

export interface SharedCrowd extends Identifier {
  crowd: number;
}

/**
 * A number that stands for the uses there are: which imports they are of, and how many rows of each.
 * It costs nothing to ask for; imports, undos and removals change it, merges do not.
 */
export async function usesVersion(client: ClickHouseClient): Promise<number> {
  const [row] = await queryRows(
    client,
    `SELECT sum(cityHash64(partition, held)) % 4503599627370496 AS version FROM (SELECT partition, sum(rows) AS held FROM system.parts
WHERE database = currentDatabase() AND table = 'identifier_users' AND active GROUP BY partition)`,
    {},
    z.object({ version: countSchema }),
  );
  return row?.version ?? 0;
}

/**
 * Keeps how many accounts are on each identifier that at least two share, as a run found it on
 * uses of this version: counting it anew for the identifiers of one account takes ten times as long as
 * everything else about it.
 */
export async function writeSharedCrowds(
  client: ClickHouseClient,
  runId: string,
  usesAt: number,
  crowds: Iterable<SharedCrowd>,
): Promise<void> {
  let values: (string | number)[][] = [];
  const flush = async (): Promise<void> => {
    if (values.length === 0) return;
    await client.insert({
      table: "shared_crowds",
      columns: ["run_id", "kind", "value", "crowd"],
      values,
      format: "JSONCompactEachRow",
    });
    values = [];
  };
  for (const { kind, value, crowd } of crowds) {
    values.push([runId, kind, value, crowd]);
    if (values.length >= BATCH) await flush();
  }
  await flush();
  values.push([runId, COUNTED_ON, "", usesAt]);
  await flush();
}

const usableRuns = new WeakMap<ClickHouseClient, { runId: string | null; checkedMs: number }>();

/** The run whose crowds still hold, null where there is none or the records have changed since. */
async function usableRun(client: ClickHouseClient): Promise<string | null> {
  const known = usableRuns.get(client);
  if (known !== undefined && Date.now() - known.checkedMs < CHECK_MS) return known.runId;
  const [[last], usesAt] = await Promise.all([
    queryRows(
      client,
      "SELECT run_id AS runId, crowd AS usesAt FROM shared_crowds WHERE kind = {kind:String} ORDER BY runId DESC LIMIT 1",
      { kind: COUNTED_ON },
      z.object({ runId: z.string(), usesAt: countSchema }),
    ),
    usesVersion(client),
  ]);
  const runId = last?.usesAt === usesAt ? last.runId : null;
  usableRuns.set(client, { runId, checkedMs: Date.now() });
  return runId;
}

/** A run's crowds are kept in memory up to so many: about 100 bytes each. */
const HELD_MAX = 1_000_000;
/** A process that asks this often will ask again; one that asks once had better not read them all. */
const ASKED_BEFORE_HELD = 20;

interface Held {
  runId: string;
  asked: number;
  crowds: ReadonlyMap<string, number> | null;
}

const heldCrowds = new WeakMap<ClickHouseClient, Held>();

async function readAllCrowds(client: ClickHouseClient, runId: string): Promise<Map<string, number> | null> {
  const [size] = await queryRows(
    client,
    "SELECT count() AS rows FROM shared_crowds WHERE run_id = {runId:String}",
    { runId },
    z.object({ rows: countSchema }),
  );
  if (size === undefined || size.rows > HELD_MAX) return null;
  const crowds = new Map<string, number>();
  await eachBinaryRow(
    client,
    "SELECT kind, value, toFloat64(crowd) FROM shared_crowds WHERE run_id = {runId:String}",
    { runId },
    (row) => {
      const kind = row.string();
      const value = row.string();
      crowds.set(identifierId({ kind, value }), row.float64());
    },
  );
  return crowds;
}

/** The run's crowds in memory, once this process has asked often enough; undefined until they are there. */
function heldCrowdsOf(client: ClickHouseClient, runId: string): ReadonlyMap<string, number> | undefined {
  const known = heldCrowds.get(client);
  const held: Held = known?.runId === runId ? known : { runId, asked: 0, crowds: null };
  heldCrowds.set(client, held);
  held.asked += 1;
  if (held.asked === ASKED_BEFORE_HELD) {
    void readAllCrowds(client, runId).then(
      (crowds) => void (held.crowds = crowds),
      // They are asked for one by one as before; the next run tries again.
      () => undefined,
    );
  }
  return held.crowds ?? undefined;
}

const crowdRow = z.object({ kind: z.string(), value: z.string(), crowd: countSchema });

/**
 * Accounts on each of the identifiers, by `identifierId`; what one account alone uses may be left
 * out. As the newest run counted them, or counted now where the records have changed since; a change
 * is noticed after two seconds.
 */
export async function countCrowds(
  client: ClickHouseClient,
  identifiers: readonly Identifier[],
): Promise<Map<string, number>> {
  if (identifiers.length === 0) return new Map();
  const runId = await usableRun(client);
  const held = runId === null ? undefined : heldCrowdsOf(client, runId);
  if (held !== undefined) {
    const found = new Map<string, number>();
    for (const identifier of identifiers) {
      const id = identifierId(identifier);
      const crowd = held.get(id);
      if (crowd !== undefined) found.set(id, crowd);
    }
    return found;
  }
  const asked =
    "(kind, value) IN (SELECT arrayJoin(arrayZip({kinds:Array(String)}, {values:Array(String)})))";
  const rows = await queryRows(
    client,
    runId === null
      ? `SELECT kind, value, uniqExact(account_id) AS crowd FROM identifier_users WHERE ${asked} GROUP BY kind, value`
      : `SELECT kind, value, crowd FROM shared_crowds WHERE run_id = {runId:String} AND ${asked} SETTINGS max_threads = 1`,
    {
      kinds: identifiers.map((identifier) => identifier.kind),
      values: identifiers.map((identifier) => identifier.value),
      ...(runId === null ? {} : { runId }),
    },
    crowdRow,
  );
  return new Map(rows.map((row) => [identifierId(row), row.crowd]));
}
