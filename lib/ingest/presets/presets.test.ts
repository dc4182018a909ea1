import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImportMapping, ImportSummary } from "@/lib/domain/import";
import { importMappingSchema } from "@/lib/domain/import";
import { dropImport, publishImport } from "@/lib/ingest/publish";
import { stageImport } from "@/lib/ingest/run";
import { TABLE_SPECS } from "@/lib/ingest/tables";
import { bytesOf, folderOf, removeFolders, TEST_FORMATS } from "@/lib/ingest/testing/bundle";
import { temporaryEvidence, type TemporaryEvidence } from "@/lib/ingest/testing/evidence";
import { IMPORT_TABLES } from "@/lib/stores/evidence/tables";
import { findPreset, PRESETS } from "./index";
import { presetOfMapping } from "./of-mapping";
import type { Preset } from "./preset";

const SAMPLES = path.join(import.meta.dirname, "samples");

let evidence: TemporaryEvidence;
let imports = 0;
const folders: string[] = [];

beforeAll(async () => {
  evidence = await temporaryEvidence();
});
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  removeFolders();
  await evidence.close();
});

/** A folder with samples under the names given, or under their own. */
function samples(...names: (string | [sample: string, as: string])[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), "ringleader-samples-"));
  folders.push(folder);
  for (const name of names) {
    const [sample, as] = typeof name === "string" ? [name, name] : name;
    copyFileSync(path.join(SAMPLES, sample), path.join(folder, as));
  }
  return folder;
}

interface Imported {
  summary: ImportSummary;
  /** Rows of a table, its columns as one list each, in order of the first. */
  rows(table: string, columns: string): Promise<string[][]>;
}

/** Imports a folder, hands what came in to `look`, and takes it out again. */
async function imported(
  preset: Preset | string,
  source: string,
  look: (found: Imported) => Promise<void>,
): Promise<void> {
  imports += 1;
  const importId = `imp_p${imports}`;
  const summary = await stageImport({
    importId,
    source,
    preset: typeof preset === "string" ? findPreset(preset) : preset,
    client: evidence.client,
    phoneKey: "a key of this installation",
    knownFiles: new Map(),
    dryRun: false,
    rejectFile: path.join(evidence.dir.rejects, `${importId}.csv`),
  });
  await publishImport(evidence.client, importId);
  try {
    await look({
      summary,
      rows: async (table, columns) =>
        (
          await evidence.lines(
            `SELECT ${columns} FROM ${table} WHERE startsWith(import_id, '${importId}/') ORDER BY ALL`,
          )
        ).map((line) => line.split("\t")),
    });
  } finally {
    await dropImport(evidence.client, importId);
  }
}

/** Everything the store holds, as one text. */
async function everything(): Promise<string> {
  const texts: string[] = [];
  for (const table of IMPORT_TABLES) texts.push(...(await evidence.lines(`SELECT * FROM ${table}`)));
  return texts.join("\n");
}

async function expectNowhere(...secrets: string[]): Promise<void> {
  const kept = await everything();
  for (const secret of secrets) expect(kept.toLowerCase()).not.toContain(secret.toLowerCase());
  const rejects = readdirSync(evidence.dir.rejects).map((name) =>
    readFileSync(path.join(evidence.dir.rejects, name), "utf8"),
  );
  for (const secret of secrets) expect(rejects.join("\n").toLowerCase()).not.toContain(secret.toLowerCase());
}

const KEY_0 = "a0".repeat(32);
const KEY_1 = "a1".repeat(32);
const KEY_2 = "a2".repeat(32);
const SPEND_COLUMNS =
  "ts, account_id, api_key_id, ip, model, input_tokens, output_tokens, status, max_tokens, round(temperature, 2), request_id";
