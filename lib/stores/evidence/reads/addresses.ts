import type { Readable } from "node:stream";
import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { addressNumberSql } from "../address-ranges";
import { queryRows } from "../query";
import { countSchema } from "../schema";

/** Addresses of one network; they are sent together, since many share theirs. */
const networkRow = z.object({
  addresses: z.array(z.string()),
  asn: z.number(),
  organization: z.string(),
  country: z.string(),
  class: z.string(),
});
export type AddressNetworkRow = z.infer<typeof networkRow>;

const ASKED = `SELECT DISTINCT arrayJoin({addresses:Array(String)}) AS address, ${addressNumberSql("address")} AS number`;

/**
 * What imports say of the addresses (`asn` files): the narrowest range that holds each, the newest
 * import's word on it. Addresses no range holds are left out.
 */
export async function readOwnNetworks(
  client: ClickHouseClient,
  addresses: readonly string[],
): Promise<AddressNetworkRow[]> {
  if (addresses.length === 0) return [];
  return await queryRows(
    client,
    `WITH own AS (
  SELECT ${addressNumberSql("splitByChar('/', cidr)[1]")} AS network,
    toUInt8(toUInt8OrZero(splitByChar('/', cidr)[2]) + if(position(cidr, ':') > 0, 0, 96)) AS prefix,
    argMax(asn.asn, asn.import_id) AS number, argMax(asn.organization, asn.import_id) AS organization,
    argMax(asn.country, asn.import_id) AS country, argMax(asn.class, asn.import_id) AS class
  FROM asn GROUP BY cidr
), asked AS (
  SELECT address, number, arrayJoin((SELECT groupUniqArray(prefix) FROM own)) AS prefix FROM (${ASKED})
)
SELECT groupArray(address) AS addresses, asn, organization, country, class FROM (
SELECT address, argMax(own.number, own.prefix) AS asn, argMax(own.organization, own.prefix) AS organization,
  argMax(own.country, own.prefix) AS country, argMax(own.class, own.prefix) AS class
FROM asked INNER JOIN own ON own.prefix = asked.prefix
  AND own.network = bitShiftLeft(bitShiftRight(asked.number, 128 - asked.prefix), 128 - asked.prefix)
GROUP BY address) GROUP BY asn, organization, country, class`,
    { addresses },
    networkRow,
  );
}

const ONE = (list: string, columns: string): string =>
  `SELECT ${columns} FROM (SELECT * FROM address_ranges WHERE load_id = {loadId:String} AND list = '${list}' AND first <= (SELECT number FROM (${ASKED})) ORDER BY list DESC, first DESC LIMIT 1) WHERE last >= (SELECT number FROM (${ASKED}))`;

const MANY = (list: string): string =>
  `(SELECT 1 AS one, first, last, asn, organization, country FROM address_ranges WHERE load_id = {loadId:String} AND list = '${list}')`;

/** What a load of public data says of the addresses; those it does not know are left out. */
export async function readPublicNetworks(
  client: ClickHouseClient,
  loadId: string,
  addresses: readonly string[],
): Promise<AddressNetworkRow[]> {
  if (addresses.length === 0) return [];
  const sql =
    addresses.length === 1
      ? `SELECT {addresses:Array(String)} AS addresses, max(asn) AS asn, max(organization) AS organization, max(country) AS country, '' AS class
FROM (${ONE("asn", "asn, organization, '' AS country")} UNION ALL ${ONE("country", "0 AS asn, '' AS organization, country")}) HAVING count() > 0`
      : `SELECT groupArray(address) AS addresses, if(a.last >= number, a.asn, 0) AS asn, if(a.last >= number, a.organization, '') AS organization,
  if(c.last >= number, c.country, '') AS country, '' AS class
FROM (SELECT 1 AS one, * FROM (${ASKED})) AS asked
ASOF LEFT JOIN ${MANY("asn")} AS a ON asked.one = a.one AND asked.number >= a.first
ASOF LEFT JOIN ${MANY("country")} AS c ON asked.one = c.one AND asked.number >= c.first
WHERE asn > 0 OR country != '' GROUP BY asn, organization, country`;
  return await queryRows(client, sql, { loadId, addresses }, networkRow);
}

/** The whole load of this version that came first, undefined where there is none. */
export async function readAddressLoad(
  client: ClickHouseClient,
  version: string,
): Promise<{ loadId: string; ranges: number } | undefined> {
  const [row] = await queryRows(
    client,
    "SELECT load_id AS loadId, ranges FROM address_loads WHERE version = {version:String} ORDER BY loaded_at, load_id LIMIT 1",
    { version },
    z.object({ loadId: z.string(), ranges: countSchema }),
  );
  return row;
}

/** Adds the ranges of one CSV file (first address, last address, then the list's own columns) to a load. */
export async function insertAddressRanges(
  client: ClickHouseClient,
  loadId: string,
  list: "asn" | "country",
  csv: Readable,
): Promise<void> {
  const [structure, columns] =
    list === "asn"
      ? ["first String, last String, asn UInt32, organization String", "asn, organization, ''"]
      : ["first String, last String, country String", "0, '', country"];
  const answer = await client.exec({
    query: `INSERT INTO address_ranges (load_id, list, first, last, asn, organization, country)
SELECT {loadId:String}, '${list}', ${addressNumberSql("f.first")}, ${addressNumberSql("f.last")}, ${columns}
FROM (SELECT * FROM input('${structure}')) AS f FORMAT CSV`,
    query_params: { loadId },
    values: csv,
  });
  answer.stream.resume();
}

/** Counts the load and makes it the one readers may use; loads of other versions go. @returns its ranges */
export async function finishAddressLoad(
  client: ClickHouseClient,
  loadId: string,
  version: string,
): Promise<number> {
  const [counted] = await queryRows(
    client,
    "SELECT count() AS ranges FROM address_ranges WHERE load_id = {loadId:String}",
    { loadId },
    z.object({ ranges: countSchema }),
  );
  const ranges = counted?.ranges ?? 0;
  await client.command({
    query: `INSERT INTO address_loads (load_id, version, ranges, loaded_at) SELECT {loadId:String}, {version:String}, {ranges:UInt64}, now64(3)`,
    query_params: { loadId, version, ranges },
  });
  const old = await queryRows(
    client,
    "SELECT DISTINCT load_id AS loadId FROM address_loads WHERE version != {version:String} AND load_id IN (SELECT DISTINCT load_id FROM address_ranges)",
    { version },
    z.object({ loadId: z.string() }),
  );
  for (const load of old) await dropAddressLoad(client, load.loadId);
  return ranges;
}

/** Takes the ranges of a load away. */
export async function dropAddressLoad(client: ClickHouseClient, loadId: string): Promise<void> {
  await client.command({
    query: `ALTER TABLE address_ranges DROP PARTITION '${loadId.replaceAll(/[^a-z0-9_]/g, "")}'`,
  });
}
