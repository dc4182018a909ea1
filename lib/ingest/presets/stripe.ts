import type { Preset } from "./preset";

const FINGERPRINTS = [
  "us_bank_account.fingerprint",
  "sepa_debit.fingerprint",
  "bacs_debit.fingerprint",
  "au_becs_debit.fingerprint",
  "acss_debit.fingerprint",
];

/** Types of payment methods that carry a fingerprint, as kinds of the bundle. */
const KINDS = {
  card: "card",
  us_bank_account: "bank",
  sepa_debit: "bank",
  bacs_debit: "bank",
  au_becs_debit: "bank",
  acss_debit: "bank",
};

const DEFAULT_METHOD = "invoice_settings.default_payment_method";

/**
 * Customers and payment methods of a Stripe account: objects of its API, one a line, or the
 * dashboard's CSV exports of customers and payments. The customer is the account; the fingerprint
 * is the payment instrument; the last four digits are never read. Fields: "The Customer object",
 * "The PaymentMethod object" (Stripe API reference); CSV exports: the columns of the dashboard's
 * export dialogs, whose times are in UTC ("Created (UTC)").
 */
export const stripe: Preset = {
  name: "stripe",
  label: "Stripe customers and payment methods",
  files: [
    {
      stem: "customers",
      pattern: /^(stripe[_-]|unified[_-])?customers/,
      formats: ["csv"],
      signs: [["id", "created (utc)"]],
      table: "accounts",
      columns: {
        account_id: "id",
        created_at: "Created (UTC)",
        display_name: "Name",
        country: "Address Country",
      },
      otherwise: { account_id: ["Customer ID"], created_at: ["Created"], country: ["Card Address Country"] },
      convert: { created_at: "time_in_utc" },
    },
    {
      stem: "customers",
      pattern: /^(stripe[_-])?customers/,
      formats: ["ndjson", "jsonl", "json", "parquet"],
      signs: [["id", "object", "created", "invoice_settings"]],
      table: "accounts",
      columns: {
        account_id: "id",
        created_at: "created",
        display_name: "name",
        country: "address.country",
        organization: "business_name",
      },
      convert: { created_at: "epoch_seconds" },
    },
    {
      stem: "customers",
      pattern: /^(stripe[_-])?customers/,
      formats: ["ndjson", "jsonl", "json"],
      table: "payment_instruments",
      columns: {
        account_id: "id",
        fingerprint: `${DEFAULT_METHOD}.card.fingerprint`,
        kind: `${DEFAULT_METHOD}.type`,
        bin: `${DEFAULT_METHOD}.card.iin`,
        funding: `${DEFAULT_METHOD}.card.funding`,
        issuer_country: `${DEFAULT_METHOD}.card.country`,
        billing_name: `${DEFAULT_METHOD}.billing_details.name`,
        added_at: `${DEFAULT_METHOD}.created`,
      },
      otherwise: { fingerprint: FINGERPRINTS.map((path) => `${DEFAULT_METHOD}.${path}`) },
      convert: { added_at: "epoch_seconds" },
      words: { kind: KINDS },
      needs: ["fingerprint"],
    },
    {
      stem: "payment_methods",
      pattern: /^(stripe[_-])?payment[_-]?methods/,
      signs: [["id", "type", "customer", "billing_details"]],
      table: "payment_instruments",
      columns: {
        account_id: "customer.id",
        fingerprint: "card.fingerprint",
        kind: "type",
        bin: "card.iin",
        funding: "card.funding",
        issuer_country: "card.country",
        billing_name: "billing_details.name",
        added_at: "created",
      },
      otherwise: { account_id: ["customer"], fingerprint: FINGERPRINTS },
      convert: { added_at: "epoch_seconds" },
      words: { kind: KINDS },
      needs: ["fingerprint", "account_id"],
    },
    {
      stem: "payments",
      pattern: /^(stripe[_-]|unified[_-])?payments/,
      formats: ["csv"],
      signs: [["id", "customer id", "card fingerprint", "card funding"]],
      table: "payment_instruments",
      columns: {
        account_id: "Customer ID",
        fingerprint: "Card Fingerprint",
        funding: "Card Funding",
        issuer_country: "Card Issue Country",
        billing_name: "Card Name",
        added_at: "Created (UTC)",
      },
      otherwise: { added_at: ["Created date (UTC)"] },
      constants: { kind: "card" },
      convert: { added_at: "time_in_utc" },
      needs: ["fingerprint", "account_id"],
    },
  ],
};
