import type { TableDefinition } from "./ddl";

/**
 * Public address data: ranges that do not overlap within a list, by number, IPv4 as mapped IPv6.
 * `address_loads` names the loads that are whole; readers look at one of those only.
 */
export const ADDRESS_TABLES: readonly TableDefinition[] = [
  {
    name: "address_ranges",
    columns: [
      "load_id LowCardinality(String)",
      "list LowCardinality(String)",
      "first UInt128",
      "last UInt128",
      "asn UInt32",
      "organization LowCardinality(String)",
      "country LowCardinality(String)",
    ],
    engine: "MergeTree",
    partitionBy: "load_id",
    orderBy: "(list, first)",
    shardBy: "cityHash64(load_id)",
  },
  {
    name: "address_loads",
    columns: ["load_id String", "version String", "ranges UInt64", "loaded_at DateTime64(3, 'UTC')"],
    engine: "MergeTree",
    orderBy: "(version, load_id)",
    shardBy: "cityHash64(version)",
  },
];

/** An address (or the text of one) as a number; what is no address becomes 0. */
export function addressNumberSql(text: string): string {
  return `reinterpret(reverse(toFixedString(reinterpretAsString(toIPv6OrDefault(${text})), 16)), 'UInt128')`;
}
