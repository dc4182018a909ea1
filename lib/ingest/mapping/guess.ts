import { BUNDLE_TABLES, type BundleTable } from "@/lib/domain/import";
import { TABLE_SPECS } from "@/lib/ingest/tables";

/** What the columns of the bundle are called elsewhere, as words joined by _. The likelier name first. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  account_id: [
    "account",
    "customer_id",
    "customer",
    "user_id",
    "userid",
    "org_id",
    "team_id",
    "tenant_id",
    "uid",
    "user",
    "consumer",
    "cus_id",
  ],
  created_at: [
    "created",
    "created_utc",
    "created_on",
    "create_time",
    "signup_at",
    "signup_time",
    "signed_up_at",
    "registered_at",
    "creation_date",
  ],
  account_type: ["plan_type", "customer_type", "segment", "tier"],
  organization: [
    "organisation",
    "org",
    "org_name",
    "company",
    "company_name",
    "organization_name",
    "business_name",
  ],
  display_name: ["name", "full_name", "customer_name", "user_name", "username", "account_name"],
  email: ["email_address", "e_mail", "mail", "user_email", "customer_email"],
  phone: ["phone_number", "telephone", "tel", "mobile", "msisdn", "customer_phone"],
  country: ["country_code", "address_country", "billing_country", "geo"],
  signup_ip: ["registration_ip", "created_ip", "ip_at_signup", "sign_up_ip"],
  signup_user_agent: ["registration_user_agent", "sign_up_user_agent"],
  referral_code: ["referral", "referrer_code", "promo_code", "invite_code", "coupon"],
  status: ["state", "status_code", "http_status", "response_code", "account_status", "response_status"],
  status_changed_at: ["banned_at", "suspended_at", "closed_at"],
  verified_entity: ["lei", "legal_entity", "legal_entity_id", "kyb_id"],
  contract_id: ["contract", "agreement_id", "order_form_id"],
  api_key_id: [
    "api_key",
    "key_id",
    "api_key_hash",
    "key_hash",
    "token_id",
    "apikey",
    "api_token",
    "key",
    "token",
    "authorization",
    "http_authorization",
    "virtual_key",
  ],
  revoked_at: ["deleted_at", "disabled_at", "expires", "expires_at", "revoked"],
  fingerprint: [
    "card_fingerprint",
    "payment_fingerprint",
    "instrument_fingerprint",
    "payment_method_fingerprint",
    "instrument_token",
  ],
  kind: ["type", "identifier_kind", "signal", "event_type", "payment_method_type"],
  bin: ["iin", "card_bin", "card_iin", "first_six", "first6"],
  funding: ["card_funding", "funding_type"],
  issuer_country: ["card_country", "card_issue_country", "issuing_country", "bin_country"],
  billing_name: ["cardholder_name", "card_name", "name_on_card", "billing_details_name"],
  added_at: ["created", "created_utc", "created_at", "attached_at", "first_used_at"],
  removed_at: ["detached_at", "deleted_at"],
  ts: [
    "timestamp",
    "time",
    "start_time",
    "request_time_utc",
    "datetime",
    "date_time",
    "event_time",
    "logged_at",
    "time_iso8601",
    "msec",
    "created_at",
    "requested_at",
    "edge_start_timestamp",
    "date",
  ],
  ip: [
    "client_ip",
    "remote_addr",
    "requester_ip_address",
    "ip_address",
    "source_ip",
    "src_ip",
    "client_address",
    "remote_address",
    "http_x_real_ip",
    "x_real_ip",
    "downstream_remote_address",
    "clientip",
    "remote_ip",
    "addr",
  ],
  model: ["model_name", "model_id", "model_group", "deployment", "engine"],
  input_tokens: [
    "prompt_tokens",
    "tokens_in",
    "tokens_input",
    "usage_prompt_tokens",
    "usage_input_tokens",
    "request_tokens",
  ],
  output_tokens: [
    "completion_tokens",
    "tokens_out",
    "tokens_output",
    "usage_completion_tokens",
    "usage_output_tokens",
    "response_tokens",
  ],
  user_agent: ["http_user_agent", "useragent", "ua", "agent", "client_request_user_agent"],
  tls_fingerprint: [
    "ja4",
    "ja3",
    "ja4_hash",
    "ja3_hash",
    "tls_ja4_fingerprint",
    "tls_ja3_fingerprint",
    "http_x_ja4",
    "http_x_ja3",
    "x_ja4",
    "x_ja3",
  ],
  client_profile: ["sdk", "client", "client_name", "h2_fingerprint", "http2_fingerprint"],
  template_id: ["prompt_template", "prompt_template_id", "prompt_hash"],
  capability: ["task", "use_case", "intent"],
  max_tokens: ["max_completion_tokens", "max_output_tokens", "request_max_tokens"],
  temperature: ["request_temperature"],
  request_id: ["id", "req_id", "x_request_id", "trace_id", "log_id", "event_id", "ray_id"],
  prompt: ["messages", "input", "request_body", "prompt_text"],
  value: ["identifier", "identifier_value"],
  first_seen: ["first_seen_at", "since", "first"],
  last_seen: ["last_seen_at", "until", "last"],
  count: ["times", "hits", "n", "uses"],
  at: ["time", "timestamp", "date", "occurred_at", "created_at"],
  subject: ["title", "what"],
  note: ["notes", "comment", "description", "remark"],
  cidr_or_value: ["cidr", "range", "ip_range", "prefix", "network"],
  class: ["classification", "category", "network_class"],
  capacity: ["users", "seats", "size"],
  cidr: ["range", "prefix", "network", "ip_range"],
  asn: ["as_number", "autonomous_system_number", "as"],
};

/** "requester.ipAddress" → "requester_ip_address", "Created (UTC)" → "created_utc". */
export function plainName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** How well a name fits a column: 0 for its own name, higher for less likely ones, undefined for none. */
function distance(name: string, column: string): number | undefined {
  const plain = plainName(name);
  const names = [column, ...(SYNONYMS[column] ?? [])];
  const whole = names.indexOf(plain);
  if (whole !== -1) return whole;
  const last = plainName(name.split(".").at(-1) ?? "");
  const end = name.includes(".") ? names.indexOf(last) : -1;
  return end === -1 ? undefined : 100 + end;
}

