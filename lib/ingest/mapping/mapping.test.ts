import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { gzipSync } from "node:zlib";
import type { FileMapping } from "@/lib/domain/import";
import { bytesOf, folderOf, removeFolders, SMALL_BUNDLE, TEST_FORMATS } from "@/lib/ingest/testing/bundle";
import { TABLE_SPECS } from "@/lib/ingest/tables";
import { converted } from "./convert";
import { guessColumns, guessTable } from "./guess";
import { inspectFile } from "./inspect";
import { maskedCell } from "./mask";
import { isPlainMapping } from "./open-mapped";
import { valueUnder } from "./path";
import { isHash, tokenHash, withoutTokens } from "../secret-token";

afterAll(removeFolders);

const SAMPLES = path.join(import.meta.dirname, "../presets/samples");

async function inspected(name: string, content: string | Uint8Array) {
  return await inspectFile(path.join(folderOf({ [name]: content }), name), name);
}

test.each(TEST_FORMATS)("a bundle's own file is known in %s, column by column", async (format) => {
  for (const table of ["accounts", "exchanges", "payment_instruments", "roster", "asn"] as const) {
    const rows = SMALL_BUNDLE[table] ?? [];
    const name = `${table}.${format}`;
    const found = await inspected(name, bytesOf(rows, format));
    expect(found.guesses.table).toBe(table);
    expect(found.guesses.preset).toBe("bundle");
    expect(found.columns.map((column) => column.name)).toEqual(Object.keys(rows[0] ?? {}));
    expect(found.rows).toHaveLength(rows.length);
    for (const row of found.rows) expect(row).toHaveLength(found.columns.length);
    for (const column of found.columns) expect(column.guess).toEqual({ table, column: column.name });
  }
});

test.each([
  [
    "LiteLLM_SpendLogs.csv",
    "litellm",
    "exchanges",
    { ts: "starttime", account_id: "team_id", ip: "requester_ip_address", input_tokens: "prompt_tokens" },
  ],
  [
    "LiteLLM_SpendLogs.ndjson",
    "litellm",
    "exchanges",
    { ts: "startTime", account_id: "team_id", temperature: "proxy_server_request.temperature" },
  ],
  ["LiteLLM_VerificationToken.ndjson", "litellm", "api_keys", { api_key_id: "token" }],
  ["LiteLLM_UserTable.csv", "litellm", "accounts", { account_id: "user_id", email: "user_email" }],
  ["LiteLLM_TeamTable.csv", "litellm", "accounts", { account_id: "team_id", status: "blocked" }],
  [
    "stripe_customers.ndjson",
    "stripe",
    "accounts",
    { account_id: "id", created_at: "created", country: "address.country" },
  ],
  [
    "stripe_payment_methods.ndjson",
    "stripe",
    "payment_instruments",
    { fingerprint: "card.fingerprint", kind: "type" },
  ],
  ["unified_customers.csv", "stripe", "accounts", { created_at: "created (utc)" }],
  ["unified_payments.csv", "stripe", "payment_instruments", { fingerprint: "card fingerprint" }],
  [
    "nginx_access.ndjson",
    "gateway-log",
    "exchanges",
    { ts: "msec", ip: "remote_addr", tls_fingerprint: "ja4" },
  ],
  ["envoy_access.ndjson", "gateway-log", "exchanges", { ts: "start_time", ip: "downstream_remote_address" }],
  [
    "ai_gateway_events.ndjson",
    "cloudflare-ai-gateway",
    "exchanges",
    { ts: "Metadata.ts", account_id: "Metadata.account_id" },
  ],
  [
    "ai-gateway-logs.ndjson",
    "cloudflare-ai-gateway",
    "exchanges",
    { ts: "created_at", account_id: "metadata.account_id" },
  ],
] as const)("the sample %s is known as %s", async (name, preset, table, columns) => {
  const found = await inspectFile(path.join(SAMPLES, name), name);
  expect(found.guesses).toMatchObject({ preset, table, columns });
  const listed = new Set(found.columns.map((column) => column.name));
  for (const source of Object.values(found.guesses.columns)) expect(listed).toContain(source);
});

test("every sample is among the ones tried here, and none shows a secret in its preview", async () => {
  const names = readdirSync(SAMPLES);
  expect(names).toHaveLength(13);
  for (const name of names) {
    const text = JSON.stringify(await inspectFile(path.join(SAMPLES, name), name));
    for (const secret of [
      "nightingale81",
      "jenny.rosen",
      "+4915123",
      "4915123456",
      "sk-live",
      "0123456789abcdefghij",
      "Zanzibar",
      "tide came in",
      "Quixote",
    ])
      expect(text, name).not.toContain(secret);
  }
});

