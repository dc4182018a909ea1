import { ipRangeOf } from "@/lib/domain/ip-range";
import { rosterClassSchema } from "@/lib/domain/roster";
import type { BundleTable } from "@/lib/domain/import";
import { signupBurstOf } from "@/lib/engine/behaviour/signup-burst";
import { type EngineInput, EngineInputBuilder } from "@/lib/engine/input";
import { emailParts, emailPattern } from "@/lib/ingest/privacy/email";
import type { TruthRow } from "./metrics";
import { type CsvRow, readRequiredTable, readTable, timeMs } from "./read-table";

const REQUIRED: readonly BundleTable[] = ["accounts", "observations", "truth"];
const rangeIn = (ip: string): string | undefined => (ip === "" ? undefined : ipRangeOf(ip));
const text = (row: CsvRow, column: string): string => row[column] ?? "";

/** Rows of a table of the bundle, none where it is absent. */
export type RowsOf = (table: BundleTable) => AsyncIterable<CsvRow> | Iterable<CsvRow>;

/** Tables of a folder; accounts, observations and truth must be there. */
export const rowsOfFolder =
  (dataDir: string): RowsOf =>
  (table) =>
    REQUIRED.includes(table) ? readRequiredTable(dataDir, table) : readTable(dataDir, table);

/**
 * Reads tables (import bundle v1, or accounts and observations alone) into the
 * engine's columns. `truth` is not among them.
 */
export async function loadInput(rowsOf: RowsOf): Promise<EngineInput> {
  const builder = new EngineInputBuilder();
  const observe = (
    accountId: string,
    kind: string,
    value: string | undefined,
    firstMs: number | null,
    lastMs = firstMs,
    count = 1,
  ): void => {
    if (value === undefined || value === "") return;
    builder.addObservation({ accountId, kind, value, firstSeenMs: firstMs, lastSeenMs: lastMs, count });
  };

  for await (const row of rowsOf("roster")) {
    const rosterClass = rosterClassSchema.safeParse(row["class"]);
    builder.addRoster({
      cidrOrValue: text(row, "cidr_or_value"),
      kind: text(row, "kind"),
      class: rosterClass.success ? rosterClass.data : "other",
      capacity: Number(text(row, "capacity")) || 0,
      note: text(row, "note"),
    });
  }
  for await (const row of rowsOf("accounts")) {
    const accountId = text(row, "account_id");
    const createdAtMs = timeMs(row["created_at"]) ?? Number.NaN;
    builder.addAccount({
      accountId,
      createdAtMs,
      verifiedEntity: text(row, "verified_entity"),
      contractId: text(row, "contract_id"),
    });
    const at = Number.isNaN(createdAtMs) ? null : createdAtMs;
    const email = emailParts(text(row, "email"));
    if (at !== null) observe(accountId, "signup_burst", signupBurstOf(at), at);
    observe(accountId, "organization", text(row, "organization").trim().toLowerCase(), at);
    observe(accountId, "phone", row["phone"], at);
    observe(accountId, "referral_code", row["referral_code"], at);
    observe(accountId, "email_domain", email?.domain, at);
    observe(accountId, "email_pattern", email === undefined ? undefined : emailPattern(email), at);
    observe(accountId, "ip", row["signup_ip"], at);
    observe(accountId, "ip_range", rangeIn(text(row, "signup_ip")), at);
  }
  for await (const row of rowsOf("api_keys")) {
    observe(text(row, "account_id"), "api_key", row["api_key_id"], timeMs(row["created_at"]));
  }
  for await (const row of rowsOf("payment_instruments")) {
    const at = timeMs(row["added_at"]);
    observe(
      text(row, "account_id"),
      "payment_instrument",
      row["fingerprint"],
      at,
      timeMs(row["removed_at"]) ?? at,
    );
    observe(text(row, "account_id"), "card_bin", row["bin"], at, timeMs(row["removed_at"]) ?? at);
  }
  for await (const row of rowsOf("exchanges")) {
    const accountId = text(row, "account_id");
    const at = timeMs(row["ts"]);
    observe(accountId, "api_key", row["api_key_id"], at);
    observe(accountId, "ip", row["ip"], at);
    observe(accountId, "ip_range", rangeIn(text(row, "ip")), at);
    observe(accountId, "tls_fingerprint", row["tls_fingerprint"], at);
    observe(accountId, "client_profile", row["client_profile"], at);
    observe(accountId, "prompt_template", row["template_id"], at);
  }
  for await (const row of rowsOf("observations")) {
    const first = timeMs(row["first_seen"]);
    observe(
      text(row, "account_id"),
      text(row, "kind"),
      row["value"],
      first,
      timeMs(row["last_seen"]) ?? first,
      Number(row["count"]) || 1,
    );
  }
  return builder.build();
}

export async function loadTruth(rowsOf: RowsOf): Promise<Map<string, TruthRow>> {
  const truth = new Map<string, TruthRow>();
  for await (const row of rowsOf("truth")) {
    truth.set(text(row, "account_id"), { operatorId: text(row, "operator_id"), label: text(row, "label") });
  }
  return truth;
}
