import ipaddr from "ipaddr.js";
import { canonicalIp } from "@/lib/domain/ip-range";
import { Fault } from "@/lib/ingest/fault";
import type { Cell } from "@/lib/ingest/formats/row-batch";
import type { Column } from "./column";
import { pattern, plainText } from "./plain-text";
import { textOf } from "./text";

const NO_ADDRESS = new Fault("is no IP address");
const NO_RANGE = new Fault("is no CIDR range and no IP address");

/** Whether a text is an IPv4 address in its canonical form already. */
function isCanonicalIpv4(text: string): boolean {
  const { length } = text;
  if (length < 7 || length > 15) return false;
  let parts = 0;
  let value = -1;
  for (let at = 0; at <= length; at += 1) {
    const code = at === length ? 46 : text.charCodeAt(at);
    if (code === 46) {
      if (value === -1 || value > 255) return false;
      parts += 1;
      value = -1;
    } else if (code >= 48 && code <= 57) {
      if (value === 0) return false;
      value = value === -1 ? code - 48 : value * 10 + code - 48;
    } else return false;
  }
  return parts === 4;
}

/** A cell as a canonical address (IPv4-mapped IPv6 as IPv4), or why it is none. */
export function addressOf(cell: Cell): string | Fault {
  if (typeof cell === "string" && isCanonicalIpv4(cell)) return cell;
  const text = textOf(cell);
  if (typeof text !== "string") return text;
  if (text.length > 64 || text.includes("%")) return NO_ADDRESS;
  return canonicalIp(text) ?? NO_ADDRESS;
}

const BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

/** SQL: the text is an address in its canonical form. Those beginning with :: (mapped ones among them) are left to `addressOf`. */
export function isCanonicalAddress(text: string): string {
  return `(match(${text}, ${pattern(`^${BYTE}([.]${BYTE}){3}$`)}) OR (NOT startsWith(${text}, '::') AND position(${text}, ':') > 0 AND ifNull(toString(toIPv6OrNull(${text})) = ${text}, 0)))`;
}

export function address(name: string): Column {
  return {
    name,
    required: false,
    empty: "",
    time: false,
    parse: addressOf,
    byStore: (type) => (type === "text" ? plainText(type, 64, isCanonicalAddress) : undefined),
  };
}

/** A cell as a CIDR range with its host bits cleared, or (where `bare` allows) a bare address. */
export function rangeOf(cell: Cell, bare: boolean): string | Fault {
  const text = textOf(cell);
  if (typeof text !== "string") return text;
  const match = /^([^/%]{2,64})\/(\d{1,3})$/.exec(text);
  if (match === null) {
    const single = addressOf(text);
    if (typeof single !== "string") return NO_RANGE;
    return bare ? single : `${single}/${single.includes(":") ? 128 : 32}`;
  }
  const base = canonicalIp(match[1] ?? "");
  if (base === undefined) return NO_RANGE;
  const mapped = (match[1] ?? "").includes(":") && !base.includes(":");
  const length = Number(match[2]) - (mapped ? 96 : 0);
  if (length < 0 || length > (base.includes(":") ? 128 : 32)) return NO_RANGE;
  const network = base.includes(":")
    ? ipaddr.IPv6.networkAddressFromCIDR(`${base}/${length}`)
    : ipaddr.IPv4.networkAddressFromCIDR(`${base}/${length}`);
  return `${network.toString()}/${length}`;
}

/** A range of addresses, such as "240.3.0.0/16". */
export function range(name: string): Column {
  return { name, required: false, empty: "", time: false, parse: (cell) => rangeOf(cell, false) };
}
