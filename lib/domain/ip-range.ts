import ipaddr from "ipaddr.js";

/** An address in its canonical text ("240.0.0.1", "fd00::1"; IPv4-mapped IPv6 as IPv4), or undefined where it is none. */
export function canonicalIp(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(trimmed)) {
    const parts = trimmed.split(".").map(Number);
    return parts.every((part) => part <= 255) ? parts.join(".") : undefined;
  }
  if (!trimmed.includes(":") || !ipaddr.IPv6.isValid(trimmed)) return undefined;
  const address = ipaddr.IPv6.parse(trimmed);
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toString();
}

/** The range an address counts under as evidence: /24 of IPv4, /64 of IPv6. `ip` is canonical. */
export function ipRangeOf(ip: string): string {
  if (!ip.includes(":")) return `${ip.slice(0, ip.lastIndexOf("."))}.0/24`;
  const parts = ipaddr.IPv6.parse(ip).parts.map((part, index) => (index < 4 ? part : 0));
  return `${new ipaddr.IPv6(parts).toString()}/64`;
}

/**
 * Canonical addresses that belong to nobody in particular: private, carrier-internal, loopback,
 * link-local, benchmarking, multicast and unspecified ones (RFC 6890). A regular expression that the
 * evidence store reads as well. 240.0.0.0/4 and the documentation ranges are not among them.
 */
export const PRIVATE_ADDRESS = [
  "^(0|10|127|169[.]254|172[.](1[6-9]|2[0-9]|3[01])|192[.]0[.]0|192[.]168|198[.]1[89]|22[4-9]|23[0-9])[.]",
  "^100[.](6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])[.]",
  "^(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]|ff[0-9a-f]{2}):",
  "^::1?$",
].join("|");

const privateAddress = new RegExp(PRIVATE_ADDRESS);

/** Whether sharing this canonical address says nothing, as it stands for another host in every network. */
export function isPrivateAddress(ip: string): boolean {
  return privateAddress.test(ip);
}
