import type { BundleTable } from "@/lib/domain/import";

/** The columns of each file, in order, as import bundle v1 names them. Times are ISO-8601 in UTC. */
export const SYNTH_COLUMNS = {
  roster: ["cidr_or_value", "kind", "class", "capacity", "note"],
  asn: ["cidr", "asn", "organization", "country", "class"],
  accounts: [
    "account_id",
    "created_at",
    "account_type",
    "organization",
    "display_name",
    "email",
    "phone",
    "country",
    "signup_ip",
    "signup_user_agent",
    "referral_code",
    "status",
    "status_changed_at",
    "verified_entity",
    "contract_id",
  ],
  api_keys: ["api_key_id", "account_id", "created_at", "revoked_at"],
  payment_instruments: [
    "account_id",
    "fingerprint",
    "kind",
    "bin",
    "funding",
    "issuer_country",
    "billing_name",
    "added_at",
    "removed_at",
  ],
  exchanges: [
    "ts",
    "account_id",
    "api_key_id",
    "ip",
    "model",
    "input_tokens",
    "output_tokens",
    "status",
    "user_agent",
    "tls_fingerprint",
    "client_profile",
    "template_id",
    "capability",
    "max_tokens",
    "temperature",
    "request_id",
  ],
  observations: ["account_id", "kind", "value", "first_seen", "last_seen", "count"],
  events: ["at", "kind", "account_id", "subject", "note"],
  truth: ["account_id", "operator_id", "label", "source"],
} as const satisfies Record<BundleTable, readonly string[]>;

/** A row of one table: every declared column, empty text where there is nothing to say. */
export type SynthRow<Table extends BundleTable = BundleTable> = Record<
  (typeof SYNTH_COLUMNS)[Table][number],
  string | number
>;