const SPEND_ROWS = [
  [
    "2026-04-22 10:00:00.123",
    "team_7f",
    KEY_0,
    "240.17.3.9",
    "sable-3-large",
    "100",
    "50",
    "success",
    "0",
    "0",
    "chatcmpl-0000a9",
  ],
  [
    "2026-04-22 10:01:00.123",
    "team_7f",
    KEY_1,
    "240.17.3.9",
    "sable-3-large",
    "101",
    "50",
    "success",
    "512",
    "0.2",
    "chatcmpl-0001a9",
  ],
  [
    "2026-04-22 10:02:00.123",
    "u_bo",
    KEY_2,
    "240.17.4.20",
    "sable-3-large",
    "102",
    "50",
    "failure",
    "0",
    "0",
    "chatcmpl-0002a9",
  ],
  [
    "2026-04-22 10:03:00.123",
    "team_9c",
    KEY_0,
    "2001:db8:44::7",
    "sable-3-large",
    "103",
    "50",
    "success",
    "0",
    "0",
    "chatcmpl-0003a9",
  ],
];

test.each(["LiteLLM_SpendLogs.csv", "LiteLLM_SpendLogs.ndjson"])(
  "litellm: %s becomes exchanges of the team, else the user; prompts leave a template and no text",
  async (file) => {
    await imported("litellm", samples(file), async ({ summary, rows }) => {
      expect(summary.rejects).toEqual([]);
      expect(await rows("exchanges", SPEND_COLUMNS)).toEqual(SPEND_ROWS);
      const templates = (await rows("exchanges", "ts, template_id")).map(([, template]) => template !== "");
      expect(templates).toEqual([false, true, false, false]);
      await expectNowhere("zanzibar", "tide came in", "user_api_key", "Night shift");
    });
  },
);

test("litellm: users, teams and keys come in with the same accounts; the account can be chosen", async () => {
  const folder = samples(
    "LiteLLM_SpendLogs.ndjson",
    "LiteLLM_VerificationToken.ndjson",
    "LiteLLM_UserTable.csv",
    "LiteLLM_TeamTable.csv",
  );
  await imported("litellm", folder, async ({ summary, rows }) => {
    expect(summary.rejects).toEqual([]);
    expect(
      await rows("accounts", "account_id, created_at, display_name, organization, status, email_masked"),
    ).toEqual([
      ["team_7f", "2026-04-18 06:00:00.000", "Night shift", "org_5", "active", ""],
      ["team_9c", "2026-04-18 06:30:00.000", "Archive", "", "suspended", ""],
      ["u_ada", "2026-04-19 07:00:00.250", "Ada N.", "", "active", "ad•••@example.test"],
      ["u_bo", "2026-04-21 09:00:00.000", "", "org_5", "active", ""],
    ]);
    expect(await rows("api_keys", "api_key_id, account_id, created_at, revoked_at")).toEqual([
      [KEY_0, "team_7f", "2026-04-20 08:00:00.500", "\\N"],
      [KEY_2, "u_bo", "2026-04-21 09:30:00.000", "\\N"],
    ]);
    await expectNowhere("nightingale81", "sk-...");
  });
  await imported("litellm-user", folder, async ({ summary, rows }) => {
    expect((await rows("exchanges", "account_id")).flat()).toEqual(["u_ada", "u_ada", "u_bo"]);
    expect(summary.rejects).toEqual([
      {
        file: "LiteLLM_SpendLogs.ndjson",
        row: 4,
        column: "account_id",
        reason: expect.stringMatching(/empty/),
      },
    ]);
    expect((await rows("accounts", "account_id")).flat()).toEqual(["u_ada", "u_bo"]);
  });
  await imported("litellm-team", folder, async ({ rows }) => {
    expect((await rows("exchanges", "account_id")).flat()).toEqual(["team_7f", "team_7f", "team_9c"]);
  });
  await imported("litellm-end-user", folder, async ({ rows }) => {
    expect((await rows("exchanges", "account_id")).flat()).toEqual(["customer-55"]);
  });
});