/**
 * For each column of a table the column of the file it probably is: its own name, or one it is
 * often called by. No column of the file is given twice.
 */
export function guessColumns(table: BundleTable, names: readonly string[]): Record<string, string> {
  if (table === "truth") return {};
  const spec = TABLE_SPECS[table];
  const columns = [...spec.columns.map((column) => column.name), ...spec.dropped];
  const fits = columns.flatMap((column, order) =>
    names.flatMap((name) => {
      const far = distance(name, column);
      return far === undefined ? [] : [{ column, name, far, order }];
    }),
  );
  const guessed = new Map<string, string>();
  const taken = new Set<string>();
  for (const fit of fits.sort((a, b) => a.far - b.far || a.order - b.order)) {
    if (guessed.has(fit.column) || taken.has(fit.name)) continue;
    guessed.set(fit.column, fit.name);
    taken.add(fit.name);
  }
  return Object.fromEntries(
    columns.flatMap((column) => {
      const name = guessed.get(column);
      return name === undefined ? [] : [[column, name]];
    }),
  );
}

/** The table a file probably is: by its name, or the one whose needed columns are there and most others. */
export function guessTable(stem: string, names: readonly string[]): BundleTable | null {
  let best: { table: BundleTable; score: number } | null = null;
  for (const table of BUNDLE_TABLES) {
    if (table === "truth") continue;
    const columns = guessColumns(table, names);
    const isWhole = TABLE_SPECS[table].columns.every(
      (column) => !column.required || columns[column.name] !== undefined,
    );
    const isNamed = stem === table || stem.startsWith(`${table}-`) || stem.startsWith(`${table}.`);
    const score = Object.keys(columns).length + (isNamed ? 100 : 0);
    if ((isWhole || isNamed) && (best === null || score > best.score)) best = { table, score };
  }
  return best?.table ?? null;
}