test("a preset's file under another name gives its columns for a mapping, and no preset", async () => {
  const found = await inspected(
    "export.ndjson",
    '{"msec":"1776852000.1","remote_addr":"240.1.1.1","account_id":"a"}\n',
  );
  expect(found.guesses).toMatchObject({
    preset: null,
    table: "exchanges",
    columns: { ts: "msec", ip: "remote_addr", account_id: "account_id" },
    convert: { ts: "epoch_seconds" },
  });
});

test("columns are guessed by what they are often called", () => {
  expect(
    guessColumns("exchanges", [
      "timestamp",
      "customer",
      "clientIp",
      "usage.prompt_tokens",
      "usage.completion_tokens",
      "User-Agent",
      "X-JA4",
      "id",
      "shoe size",
    ]),
  ).toEqual({
    ts: "timestamp",
    account_id: "customer",
    ip: "clientIp",
    input_tokens: "usage.prompt_tokens",
    output_tokens: "usage.completion_tokens",
    user_agent: "User-Agent",
    tls_fingerprint: "X-JA4",
    request_id: "id",
  });
  expect(guessTable("export", ["Customer ID", "Created", "E-Mail"])).toBe("accounts");
  expect(guessTable("export", ["key_id", "customer_id", "revoked_at", "created_at"])).toBe("api_keys");
  expect(guessTable("roster-2026", ["a", "b"])).toBe("roster");
  expect(guessTable("export", ["a", "b"])).toBeNull();
});

test("a column of the file is guessed once at most, and only one that is there", () => {
  const name = fc.constantFrom(
    "time",
    "timestamp",
    "user",
    "id",
    "ip",
    "type",
    "status",
    "created_at",
    "a.b",
    "__proto__",
    "constructor",
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(name),
      fc.constantFrom("exchanges", "accounts", "events", "observations"),
      (names, table) => {
        const guessed = Object.values(guessColumns(table, names));
        expect(new Set(guessed).size).toBe(guessed.length);
        for (const one of guessed) expect(names).toContain(one);
      },
    ),
  );
});

test.each<[value: unknown, column: string, shown: string]>([
  ["ana.lopez84@example.test", "contact", "an•••@example.test"],
  ["Ana <ana.lopez84@example.test>", "from", "Ana <an•••@example.test>"],
  ["+49 151 234567", "x", "+49•••67"],
  ["0151 234 567", "x", "•••67"],
  ["4915123456789", "Phone Number", "•••89"],
  ["4111 1111 1111 1111", "memo", "[card number removed]"],
  ["Bearer abcdefgh12345678", "x", "[token]"],
  ["sk-proj-0123456789abcdef", "key", "[token]"],
  ["anything", "http_authorization", "[secret]"],
  ["a b ".repeat(60), "note", "[text, 239 characters]"],
  [[{ role: "user", content: "Tell me about the harbour" }], "messages", "[text, 55 characters]"],
  ["2026-04-22 10:00:00", "x", "2026-04-22 10:00:00"],
  ["1776852000123", "x", "1776852000123"],
  ["240.17.3.9", "x", "240.17.3.9"],
  [812, "prompt_tokens", "812"],
  [null, "x", ""],
  [10n, "x", "10"],
  ["a\u0000b\u202ec", "x", "a\ufffdb\ufffdc"],
  ["x".repeat(100), "x", `${"x".repeat(79)}…`],
])("a preview masks what must not be shown (%#)", (value, column, shown) => {
  expect(maskedCell(value, column)).toBe(shown);
});

test("a token inside any text is never shown nor kept", () => {
  const token = fc.stringMatching(/^sk-[A-Za-z0-9]{20,40}$/);
  fc.assert(
    fc.property(
      token,
      fc.string({ maxLength: 30 }),
      fc.string({ maxLength: 30 }),
      (secret, before, after) => {
        const text = `${before} ${secret} ${after}`;
        expect(withoutTokens(text)).not.toContain(secret);
        expect(maskedCell(text, "x")).not.toContain(secret);
      },
    ),
  );
  expect(withoutTokens("Bearer sk-0123456789abcdef")).toBe(tokenHash("sk-0123456789abcdef"));
  expect(isHash(withoutTokens("sk-0123456789abcdef"))).toBe(true);
  for (const plain of [
    "key_9a",
    "risk-adjusted",
    "sable-3-large",
    "openai-python/1.40.0",
    "Basic understanding of tides",
  ])
    expect(withoutTokens(plain)).toBe(plain);
});

