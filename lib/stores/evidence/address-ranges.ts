/**
 * Public address data: ranges that do not overlap within a list, by number, IPv4 as mapped IPv6.
 * `address_loads` names the loads that are whole; readers look at one of those only.
 */
export const ADDRESS_RANGE_STATEMENTS: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS address_ranges (load_id LowCardinality(String), list LowCardinality(String), first UInt128, last UInt128, asn UInt32, organization LowCardinality(String), country LowCardinality(String))
ENGINE = MergeTree PARTITION BY load_id ORDER BY (list, first)`,
  `CREATE TABLE IF NOT EXISTS address_loads (load_id String, version String, ranges UInt64, loaded_at DateTime64(3, 'UTC'))
ENGINE = MergeTree ORDER BY (version, load_id)`,
];

/** An address (or the text of one) as a number; what is no address becomes 0. */
export function addressNumberSql(text: string): string {
  return `reinterpret(reverse(toFixedString(reinterpretAsString(toIPv6OrDefault(${text})), 16)), 'UInt128')`;
}
