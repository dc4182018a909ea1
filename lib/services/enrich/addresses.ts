import type { ClickHouseClient } from "@clickhouse/client";
import ipaddr from "ipaddr.js";
import { newId } from "@/lib/core/ids";
import type { AddressOrigin } from "@/lib/domain/address-origin";
import { canonicalIp } from "@/lib/domain/ip-range";
import { addressData } from "@/lib/enrich/address-data";
import {
  dropAddressLoad,
  finishAddressLoad,
  insertAddressRanges,
  readAddressLoad,
  readOwnNetworks,
  readPublicNetworks,
  type AddressNetworkRow,
} from "@/lib/stores/evidence/reads/addresses";

/** What the installed public address data is called, "" where there is none. */
export function addressDataVersion(): string {
  return addressData()?.version ?? "";
}

interface PublicLoad {
  loadId: string;
  version: string;
  ranges: number;
}

const loads = new WeakMap<ClickHouseClient, Promise<PublicLoad | undefined>>();

async function load(client: ClickHouseClient): Promise<PublicLoad | undefined> {
  const data = addressData();
  if (data === undefined) return undefined;
  const { version } = data;
  const known = await readAddressLoad(client, version);
  if (known !== undefined) return { ...known, version };
  const loadId = newId("addresses");
  try {
    for (const file of data.files) await insertAddressRanges(client, loadId, file.list, file.read());
    const ranges = await finishAddressLoad(client, loadId, version);
    return { loadId, version, ranges };
  } catch (error) {
    await dropAddressLoad(client, loadId).catch(() => undefined);
    throw error;
  }
}

/**
 * The public address data in the store: loaded when it is first asked for and kept for its version.
 * Undefined where its packages are not installed.
 */
export async function publicAddressData(client: ClickHouseClient): Promise<PublicLoad | undefined> {
  const running = loads.get(client) ?? load(client);
  loads.set(client, running);
  try {
    return await running;
  } catch (error) {
    loads.delete(client);
    throw error;
  }
}

/** The address a value of kind `ip` or `ip_range` is looked up by, undefined where it is none. */
function addressIn(value: string): string | undefined {
  return canonicalIp(value.split("/", 1)[0] ?? "");
}

/** Keeps what one answer says of its addresses. */
function keep(
  known: Map<string, AddressOrigin>,
  { addresses, asn, ...rest }: AddressNetworkRow,
  source: AddressOrigin["source"],
  data: string,
): void {
  for (const address of addresses)
    known.set(address, { ...rest, address, asn: asn === 0 ? null : asn, source, data });
}

/**
 * Whose network each address or range lies in, by the value asked for. One's own knowledge (the `asn`
 * files of imports) goes before the public data, which is asked only for addresses that are routed in public.
 * Values that nobody knows are left out.
 */
export async function lookUpAddresses(
  client: ClickHouseClient,
  values: readonly string[],
): Promise<Map<string, AddressOrigin>> {
  const addressOf = new Map<string, string>();
  for (const value of values) {
    const address = addressIn(value);
    if (address !== undefined) addressOf.set(value, address);
  }
  const asked = [...new Set(addressOf.values())];
  const known = new Map<string, AddressOrigin>();
  for (const row of await readOwnNetworks(client, asked)) keep(known, row, "own", "asn file of an import");
  const others = asked.filter((address) => !known.has(address));
  const routed = others.some((address) => ipaddr.parse(address).range() === "unicast");
  const open = routed ? await publicAddressData(client) : undefined;
  if (open !== undefined) {
    for (const row of await readPublicNetworks(client, open.loadId, others))
      keep(known, row, "public", open.version);
  }
  const found = new Map<string, AddressOrigin>();
  for (const [value, address] of addressOf) {
    const origin = known.get(address);
    if (origin !== undefined) found.set(value, origin);
  }
  return found;
}