test("stripe: API objects become accounts and payment instruments; one file feeds two tables", async () => {
  const folder = samples("stripe_customers.ndjson", "stripe_payment_methods.ndjson");
  await imported("stripe", folder, async ({ summary, rows }) => {
    expect(summary.rejects).toEqual([]);
    expect(summary.files.map((file) => [file.file, file.table, file.rows])).toEqual([
      ["stripe_customers.ndjson", "accounts", 2],
      ["stripe_customers.ndjson", "payment_instruments", 1],
      ["stripe_payment_methods.ndjson", "payment_instruments", 3],
    ]);
    expect(
      await rows("accounts", "account_id, created_at, display_name, country, email_masked, phone_masked"),
    ).toEqual([
      ["cus_Sample001aB", "2026-04-22 01:00:00.000", "Jenny Rosen", "DE", "je•••@example.test", "+49•••71"],
      ["cus_Sample002aB", "2026-04-22 02:00:00.000", "Jenny Rosen", "", "", ""],
    ]);
    expect(
      await rows(
        "payment_instruments",
        "account_id, fingerprint, kind, bin, funding, issuer_country, added_at",
      ),
    ).toEqual([
      ["cus_Sample001aB", "mToisGZ01V71BCos", "card", "", "prepaid", "US", "2026-04-22 00:10:01.000"],
      ["cus_Sample002aB", "FFDMA0xfhBjWSZLu", "bank", "", "unknown", "", "2026-04-22 00:10:02.000"],
      ["cus_Sample002aB", "mToisGZ01V71BCos", "card", "424242", "prepaid", "US", "2026-04-22 00:10:02.000"],
      ["cus_Sample003aB", "Zx0pQ2rT9vLmNb3K", "card", "", "credit", "DE", "2026-04-22 00:10:03.000"],
    ]);
    await expectNowhere("jenny.rosen", "4915123456", "6789", "110000000", "1 Sample Street");
  });
});

test("stripe: the dashboard's CSV exports of customers and payments", async () => {
  await imported(
    "stripe",
    samples("unified_customers.csv", "unified_payments.csv"),
    async ({ summary, rows }) => {
      expect(summary.rejects).toEqual([]);
      expect(await rows("accounts", "account_id, created_at, display_name")).toEqual([
        ["cus_Sample001aB", "2026-04-22 01:00:00.000", "Jenny Rosen"],
        ["cus_Sample002aB", "2026-04-22 02:00:30.000", "Rosen, J."],
      ]);
      expect(
        await rows("payment_instruments", "account_id, fingerprint, kind, funding, issuer_country, added_at"),
      ).toEqual([
        ["cus_Sample001aB", "mToisGZ01V71BCos", "card", "prepaid", "US", "2026-04-22 01:05:10.000"],
        ["cus_Sample001aB", "mToisGZ01V71BCos", "card", "prepaid", "US", "2026-04-23 11:00:00.000"],
      ]);
      await expectNowhere("jenny.rosen1", "4242");
    },
  );
});

const GATEWAY_COLUMNS =
  "ts, account_id, api_key_id, ip, status, input_tokens, output_tokens, user_agent, tls_fingerprint, request_id";
const JA4 = "t13d1516h2_8daaf6152771_b186095e22b6";

