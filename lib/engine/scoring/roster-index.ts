import ipaddr from "ipaddr.js";
import type { RosterEntry } from "@/lib/domain/roster";

interface Cidr {
  /** 4 or 16 of them. */
  bytes: number[];
  prefix: number;
}

/** Plain IPv4, which nearly all values are; anything odder is left to the library. */
const DOTTED = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;

function addressBytes(host: string): number[] | undefined {
  const dotted = DOTTED.exec(host)?.slice(1).map(Number);
  if (dotted?.every((octet) => octet <= 255) === true) return dotted;
  return ipaddr.isValid(host) ? ipaddr.process(host).toByteArray() : undefined;
}

/** "240.1.0.0/16" or a bare address; undefined for anything else. */
function parseCidr(text: string): Cidr | undefined {
  if (text === "") return undefined;
  const slash = text.indexOf("/");
  const bytes = addressBytes(slash === -1 ? text : text.slice(0, slash));
  if (bytes === undefined) return undefined;
  const bits = bytes.length * 8;
  const prefix = slash === -1 ? bits : Number(text.slice(slash + 1));
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > bits) return undefined;
  return { bytes, prefix };
}

function maskedKey(bytes: number[], prefix: number): string {
  const whole = prefix >> 3;
  let key = `${bytes.length}/${prefix}:`;
  for (let i = 0; i < whole; i++) key += String.fromCharCode(bytes[i] ?? 0);
  const rest = prefix & 7;
  if (rest > 0) key += String.fromCharCode((bytes[whole] ?? 0) & (0xff << (8 - rest)));
  return key;
}

const isAddressKind = (kind: string): boolean => kind === "ip" || kind === "ip_range";

/**
 * Finds what the roster says of an identifier. Addresses and ranges match by CIDR, an entry
 * inside a range counts for the whole range; everything else by value. Of several entries the
 * one of largest capacity counts.
 */
export class RosterIndex {
  readonly #entries: readonly RosterEntry[];
  readonly #byValue = new Map<string, number>();
  readonly #byNetwork = new Map<string, number>();
  readonly #prefixes = new Map<number, Set<number>>();
  readonly #cidrs: (Cidr & { entry: number })[] = [];

  constructor(entries: readonly RosterEntry[]) {
    this.#entries = entries;
    entries.forEach((entry, index) => {
      const cidr = isAddressKind(entry.kind) ? parseCidr(entry.cidrOrValue) : undefined;
      if (cidr === undefined) {
        this.#keep(this.#byValue, `${entry.kind}:${entry.cidrOrValue}`, index);
        return;
      }
      const { bytes, prefix } = cidr;
      this.#keep(this.#byNetwork, maskedKey(bytes, prefix), index);
      const prefixes = this.#prefixes.get(bytes.length) ?? new Set();
      this.#prefixes.set(bytes.length, prefixes.add(prefix));
      this.#cidrs.push({ bytes, prefix, entry: index });
    });
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  /** Index of the entry that counts, -1 where the roster says nothing. */
  indexOf(kind: string, value: string): number {
    let best = this.#byValue.get(`${kind}:${value}`) ?? -1;
    if (this.#cidrs.length === 0 || !isAddressKind(kind)) return best;
    const cidr = parseCidr(value);
    if (cidr === undefined) return best;
    const { bytes } = cidr;
    for (const prefix of this.#prefixes.get(bytes.length) ?? []) {
      if (prefix > cidr.prefix) continue;
      best = this.#larger(best, this.#byNetwork.get(maskedKey(bytes, prefix)) ?? -1);
    }
    if (cidr.prefix < bytes.length * 8) {
      const range = maskedKey(bytes, cidr.prefix);
      for (const inner of this.#cidrs) {
        if (inner.bytes.length !== bytes.length || inner.prefix <= cidr.prefix) continue;
        if (maskedKey(inner.bytes, cidr.prefix) === range) best = this.#larger(best, inner.entry);
      }
    }
    return best;
  }

  #larger(a: number, b: number): number {
    return (this.#entries[b]?.capacity ?? -1) > (this.#entries[a]?.capacity ?? -1) ? b : a;
  }

  #keep(map: Map<string, number>, key: string, index: number): void {
    map.set(key, this.#larger(map.get(key) ?? -1, index));
  }
}
