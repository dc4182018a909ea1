import { RingleaderError } from "@/lib/core/errors";
import type { Tier } from "@/lib/domain/packet";

/**
 * What a tier does with a field.
 * clear: as recorded. verified_only: clear where the provider verified the legal entity, else dropped.
 * scrubbed: clear, with e-mail addresses inside the text taken out. pseudonymised: HMAC under the
 * packet's own key, so that equal values stay equal in one packet and do not join across two. dropped: left empty.
 */
export type Treatment = "clear" | "verified_only" | "scrubbed" | "pseudonymised" | "dropped";

/** Tiers that have a column in the table. */
export const BUILT_TIERS = ["internal", "counsel"] as const satisfies readonly Tier[];
export type BuiltTier = (typeof BUILT_TIERS)[number];

/** One field and what each tier does with it. A further tier is a further column here. */
export interface FieldRule extends Record<BuiltTier, Treatment> {
  field: string;
  reason: string;
}

function clear(field: string): FieldRule {
  return { field, internal: "clear", counsel: "clear", reason: "needed to follow the finding" };
}

function personal(field: string, internal: Treatment = "dropped"): FieldRule {
  return { field, internal, counsel: "clear", reason: "personal data, not needed to follow the finding" };
}

function typed(field: string): FieldRule {
  return {
    field,
    internal: "scrubbed",
    counsel: "clear",
    reason: "typed by the account holder, may hold an address",
  };
}

const RULES: readonly FieldRule[] = [
  clear("account.account_id"),
  clear("account.created_at"),
  clear("account.account_type"),
  {
    field: "account.organization",
    internal: "verified_only",
    counsel: "clear",
    reason: "typed by the account holder: where nobody verified it, it names a third party",
  },
  personal("account.display_name"),
  personal("account.email"),
  personal("account.phone"),
  clear("account.country"),
  clear("account.signup_ip"),
  typed("account.signup_user_agent"),
  typed("account.referral_code"),
  clear("account.status"),
  clear("account.status_changed_at"),
  clear("account.verified_entity"),
  clear("account.contract_id"),
  clear("api_key.api_key_id"),
  clear("api_key.created_at"),
  clear("api_key.revoked_at"),
  clear("payment_instrument.fingerprint"),
  clear("payment_instrument.kind"),
  clear("payment_instrument.bin"),
  clear("payment_instrument.funding"),
  clear("payment_instrument.issuer_country"),
  personal("payment_instrument.billing_name"),
  clear("payment_instrument.added_at"),
  clear("payment_instrument.removed_at"),
  clear("observation.kind"),
  typed("observation.value"),
  clear("observation.first_seen"),
  clear("observation.last_seen"),
  clear("observation.count"),
  clear("daily_activity.day"),
  clear("daily_activity.exchanges"),
  clear("daily_activity.input_tokens"),
  clear("daily_activity.output_tokens"),
  clear("identifier.email_domain"),
  clear("identifier.email_pattern"),
  personal("identifier.email", "pseudonymised"),
  personal("identifier.phone", "pseudonymised"),
  personal("identifier.display_name", "pseudonymised"),
  personal("identifier.billing_name", "pseudonymised"),
  personal("identifier.organization", "pseudonymised"),
];

const RULE_BY_FIELD = new Map(RULES.map((rule) => [rule.field, rule]));

/** The rule of a field. A field without one cannot be written: RingleaderError("internal"). */
export function ruleOf(field: string): FieldRule {
  const rule = RULE_BY_FIELD.get(field);
  if (rule === undefined) throw new RingleaderError("internal", `no redaction rule for the field ${field}`);
  return rule;
}

/** The rule for values of a kind of identifier: personal kinds have their own, the rest share one. */
export function ruleOfKind(kind: string): FieldRule {
  return RULE_BY_FIELD.get(`identifier.${kind}`) ?? ruleOf("observation.value");
}

export function allRules(): readonly FieldRule[] {
  return RULES;
}

/** Narrows a tier to those that can be built; RingleaderError("bad_input") says which those are. */
export function builtTier(tier: Tier): BuiltTier {
  const built = BUILT_TIERS.find((one) => one === tier);
  if (built !== undefined) return built;
  throw new RingleaderError(
    "bad_input",
    `The ${tier} tier is not available yet; available are ${BUILT_TIERS.join(" and ")}.`,
    { details: { tier, available: BUILT_TIERS } },
  );
}