test("units: what is in the source's form becomes the bundle's, anything else stays for the column to judge", () => {
  expect(converted("1776852000.125", "epoch_seconds")).toBe(1776852000125);
  expect(converted(1776852000, "epoch_seconds")).toBe(1776852000000);
  expect(converted("1776852000123456", "epoch_microseconds")).toBe(1776852000123);
  expect(converted("1776852000123456789", "epoch_nanoseconds")).toBe(1776852000123);
  expect(converted("2026-04-22 10:00", "time_in_utc")).toBe("2026-04-22 10:00Z");
  expect(converted("2026-04-22T10:00:00+02:00", "time_in_utc")).toBe("2026-04-22T10:00:00+02:00");
  expect(converted("2026-04-22T10:00:00Z", "epoch_seconds")).toBe("2026-04-22T10:00:00Z");
  expect(converted("AS64500", "as_number")).toBe("64500");
  expect(converted("secret", "hashed")).toBe(tokenHash("secret"));
  expect(converted("", "hashed")).toBe("");
  fc.assert(
    fc.property(fc.integer({ min: 946_684_800_000, max: 4_102_444_800_000 }), (ms) => {
      expect(converted(String(ms / 1000), "epoch_seconds")).toBe(ms);
      expect(converted(ms / 1000, "epoch_seconds")).toBe(ms);
      expect(converted(`${ms}000`, "epoch_microseconds")).toBe(ms);
      expect(converted(`${ms}999999`, "epoch_nanoseconds")).toBe(ms);
    }),
  );
});

test("a path finds own members only, through JSON text, and never throws", () => {
  expect(valueUnder('{"a":{"B":"{\\"c\\":1}"}}', ["a", "b", "c"])).toBe(1);
  for (const path of [["__proto__"], ["constructor", "name"], ["toString"], ["length"]])
    expect(valueUnder({ x: 1 }, path)).toBeUndefined();
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(fc.string(), { maxLength: 9 }), (value, path) => {
      valueUnder(value, path);
      valueUnder(JSON.stringify(value), path);
    }),
  );
});

test("only renames count as plain", () => {
  const plain = (mapping: Partial<FileMapping>): boolean =>
    isPlainMapping({ table: "exchanges", columns: {}, ...mapping }, TABLE_SPECS.exchanges);
  expect(plain({})).toBe(true);
  expect(plain({ columns: { ts: "When" } })).toBe(true);
  expect(plain({ columns: { ts: "account_id", account_id: "ts" } })).toBe(true);
  expect(plain({ columns: { ts: "a.b" } })).toBe(false);
  expect(plain({ columns: { ts: "x", ip: "X" } })).toBe(false);
  expect(plain({ columns: { ts: "model" } })).toBe(false);
  expect(plain({ constants: { model: "m" } })).toBe(false);
  expect(plain({ convert: { ts: "epoch_seconds" } })).toBe(false);
  expect(plain({ needs: ["ip"] })).toBe(false);
});

test("what cannot be read is said in a sentence", async () => {
  const csv = (text: string) => inspected("a.csv", text);
  await expect(inspected("a.txt", "x")).rejects.toMatchObject({ code: "bad_input", message: /must end in/ });
  await expect(csv("")).rejects.toMatchObject({ code: "bad_input", message: /empty/ });
  await expect(csv('a,b\n"x')).rejects.toMatchObject({ code: "bad_input", message: /never closed/ });
  await expect(inspected("a.ndjson", "[1]\nx\n")).rejects.toMatchObject({
    code: "bad_input",
    message: /one object a line/,
  });
  await expect(inspected("a.parquet", "PAR1 nothing PAR1")).rejects.toMatchObject({
    code: "bad_input",
    message: /no Parquet/,
  });
  const half = gzipSync(Buffer.from("a,b\n".repeat(9000))).subarray(0, 40);
  await expect(inspected("a.csv.gz", half)).rejects.toMatchObject({
    code: "bad_input",
    message: /ends too early/,
  });
  await expect(inspected("a.json.gz", "{}")).rejects.toMatchObject({
    code: "bad_input",
    message: /no sound gzip/,
  });
});

test("an endless line of columns and a huge file are looked at, not held", async () => {
  const wide = await inspected("wide.csv", `${Array.from({ length: 500 }, (_, at) => `c${at}`).join(",")}\n`);
  expect([wide.columns.length, wide.columnsLeftOff, wide.rows.length]).toEqual([200, 300, 0]);
  const folder = folderOf({});
  const file = path.join(folder, "big.ndjson");
  writeFileSync(file, `{"ts":1,"account_id":"a"}\n`.repeat(400_000));
  const before = process.memoryUsage().rss;
  const found = await inspectFile(file, "big.ndjson");
  expect(found.rows).toHaveLength(20);
  expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024);
  expect(existsSync(file)).toBe(true);
});

test("hostile names: __proto__, control characters and SQL are names like any other", async () => {
  const found = await inspected(
    "x.ndjson",
    '{"__proto__":{"polluted":"yes"},"a\\u0000\\u202eb":"1","\'; DROP TABLE accounts; --":"2"}\n',
  );
  expect(found.columns.map((column) => column.name)).toEqual([
    "__proto__.polluted",
    "a\ufffd\ufffdb",
    "'; DROP TABLE accounts; --",
  ]);
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});
