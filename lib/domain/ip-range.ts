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