test.each(["access.log", "access.log.1", "gateway-2026.json", "nginx.jsonl"])(
  "gateway-log: nginx lines in %s; an authorization header leaves a hash",
  async (as) => {
    await imported("gateway-log", samples(["nginx_access.ndjson", as]), async ({ summary, rows }) => {
      const found = await rows("exchanges", GATEWAY_COLUMNS);
      const hash = found[1]?.[2] ?? "";
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(found).toEqual([
        [
          "2026-04-22 10:00:00.125",
          "acct_gw1",
          "key_9a",
          "240.30.1.7",
          "200",
          "812",
          "1204",
          "openai-python/1.40.0",
          JA4,
          "5e1b95b9ea390cc50",
        ],
        [
          "2026-04-22 10:00:01.125",
          "acct_gw1",
          hash,
          "240.30.1.8",
          "200",
          "812",
          "1204",
          'agent "quoted" \\\\ back',
          JA4,
          "5e1b95b9ea390cc51",
        ],
        [
          "2026-04-22 10:00:02.125",
          "acct_gw2",
          "key_9a",
          "240.30.1.7",
          "429",
          "0",
          "0",
          "openai-python/1.40.0",
          "e7d705a3286e19ea42f587b344ee6865",
          "5e1b95b9ea390cc52",
        ],
      ]);
      expect(summary.rejects.map((one) => [one.row, one.column])).toEqual([[4, "account_id"]]);
      await expectNowhere("sk-live", "0123456789abcdefghij", "bearer");
    });
  },
);

test("gateway-log: Envoy lines, with - for nothing", async () => {
  await imported("gateway-log", samples("envoy_access.ndjson"), async ({ summary, rows }) => {
    expect(summary.rejects).toEqual([]);
    expect(await rows("exchanges", GATEWAY_COLUMNS)).toEqual([
      [
        "2026-04-22 10:00:10.500",
        "acct_gw3",
        "key_b1",
        "240.30.2.4",
        "200",
        "64",
        "32",
        "openai-python/1.40.0",
        JA4,
        "cc21d9b0-cf5c-432b-8c7e-98aeb7980",
      ],
      [
        "2026-04-22 10:00:11.500",
        "acct_gw3",
        "key_b1",
        "240.30.2.4",
        "0",
        "0",
        "0",
        "",
        "",
        "cc21d9b0-cf5c-432b-8c7e-98aeb7981",
      ],
    ]);
  });
});

test("cloudflare-ai-gateway: decrypted Logpush lines; those still encrypted are rejected by row", async () => {
  await imported("cloudflare-ai-gateway", samples("ai_gateway_events.ndjson"), async ({ summary, rows }) => {
    expect(
      await rows(
        "exchanges",
        "ts, account_id, api_key_id, ip, model, input_tokens, output_tokens, status, max_tokens, request_id",
      ),
    ).toEqual([
      [
        "2026-04-22 10:00:00.000",
        "acct_cf1",
        "key_c3",
        "240.40.0.5",
        "sable-3",
        "21",
        "9",
        "200",
        "256",
        "chatcmpl-cf0",
      ],
      ["2026-04-22 10:05:00.000", "acct_cf2", "", "", "sable-3", "7", "3", "200", "256", "msg_1"],
    ]);
    expect(summary.rejects.map((one) => [one.row, one.column])).toEqual([[3, "ts"]]);
    await expectNowhere("quixote", "phone number of");
  });
});

test("cloudflare-ai-gateway: logs as the API lists them, and Logpush's own file names", async () => {
  const folder = samples("ai-gateway-logs.ndjson", [
    "ai_gateway_events.ndjson",
    "20260422T100000Z_20260422T100500Z_1f3a9c.log",
  ]);
  await imported("cloudflare-ai-gateway", folder, async ({ summary, rows }) => {
    expect(summary.files.map((file) => [file.rows, file.rejected])).toEqual([
      [2, 1],
      [1, 1],
    ]);
    expect(await rows("exchanges", "ts, account_id, ip, input_tokens, request_id")).toContainEqual([
      "2026-04-22 10:10:00.117",
      "acct_cf1",
      "240.40.0.6",
      "40",
      "01JSAMPLE0000",
    ]);
  });
});

const MAPPING: ImportMapping = {
  name: "Request log of the old gateway",
  files: [
    {
      stem: "Requests",
      table: "exchanges",
      columns: { ts: "when", account_id: "who.id", ip: "from", model: "model; DROP TABLE accounts --" },
      otherwise: { account_id: ["who"] },
      constants: { status: "ok" },
      convert: { ts: "epoch_seconds" },
      words: {},
    },
  ],
};

