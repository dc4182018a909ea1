import { isoUtc } from "@/lib/core/time";
import type { Observation } from "@/lib/domain/identifier";
import type { ApiKeyRow, DailyActivityRow, PacketSubject, PaymentInstrumentRow } from "./packetInput";
import type { Redactor } from "./redact";

type Cell = string | number | null;

/** A column of a record table. `rule` names its line in the table of redaction rules. */
interface RecordColumn<T> {
  name: string;
  type: "text" | "integer" | "time" | "day";
  meaning: string;
  rule: string;
  value(row: T): Cell;
}

/** A record table: one CSV and one JSONL file under data/03-records. */
export interface RecordTable<T> {
  name: "accounts" | "api_keys" | "payment_instruments" | "observations" | "daily_activity";
  meaning: string;
  accountId(row: T): string;
  /** The provider verified the legal entity behind the row's account. */
  verified(row: T): boolean;
  columns: readonly RecordColumn<T>[];
}

function time(ms: number | null): string | null {
  return ms === null ? null : isoUtc(ms);
}

function column<T>(
  type: RecordColumn<T>["type"],
  rule: string,
  meaning: string,
  value: (row: T) => Cell,
): RecordColumn<T> {
  return { name: rule.slice(rule.indexOf(".") + 1), type, meaning, rule, value };
}

function accountIdColumn<T>(value: (row: T) => string): RecordColumn<T> {
  return column("text", "account.account_id", "the provider's id of the account", value);
}

export const ACCOUNT_TABLE: RecordTable<PacketSubject> = {
  name: "accounts",
  meaning: "the accounts of the case as the provider's records have them",
  accountId: (row) => row.accountId,
  verified: (row) => row.account.verifiedEntity !== "",
  columns: [
    accountIdColumn((row) => row.accountId),
    column("time", "account.created_at", "sign-up", ({ account }) => time(account.createdAtMs)),
    column("text", "account.account_type", "type of account", ({ account }) => account.accountType),
    column(
      "text",
      "account.organization",
      "organisation as typed by the holder",
      ({ account }) => account.organization,
    ),
    column(
      "text",
      "account.display_name",
      "name as typed by the holder",
      ({ account }) => account.displayName,
    ),
    column("text", "account.email", "e-mail address", ({ account }) => account.email ?? ""),
    column("text", "account.phone", "telephone number", ({ account }) => account.phone ?? ""),
    column("text", "account.country", "country of sign-up", ({ account }) => account.country),
    column("text", "account.signup_ip", "address at sign-up", ({ account }) => account.signupIp),
    column(
      "text",
      "account.signup_user_agent",
      "user agent at sign-up",
      ({ account }) => account.signupUserAgent,
    ),
    column("text", "account.referral_code", "referral code used", ({ account }) => account.referralCode),
    column("text", "account.status", "status when exported", ({ account }) => account.status),
    column("time", "account.status_changed_at", "last change of status", ({ account }) =>
      time(account.statusChangedAtMs),
    ),
    column(
      "text",
      "account.verified_entity",
      "legal entity the provider verified",
      ({ account }) => account.verifiedEntity,
    ),
    column("text", "account.contract_id", "contract", ({ account }) => account.contractId),
  ],
};

export const API_KEY_TABLE: RecordTable<ApiKeyRow> = {
  name: "api_keys",
  meaning: "API keys that the accounts used or hold",
  accountId: (row) => row.accountId,
  verified: () => false,
  columns: [
    column("text", "api_key.api_key_id", "id of the key, never the key", (row) => row.apiKeyId),
    accountIdColumn((row) => row.accountId),
    column("time", "api_key.created_at", "created", (row) => time(row.createdAtMs)),
    column("time", "api_key.revoked_at", "revoked", (row) => time(row.revokedAtMs)),
  ],
};

export const PAYMENT_INSTRUMENT_TABLE: RecordTable<PaymentInstrumentRow> = {
  name: "payment_instruments",
  meaning: "payment instruments on the accounts",
  accountId: (row) => row.accountId,
  verified: () => false,
  columns: [
    accountIdColumn((row) => row.accountId),
    column(
      "text",
      "payment_instrument.fingerprint",
      "token of the payment processor, never a card number",
      (row) => row.fingerprint,
    ),
    column(
      "text",
      "payment_instrument.kind",
      "card, bank, wallet, invoice, crypto, credits",
      (row) => row.kind,
    ),
    column("text", "payment_instrument.bin", "issuer number of a card", (row) => row.bin),
    column(
      "text",
      "payment_instrument.funding",
      "credit, debit, prepaid, virtual, unknown",
      (row) => row.funding,
    ),
    column("text", "payment_instrument.issuer_country", "country of the issuer", (row) => row.issuerCountry),
    column("text", "payment_instrument.billing_name", "name on the instrument", (row) => row.billingName),
    column("time", "payment_instrument.added_at", "added", (row) => time(row.addedAtMs)),
    column("time", "payment_instrument.removed_at", "removed", (row) => time(row.removedAtMs)),
  ],
};

export const OBSERVATION_TABLE: RecordTable<Observation> = {
  name: "observations",
  meaning: "an account used an identifier, first to last time, so many times",
  accountId: (row) => row.accountId,
  verified: () => false,
  columns: [
    accountIdColumn((row) => row.accountId),
    column("text", "observation.kind", "kind of identifier", (row) => row.kind),
    column("text", "observation.value", "the identifier", (row) => row.value),
    column("time", "observation.first_seen", "first use", (row) => time(row.firstSeenMs)),
    column("time", "observation.last_seen", "last use", (row) => time(row.lastSeenMs)),
    column("integer", "observation.count", "times used", (row) => row.count),
  ],
};

export const DAILY_ACTIVITY_TABLE: RecordTable<DailyActivityRow> = {
  name: "daily_activity",
  meaning: "exchanges (one request and its response) per account and UTC day",
  accountId: (row) => row.accountId,
  verified: () => false,
  columns: [
    accountIdColumn((row) => row.accountId),
    column("day", "daily_activity.day", "day in UTC", (row) => row.day),
    column("integer", "daily_activity.exchanges", "exchanges on that day", (row) => row.exchanges),
    column("integer", "daily_activity.input_tokens", "tokens sent", (row) => row.inputTokens),
    column("integer", "daily_activity.output_tokens", "tokens received", (row) => row.outputTokens),
  ],
};

/** A row as the tier may show it, column by column. */
export function redactedRow<T>(table: RecordTable<T>, row: T, redactor: Redactor): Record<string, Cell> {
  const owner = { accountId: table.accountId(row), verified: table.verified(row) };
  const cells: Record<string, Cell> = {};
  let kind = "";
  for (const { name, rule, value } of table.columns) {
    const cell = value(row);
    if (rule === "observation.kind" && typeof cell === "string") kind = cell;
    if (typeof cell !== "string") cells[name] = cell;
    else if (rule === "observation.value") cells[name] = redactor.identifier(kind, cell, owner.accountId);
    else cells[name] = redactor.text(rule, cell, owner);
  }
  return cells;
}

/** data/03-records/schema.json, one table. */
export function tableSchema<T>(table: RecordTable<T>, rows: number): Record<string, unknown> {
  return {
    name: table.name,
    meaning: table.meaning,
    rows,
    files: [`${table.name}.csv`, `${table.name}.jsonl`],
    columns: table.columns.map(({ name, type, meaning, rule }) => ({ name, type, meaning, rule })),
  };
}
