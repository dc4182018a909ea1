import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { RingleaderError } from "@/lib/core/errors";
import { ruleOf, ruleOfKind, type BuiltTier, type FieldRule, type Treatment } from "./tierRules";

/** A value the packet must not show, for the leak scan. Never written anywhere. */
export interface WithheldValue {
  field: string;
  value: string;
  accountId: string;
}

/** A line of redaction-log.csv. */
export interface RedactionCount {
  field: string;
  treatment: Treatment;
  reason: string;
  count: number;
}

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const SCRUBBED = "[address removed]";

/** Applies one tier's rules, and remembers what was withheld and how often. */
export class Redactor {
  readonly tier: BuiltTier;
  private readonly key: Uint8Array;
  private readonly counts = new Map<string, RedactionCount>();
  private readonly withheldByText = new Map<string, WithheldValue>();

  /** `pseudonymKey`: 64 hex digits. RingleaderError("bad_input") where it is none. */
  constructor(tier: BuiltTier, pseudonymKey: string) {
    if (!/^[0-9a-f]{64}$/.test(pseudonymKey)) {
      throw new RingleaderError("bad_input", "The packet's pseudonym key must be 64 hex digits.");
    }
    this.tier = tier;
    this.key = hexToBytes(pseudonymKey);
  }

  /** A field's value as this tier may show it; empty where dropped. */
  text(field: string, value: string, owner: { accountId: string; verified: boolean }): string {
    return this.apply(ruleOf(field), value, owner, field);
  }

  /** An identifier's value as this tier may show it. */
  identifier(kind: string, value: string, accountId: string): string {
    return this.apply(ruleOfKind(kind), value, { accountId, verified: false }, kind);
  }

  /** Every value withheld so far, each once. */
  withheld(): WithheldValue[] {
    return [...this.withheldByText.values()];
  }

  log(): RedactionCount[] {
    return [...this.counts.values()].sort((a, b) => (a.field < b.field ? -1 : 1));
  }

  private apply(
    rule: FieldRule,
    value: string,
    owner: { accountId: string; verified: boolean },
    domain: string,
  ): string {
    const treatment = rule[this.tier];
    if (value === "" || treatment === "clear") return value;
    if (treatment === "verified_only" && owner.verified) return value;
    if (treatment === "scrubbed") {
      const addresses = value.match(EMAIL);
      if (addresses === null) return value;
      for (const address of addresses) this.withhold(rule, address, owner.accountId);
      return value.replace(EMAIL, SCRUBBED);
    }
    this.withhold(rule, value, owner.accountId);
    return treatment === "pseudonymised" ? this.pseudonym(domain, value) : "";
  }

  private withhold(rule: FieldRule, value: string, accountId: string): void {
    if (!this.withheldByText.has(value))
      this.withheldByText.set(value, { field: rule.field, value, accountId });
    const line = this.counts.get(rule.field);
    if (line !== undefined) line.count++;
    else {
      const { field, reason } = rule;
      this.counts.set(field, { field, reason, treatment: rule[this.tier], count: 1 });
    }
  }

  private pseudonym(domain: string, value: string): string {
    return `pn_${bytesToHex(hmac(sha256, this.key, utf8ToBytes(`${domain}\0${value}`))).slice(0, 24)}`;
  }
}