test.each(TEST_FORMATS)("a saved mapping reads %s, whatever the columns are called", async (format) => {
  const mapping = importMappingSchema.parse(MAPPING);
  const rows = [
    {
      when: "1776852000.5",
      who: '{"id":"acct_m1"}',
      from: "240.9.9.1",
      "model; DROP TABLE accounts --": "sable-3",
      x: "'); DROP TABLE exchanges; --",
    },
    {
      when: "1776852001",
      who: "acct_m2",
      from: "::FFFF:240.9.9.2",
      "model; DROP TABLE accounts --": "",
      x: "",
    },
  ];
  await imported(
    presetOfMapping(mapping),
    folderOf({ [`requests.${format}`]: bytesOf(rows, format) }),
    async ({ summary, rows }) => {
      expect(summary.preset).toBe("Request log of the old gateway");
      expect(summary.rejects).toEqual([]);
      expect(await rows("exchanges", "ts, account_id, ip, model, status")).toEqual([
        ["2026-04-22 10:00:00.500", "acct_m1", "240.9.9.1", "sable-3", "ok"],
        ["2026-04-22 10:00:01.000", "acct_m2", "240.9.9.2", "", "ok"],
      ]);
    },
  );
});

test("nested Parquet columns are looked into like nested JSON", async () => {
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: "customer", data: ["cus_1", "cus_2"], type: "STRING" },
      { name: "type", data: ["card", "link"], type: "STRING" },
      { name: "card", data: [{ fingerprint: "fp_1", funding: "debit" }, null], type: "JSON", nullable: true },
      { name: "created", data: [1776852000, 1776852001], type: "INT32" },
    ],
  });
  const folder = folderOf({ "payment_methods.parquet": new Uint8Array(bytes) });
  await imported("stripe", folder, async ({ summary, rows }) => {
    expect(summary.rejects).toEqual([]);
    expect(await rows("payment_instruments", "account_id, fingerprint, kind, funding, added_at")).toEqual([
      ["cus_1", "fp_1", "card", "debit", "2026-04-22 10:00:00.000"],
    ]);
  });
});

test("hostile lines: __proto__ keys, NUL, a path into nothing, a missing column", async () => {
  const preset = presetOfMapping({
    name: "hostile",
    files: [
      {
        stem: "requests",
        table: "exchanges",
        columns: { ts: "t", account_id: "__proto__.id", model: "a.b.c.d" },
        otherwise: { account_id: ["constructor.name", "who"] },
      },
    ],
  });
  const lines = [
    '{"t":1776852000000,"__proto__":{"id":"acct_own"}}',
    '{"t":1776852000000,"who":"acct\\u0000nul"}',
    '{"t":1776852000000,"a":{"b":"x"}}',
    '{"t":1776852000000,"who":"acct_ok","a":"{\\"b\\":{\\"c\\":{\\"d\\":\\"deep\\"}}}"}',
    '{"t":1776852000000,"who":["acct_list"]}',
  ];
  await imported(preset, folderOf({ "requests.ndjson": lines.join("\n") }), async ({ summary, rows }) => {
    expect(await rows("exchanges", "account_id, model")).toEqual([
      ["acct_ok", "deep"],
      ["acct_own", ""],
    ]);
    expect(summary.rejects.map((one) => [one.row, one.column])).toEqual([
      [2, "account_id"],
      [3, "account_id"],
      [5, "account_id"],
    ]);
  });
  await imported(preset, folderOf({ "requests.csv": "t,other\n1776852000000,x\n" }), async ({ summary }) => {
    expect(summary.files[0]?.refused).toMatch(/one of the columns __proto__/);
  });
});

