import type { BundleTable } from "@/lib/domain/import";

/** The columns of each file, in order, as import bundle v1 names them. */
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

/** What a cell holds where a format has types; a question mark where it may be empty. Times are epoch ms, UTC. */
export type CellType = "text" | "text?" | "time" | "time?" | "int32" | "int64" | "float64";

/** The type of each column, in the order of SYNTH_COLUMNS. */
export const SYNTH_TYPES: {
  [Table in BundleTable]: Record<(typeof SYNTH_COLUMNS)[Table][number], CellType>;
} = {
  roster: { cidr_or_value: "text", kind: "text", class: "text", capacity: "int32", note: "text?" },
  asn: { cidr: "text", asn: "int64", organization: "text", country: "text", class: "text" },
  accounts: {
    account_id: "text",
    created_at: "time",
    account_type: "text",
    organization: "text?",
    display_name: "text",
    email: "text",
    phone: "text?",
    country: "text",
    signup_ip: "text",
    signup_user_agent: "text",
    referral_code: "text?",
    status: "text",
    status_changed_at: "time?",
    verified_entity: "text?",
    contract_id: "text?",
  },
  api_keys: { api_key_id: "text", account_id: "text", created_at: "time", revoked_at: "time?" },
  payment_instruments: {
    account_id: "text",
    fingerprint: "text",
    kind: "text",
    bin: "text?",
    funding: "text",
    issuer_country: "text",
    billing_name: "text",
    added_at: "time",
    removed_at: "time?",
  },
  exchanges: {
    ts: "time",
    account_id: "text",
    api_key_id: "text",
    ip: "text",
    model: "text",
    input_tokens: "int32",
    output_tokens: "int32",
    status: "int32",
    user_agent: "text",
    tls_fingerprint: "text",
    client_profile: "text",
    template_id: "text?",
    capability: "text",
    max_tokens: "int32",
    temperature: "float64",
    request_id: "text",
  },
  observations: {
    account_id: "text",
    kind: "text",
    value: "text",
    first_seen: "time",
    last_seen: "time",
    count: "int32",
  },
  events: { at: "time", kind: "text", account_id: "text?", subject: "text?", note: "text?" },
  truth: { account_id: "text", operator_id: "text", label: "text", source: "text" },
};

/** A row of one table: every declared column, times as epoch ms, empty text where there is nothing to say. */
export type SynthRow<Table extends BundleTable = BundleTable> = Record<
  (typeof SYNTH_COLUMNS)[Table][number],
  string | number
>;
