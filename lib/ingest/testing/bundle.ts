import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";

export type TestRow = Record<string, string | number | null>;
export type TestTables = Record<string, TestRow[]>;
export const TEST_FORMATS = ["csv", "csv.gz", "ndjson", "ndjson.gz", "parquet", "parquet.gz"] as const;
export type TestFormat = (typeof TEST_FORMATS)[number];

function columnsOf(rows: readonly TestRow[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

export function csvText(rows: readonly TestRow[], lineEnd = "\n"): string {
  const columns = columnsOf(rows);
  const field = (value: string | number | null | undefined): string => {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((cells) => cells.map(field).join(",") + lineEnd)
    .join("");
}

export function ndjsonText(rows: readonly TestRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

export function parquetBytes(rows: readonly TestRow[], rowGroupSize = 2): Uint8Array {
  const columnData = columnsOf(rows).map((name) => {
    const data = rows.map((row) => row[name] ?? null);
    if (data.some((value) => typeof value === "number") && data.every((value) => typeof value === "number")) {
      return { name, data, type: "DOUBLE" as const };
    }
    return {
      name,
      data: data.map((value) => (value === null ? null : String(value))),
      type: "STRING" as const,
      nullable: true,
    };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize }));
}

/** As a warehouse would write it: times as timestamps (nothing where the text is none), whole numbers as integers. */
export function typedParquet(
  rows: readonly TestRow[],
  times: readonly string[],
  rowGroupSize = 1_000,
): Uint8Array {
  const columnData = columnsOf(rows).map((name) => {
    const data = rows.map((row) => row[name] ?? null);
    if (times.includes(name)) {
      const dates = data.map((value) => new Date(String(value)));
      return {
        name,
        data: dates.map((date) => (Number.isNaN(date.getTime()) ? null : date)),
        type: "TIMESTAMP" as const,
        nullable: true,
      };
    }
    if (data.every((value) => typeof value === "number")) {
      const whole = data.every((value) => Number.isInteger(value));
      return { name, data, type: whole ? ("INT32" as const) : ("DOUBLE" as const) };
    }
    return {
      name,
      data: data.map((value) => (value === null ? null : String(value))),
      type: "STRING" as const,
      nullable: true,
    };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize }));
}

export function bytesOf(rows: readonly TestRow[], format: TestFormat): Uint8Array {
  const plain = format.replace(/\.gz$/, "");
  const bytes =
    plain === "parquet"
      ? parquetBytes(rows)
      : Buffer.from(plain === "csv" ? csvText(rows) : ndjsonText(rows), "utf8");
  return format.endsWith(".gz") ? gzipSync(bytes) : bytes;
}

const folders: string[] = [];

/** Removes every folder made here. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A folder with the given files, until `removeFolders`. */
export function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "ringleader-bundle-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return folder;
}

export function bundleFolder(tables: TestTables, format: TestFormat): string {
  return folderOf(
    Object.fromEntries(
      Object.entries(tables).map(([table, rows]) => [`${table}.${format}`, bytesOf(rows, format)]),
    ),
  );
}

/** A small bundle with a row or more of every table and the awkward values of honest data. */
export const SMALL_BUNDLE: TestTables = {
  roster: [
    { cidr_or_value: "240.3.1.7/16", kind: "ip", class: "campus", capacity: 4000, note: "residence halls" },
    {
      cidr_or_value: "tok_vendor",
      kind: "payment_instrument",
      class: "payment_vendor",
      capacity: 90,
      note: "",
    },
  ],
  asn: [{ cidr: "240.0.0.0/8", asn: 64500, organization: "Invented Net", country: "de", class: "hosting" }],
  accounts: [
    {
      account_id: "acct_1",
      created_at: "2026-04-22T10:00:00Z",
      account_type: "individual",
      organization: "",
      display_name: 'Ana "A" López,\nsecond line',
      email: "Ana.Lopez84@Example.test",
      phone: "+49 (151) 234-567",
      country: "de",
      signup_ip: "240.1.2.3",
      referral_code: "spring",
      status: "active",
      verified_entity: "",
    },
    {
      account_id: "acct_2",
      created_at: "2026-04-22T12:00:00.250+02:00",
      account_type: "enterprise",
      organization: "Acme  Works",
      display_name: "tab\there \\ back",
      email: "",
      phone: "0049151234567",
      country: "",
      signup_ip: "2001:db8:0:1::5",
      referral_code: "",
      status: "banned",
      verified_entity: "le_7",
    },
    {
      account_id: "acct_3",
      created_at: "1776852000000",
      account_type: "",
      organization: "acme works",
      display_name: "数字",
      email: "bo1@example.test",
      phone: "",
      country: "FR",
      signup_ip: "::ffff:240.1.2.9",
      referral_code: "",
      status: "",
      verified_entity: "",
    },
  ],
  api_keys: [
    { api_key_id: "key_1", account_id: "acct_1", created_at: "2026-04-22T10:01:00Z", revoked_at: "" },
  ],
  payment_instruments: [
    {
      account_id: "acct_1",
      fingerprint: "fp_a",
      kind: "card",
      bin: "424242",
      funding: "virtual",
      issuer_country: "us",
      billing_name: "Ana Lopez",
      added_at: "2026-04-22T10:05:00Z",
      removed_at: "",
    },
    {
      account_id: "acct_3",
      fingerprint: "fp_a",
      kind: "card",
      bin: "424242",
      funding: "virtual",
      issuer_country: "us",
      billing_name: "B. Nobody",
      added_at: "2026-04-23T10:05:00Z",
      removed_at: "",
    },
  ],
  exchanges: [
    {
      ts: "2026-04-24T10:00:00.001Z",
      account_id: "acct_1",
      api_key_id: "key_1",
      ip: "240.1.2.3",
      model: "sable-3",
      input_tokens: 10,
      output_tokens: 20,
      status: "ok",
      user_agent: "sdk/1",
      tls_fingerprint: "t1",
      client_profile: "p1",
      template_id: "tpl_1",
      capability: "coding",
      max_tokens: 100,
      temperature: 0.5,
      request_id: "r1",
    },
    {
      ts: "2026-04-24T10:30:00Z",
      account_id: "acct_1",
      api_key_id: "key_1",
      ip: "240.1.2.9",
      model: "sable-3",
      input_tokens: 1,
      output_tokens: 2,
      status: "ok",
      user_agent: "sdk/1",
      tls_fingerprint: "t1",
      client_profile: "p1",
      template_id: "tpl_1",
      capability: "coding",
      max_tokens: 100,
      temperature: 0.5,
      request_id: "r2",
    },
    {
      ts: "2026-04-24T11:00:00Z",
      account_id: "acct_2",
      api_key_id: "",
      ip: "2001:DB8::1:0:0:5",
      model: "",
      input_tokens: 5,
      output_tokens: 6,
      status: "",
      user_agent: "",
      tls_fingerprint: "",
      client_profile: "",
      template_id: "",
      capability: "",
      max_tokens: 0,
      temperature: 0,
      request_id: "",
    },
  ],
  observations: [
    {
      account_id: "acct_1",
      kind: "device",
      value: "dev 1",
      first_seen: "2026-04-22T10:00:00Z",
      last_seen: "2026-04-25T10:00:00Z",
      count: 4,
    },
    { account_id: "acct_2", kind: "device", value: "dev 1", first_seen: "", last_seen: "", count: 1 },
  ],
  events: [
    { at: "2026-05-01T00:00:00Z", kind: "model_release", account_id: "", subject: "sable-4", note: "" },
  ],
  truth: [{ account_id: "acct_1", operator_id: "op_1", label: "operator" }],
};