test("bad input: zones, clock skew, units, mixed and mapped addresses, doubles, disorder", async () => {
  const line = (ts: unknown, ip: string): string => JSON.stringify({ ts, account_id: "a", ip });
  const lines = [
    line("2026-04-22T12:00:00+02:00", "240.1.1.1"),
    line("2026-04-22T10:00:00Z", "::ffff:240.1.1.1"),
    line(1776852000000, "240.1.1.1"),
    line("2026-04-22T04:30:00-05:30", "2001:DB8:0:0:0:0:0:1"),
    line("2026-04-22T09:00:00Z", "2001:db8::1"),
    line(1776852000, "240.1.1.1"),
    line(1776852000000000, "240.1.1.1"),
    line("2027-04-22T10:00:00Z", "240.1.1.1"),
    line("2099-04-22T10:00:00Z", "240.1.1.1"),
    line("2026-04-22T10:00:00", "240.1.1.1"),
    line("2026-04-22T10:00:00Z", "10.0.0.300"),
    line("2026-04-22T10:00:00Z", "fe80::1%eth0"),
  ];
  await imported("bundle", folderOf({ "exchanges.ndjson": lines.join("\n") }), async ({ summary, rows }) => {
    expect(summary.rejects.map((one) => [one.row, one.column, one.reason.split(" (")[0]])).toEqual([
      [6, "ts", "is a time before 2000"],
      [7, "ts", "is a time more than 10 years ahead"],
      [9, "ts", "is a time more than 10 years ahead"],
      [10, "ts", "is a time without a zone; add Z or an offset"],
      [11, "ip", "is no IP address"],
      [12, "ip", "is no IP address"],
    ]);
    expect(await rows("exchanges", "ts, ip")).toEqual([
      ["2026-04-22 09:00:00.000", "2001:db8::1"],
      ["2026-04-22 10:00:00.000", "2001:db8::1"],
      ["2026-04-22 10:00:00.000", "240.1.1.1"],
      ["2026-04-22 10:00:00.000", "240.1.1.1"],
      ["2026-04-22 10:00:00.000", "240.1.1.1"],
      ["2027-04-22 10:00:00.000", "240.1.1.1"],
    ]);
  });
});

test("every column a preset names is one of its table, and no preset reads a table twice from one file", () => {
  for (const preset of PRESETS) {
    for (const file of preset.files) {
      if (file.table === "truth") continue;
      const spec = TABLE_SPECS[file.table];
      const known = [...spec.columns.map((column) => column.name), ...spec.dropped];
      const named = [file.columns, file.otherwise, file.constants, file.convert, file.words].flatMap(
        (record) => Object.keys(record ?? {}),
      );
      for (const column of [...named, ...(file.needs ?? [])]) expect(known, preset.name).toContain(column);
    }
  }
});

test("a mapping from a browser is checked: sizes, names, tables", () => {
  const good = MAPPING.files[0];
  const wrong: unknown[] = [
    { ...MAPPING, name: "" },
    { ...MAPPING, name: "x".repeat(81) },
    { ...MAPPING, files: [] },
    { ...MAPPING, files: Array.from({ length: 21 }, () => good) },
    { ...MAPPING, files: [{ ...good, table: "truth" }] },
    { ...MAPPING, files: [{ ...good, columns: { "ts; --": "x" } }] },
    { ...MAPPING, files: [{ ...good, columns: { ts: "a\0b" } }] },
    { ...MAPPING, files: [{ ...good, columns: { ts: "a.".repeat(9) } }] },
    { ...MAPPING, files: [{ ...good, columns: { ts: "x".repeat(201) } }] },
    { ...MAPPING, files: [{ ...good, convert: { ts: "eval" } }] },
    { ...MAPPING, files: [{ ...good, pattern: ".*" }] },
    { ...MAPPING, more: true },
  ];
  expect(importMappingSchema.parse(MAPPING).files[0]?.stem).toBe("requests");
  for (const one of wrong)
    expect(importMappingSchema.safeParse(one).success, JSON.stringify(one)).toBe(false);
});
