import { MS_PER_DAY, MS_PER_MINUTE } from "@/lib/core/time";
import type { Rng } from "@/lib/core/rng";
import type { EngineInputBuilder } from "@/lib/engine/input";

export const WORLD_MS = 180 * MS_PER_DAY;
export const BURST_MS = 10 * MS_PER_MINUTE;

/** Of `size`, the low ones far more often: crowds of all sizes, the largest of size^(−1/steepness) of all draws. */
export const skewed = (rng: Rng, size: number, steepness: number): number =>
  Math.min(size - 1, Math.floor(size * rng.next() ** steepness));

/**
 * Identifiers of one kind by number, made when first used. An account uses each once: a second
 * use is refused, so that rows are what a roll-up by account and identifier gives.
 */
class IdentifierPool {
  readonly #builder: EngineInputBuilder;
  readonly #kind: string;
  readonly #valueOf: (index: number) => string;
  readonly #identifier: Int32Array;
  readonly #lastUser: Int32Array;
  readonly size: number;

  constructor(builder: EngineInputBuilder, kind: string, size: number, valueOf: (index: number) => string) {
    this.#builder = builder;
    this.#kind = kind;
    this.#valueOf = valueOf;
    this.size = Math.max(1, Math.round(size));
    this.#identifier = new Int32Array(this.size).fill(-1);
    this.#lastUser = new Int32Array(this.size).fill(-1);
  }

  /** 1 where the use was taken, 0 where this account, being the last user, has it already. */
  use(account: number, index: number, firstMs: number, lastMs: number, count: number): 0 | 1 {
    if (this.#lastUser[index] === account) return 0;
    this.#lastUser[index] = account;
    let identifier = this.#identifier[index] ?? -1;
    if (identifier === -1) {
      identifier = this.#builder.identifierOf(this.#kind, this.#valueOf(index));
      this.#identifier[index] = identifier;
    }
    this.#builder.addUse(account, identifier, firstMs, lastMs, count);
    return 1;
  }
}

/** Addresses from a base on, each with its /24; the ranges are pools of their own. */
class AddressPool {
  readonly addresses: IdentifierPool;
  readonly #ranges: IdentifierPool;

  constructor(builder: EngineInputBuilder, base: number, size: number) {
    this.addresses = new IdentifierPool(builder, "ip", size, (index) => dotted(base + index));
    this.#ranges = new IdentifierPool(
      builder,
      "ip_range",
      (this.addresses.size >>> 8) + 1,
      (index) => `${dotted(base + index * 256)}/24`,
    );
  }

  get size(): number {
    return this.addresses.size;
  }

  /** Uses taken: the address and, where new to the account, its range. */
  use(account: number, index: number, firstMs: number, lastMs: number, count: number): number {
    const address = this.addresses.use(account, index, firstMs, lastMs, count);
    return address === 0 ? 0 : address + this.#ranges.use(account, index >>> 8, firstMs, lastMs, count);
  }
}

/** 32-bit number as an IPv4 address. */
function dotted(address: number): string {
  return `${(address >>> 24) & 255}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** Identifiers of every kind for so many accounts, with the roster's words on carriers and VPNs. */
export function enginePools(builder: EngineInputBuilder, accounts: number) {
  const pool = (kind: string, size: number): IdentifierPool =>
    new IdentifierPool(builder, kind, size, (index) => `${kind}-${index.toString(36)}`);
  builder
    .addRoster({ cidrOrValue: "100.64.0.0/10", kind: "ip", class: "cgnat", capacity: 2_000, note: "" })
    .addRoster({ cidrOrValue: "198.18.0.0/15", kind: "ip", class: "vpn", capacity: 5_000, note: "" });
  return {
    organizations: pool("organization", accounts / 40),
    referrals: pool("referral_code", accounts / 60),
    domains: pool("email_domain", 400 + accounts / 30),
    patterns: pool("email_pattern", 2_500),
    bursts: pool("signup_burst", WORLD_MS / BURST_MS + 1),
    cards: pool("payment_instrument", accounts / 10),
    bins: pool("card_bin", 4_000),
    devices: pool("device", accounts / 10),
    fingerprints: pool("tls_fingerprint", 400),
    clients: pool("client_profile", 600 + accounts / 500),
    templates: pool("prompt_template", 5_000 + accounts / 5),
    systems: pool("asn", 3_000),
    homes: new AddressPool(builder, 0x20000000, accounts * 1.6),
    carriers: new AddressPool(builder, 0x64400000, 64 + accounts / 500),
    exits: new AddressPool(builder, 0xc6120000, 64 + accounts / 250),
    venues: new AddressPool(builder, 0x90000000, accounts / 20),
    proxies: new AddressPool(builder, 0xa0000000, accounts / 100),
  };
}
export type EnginePools = ReturnType<typeof enginePools>;
