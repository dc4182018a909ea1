import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImportSummary } from "@/lib/domain/import";
import { ipRangeOf, canonicalIp, isPrivateAddress, PRIVATE_ADDRESS } from "@/lib/domain/ip-range";
import { IMPORT_TABLES, IP_RANGE_SQL } from "@/lib/stores/evidence/tables";
import { findPreset } from "./presets";
import { dropImport, dropStaged, publishImport } from "./publish";
import { stageImport, type StageImportOptions } from "./run";
import {
  bundleFolder,
  bytesOf,
  csvText,
  folderOf,
  ndjsonText,
  parquetBytes,
  removeFolders,
  SMALL_BUNDLE,
  TEST_FORMATS,
  typedParquet,
  type TestRow,
} from "./testing/bundle";
import { seededRng } from "@/lib/core/rng";
import { temporaryEvidence, type TemporaryEvidence } from "./testing/evidence";

let evidence: TemporaryEvidence;
let imports = 0;

beforeAll(async () => {
  evidence = await temporaryEvidence();
});
afterAll(async () => {
  removeFolders();
  await evidence.close();
});

async function stage(source: string, more: Partial<StageImportOptions> = {}): Promise<ImportSummary> {
  imports += 1;
  return await stageImport({
    importId: `imp_${imports}`,
    source,
    preset: findPreset("bundle"),
    client: evidence.client,
    phoneKey: "a key of this installation",
    knownFiles: new Map(),
    dryRun: false,
    rejectFile: path.join(evidence.dir.rejects, `imp_${imports}.csv`),
    ...more,
  });
}

/** Everything an import left in the store, per table, free of its id and its files' names. */
async function content(importId: string, prefix = ""): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const table of IMPORT_TABLES) {
    const columns = await evidence.lines(
      `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = '${table}' AND name NOT IN ('import_id', 'source_file') ORDER BY position`,
    );
    tables[table] = (
      await evidence.lines(
        `SELECT ${columns.join(", ")} FROM ${prefix}${table} WHERE startsWith(import_id, '${importId}/')`,
      )
    ).sort();
  }
  return tables;
}

async function rowsOf(importId: string): Promise<number> {
  const tables = await content(importId);
  const staged = await content(importId, "stage_");
  return [...Object.values(tables), ...Object.values(staged)].flat().length;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

test("a bundle leaves the same content whatever its format", async () => {
  const seen: Record<string, string[]>[] = [];
  for (const format of TEST_FORMATS) {
    const summary = await stage(bundleFolder(SMALL_BUNDLE, format));
    expect(summary.rejects).toEqual([]);
    expect(summary.rows).toBe(15);
    expect(summary.passedOver.map((one) => one.file)).toEqual([`truth.${format}`]);
    await publishImport(evidence.client, summary.importId);
    seen.push(await content(summary.importId));
    await dropImport(evidence.client, summary.importId);
    expect(await rowsOf(summary.importId)).toBe(0);
  }
  for (const one of seen) expect(one).toEqual(seen[0]);
  const first = seen[0] ?? {};
  expect(first["accounts"]?.[0]).toContain("an•••@example.test");
  expect(first["identifier_uses"]?.filter((line) => line.startsWith("acct_1\t"))).toEqual([
    "acct_1\tapi_key\tkey_1\t2026-04-22 10:01:00.000\t2026-04-22 10:01:00.000\t1\t[]",
    "acct_1\tapi_key\tkey_1\t2026-04-24 10:00:00.001\t2026-04-24 10:30:00.000\t2\t[]",
    "acct_1\tcard_bin\t424242\t2026-04-22 10:05:00.000\t2026-04-22 10:05:00.000\t1\t[]",
    "acct_1\tclient_profile\tp1\t2026-04-24 10:00:00.001\t2026-04-24 10:30:00.000\t2\t[]",
    "acct_1\tdevice\tdev 1\t2026-04-22 10:00:00.000\t2026-04-25 10:00:00.000\t4\t[]",
    "acct_1\temail_domain\texample.test\t2026-04-22 10:00:00.000\t2026-04-22 10:00:00.000\t1\t[]",
    "acct_1\temail_pattern\taaa.aaaaa99@example.test\t2026-04-22 10:00:00.000\t2026-04-22 10:00:00.000\t1\t[]",
    "acct_1\tip\t240.1.2.3\t2026-04-22 10:00:00.000\t2026-04-22 10:00:00.000\t1\t[]",
    "acct_1\tip\t240.1.2.3\t2026-04-24 10:00:00.001\t2026-04-24 10:00:00.001\t1\t[]",
    "acct_1\tip\t240.1.2.9\t2026-04-24 10:30:00.000\t2026-04-24 10:30:00.000\t1\t[]",
    "acct_1\tip_range\t240.1.2.0/24\t2026-04-22 10:00:00.000\t2026-04-22 10:00:00.000\t1\t[]",
    "acct_1\tip_range\t240.1.2.0/24\t2026-04-24 10:00:00.001\t2026-04-24 10:30:00.000\t2\t[]",
    "acct_1\tpayment_instrument\tfp_a\t2026-04-22 10:05:00.000\t2026-04-22 10:05:00.000\t1\t[]",
    expect.stringMatching(/^acct_1\tphone\t[0-9a-f]{32}\t/),
    "acct_1\tprompt_template\ttpl_1\t2026-04-24 10:00:00.001\t2026-04-24 10:30:00.000\t2\t[]",
    "acct_1\treferral_code\tspring\t2026-04-22 10:00:00.000\t2026-04-22 10:00:00.000\t1\t[]",
    "acct_1\tsignup_burst\t2026-04-22T10:00Z\t2026-04-22 10:00:00.000\t2026-04-22 10:00:00.000\t1\t[]",
    "acct_1\ttls_fingerprint\tt1\t2026-04-24 10:00:00.001\t2026-04-24 10:30:00.000\t2\t[]",
  ]);
  expect(first["identifier_users"]).toEqual(first["identifier_uses"]);
  expect(first["activity_hourly"]).toEqual([
    "acct_1\t2026-04-24 10:00:00\t2\t11\t22",
    "acct_2\t2026-04-24 11:00:00\t1\t5\t6",
  ]);
});

test("two spellings of one phone number, organization and address are one identifier", async () => {
  const summary = await stage(bundleFolder(SMALL_BUNDLE, "csv"));
  const users = await evidence.lines(
    `SELECT kind, count() FROM (SELECT DISTINCT kind, value, account_id FROM stage_identifier_users WHERE startsWith(import_id, '${summary.importId}/')) GROUP BY kind, value HAVING count() = 2 ORDER BY kind`,
  );
  expect(users).toEqual([
    "card_bin\t2",
    "device\t2",
    "email_domain\t2",
    "ip\t2",
    "ip_range\t2",
    "organization\t2",
    "payment_instrument\t2",
    "phone\t2",
  ]);
  await dropStaged(evidence.client, summary.importId);
});

test("raw e-mail, phone, billing name and prompt are nowhere in accounts and identifiers", async () => {
  const tables = {
    ...SMALL_BUNDLE,
    exchanges: (SMALL_BUNDLE["exchanges"] ?? []).map((row) => ({
      ...row,
      prompt: "Tell me the zanzibar secret",
    })),
  };
  const summary = await stage(bundleFolder(tables, "csv"));
  expect(summary.rejected).toBe(0);
  await publishImport(evidence.client, summary.importId);
  for (const secret of ["lopez84", "151234567", "B. Nobody", "zanzibar"]) {
    expect(
      (
        await evidence.lines(
          `SELECT count() FROM accounts WHERE positionCaseInsensitive(concat(email_masked, phone_masked, display_name), '${secret}') > 0`,
        )
      )[0],
    ).toBe("0");
    expect(
      (
        await evidence.lines(
          `SELECT count() FROM identifier_uses WHERE positionCaseInsensitive(value, '${secret}') > 0`,
        )
      )[0],
    ).toBe("0");
  }
  await dropImport(evidence.client, summary.importId);
});

const GOOD: TestRow = { account_id: "a", created_at: "2026-04-22T10:00:00Z" };
const BAD_ACCOUNTS: [name: string, row: TestRow, column: string, reason: RegExp][] = [
  ["no id", { ...GOOD, account_id: " " }, "account_id", /empty/],
  ["an id over 256 characters", { ...GOOD, account_id: "x".repeat(257) }, "account_id", /256/],
  ["a NUL byte", { ...GOOD, display_name: "a\0b" }, "display_name", /NUL/],
  ["a time without a zone", { ...GOOD, created_at: "2026-04-22T10:00:00" }, "created_at", /zone/],
  [
    "a date the calendar lacks",
    { ...GOOD, created_at: "2026-02-30T10:00:00Z" },
    "created_at",
    /calendar|no time/,
  ],
  ["a time before 2000", { ...GOOD, created_at: "1999-12-31T23:59:59Z" }, "created_at", /before 2000/],
  ["epoch seconds", { ...GOOD, created_at: "1776852000" }, "created_at", /milliseconds/],
  ["a time far ahead", { ...GOOD, created_at: "2099-01-01T00:00:00Z" }, "created_at", /10 years/],
  ["a wrong type", { ...GOOD, created_at: "yesterday" }, "created_at", /no time/],
  ["an unknown word", { ...GOOD, account_type: "robot" }, "account_type", /none of/],
  ["a bad address", { ...GOOD, signup_ip: "240.1.2.300" }, "signup_ip", /address/],
  ["a bad IPv6 address", { ...GOOD, signup_ip: "2001:db8::1::2" }, "signup_ip", /address/],
  ["a bad country", { ...GOOD, country: "Germany" }, "country", /two letters/],
  ["no e-mail address", { ...GOOD, email: "nobody" }, "email", /e-mail/],
  ["no phone number", { ...GOOD, phone: "call me" }, "phone", /phone/],
  ["a field over 64 KiB", { ...GOOD, organization: "x".repeat(65_537) }, "organization", /64 KiB/],
  ["ten megabytes in one field", { ...GOOD, organization: "x".repeat(10 * 1024 * 1024) }, "", /64 KiB|1 MiB/],
];

test.each(["csv", "ndjson", "parquet"] as const)(
  "every bad row of %s is rejected with its number and column, and the good ones come in",
  async (format) => {
    const rows: TestRow[] = [
      {
        ...GOOD,
        organization: "",
        display_name: "",
        account_type: "",
        signup_ip: "",
        country: "",
        email: "",
        phone: "",
      },
      ...BAD_ACCOUNTS.map(([, row]) => row),
      { ...GOOD, account_id: "last" },
    ];
    const summary = await stage(folderOf({ [`accounts.${format}`]: bytesOf(rows, format) }));
    expect(summary.rejects.map((one) => one.row)).toEqual(BAD_ACCOUNTS.map((_, at) => at + 2));
    BAD_ACCOUNTS.forEach(([name, , column, reason], at) => {
      const reject = summary.rejects[at];
      expect(reject?.reason, name).toMatch(reason);
      if (column !== "") expect(reject?.column, name).toBe(column);
    });
    expect(summary.files[0]).toMatchObject({ rows: 2, rejected: BAD_ACCOUNTS.length });
    expect(
      await evidence.lines(
        `SELECT account_id FROM stage_accounts WHERE startsWith(import_id, '${summary.importId}/') ORDER BY account_id`,
      ),
    ).toEqual(["a", "last"]);
    const rejectFile = readFileSync(summary.rejectFile ?? "", "utf8");
    expect(rejectFile.trim().split("\n")).toHaveLength(BAD_ACCOUNTS.length + 1);
    for (const value of ["yesterday", "robot", "240.1.2.300", "Germany", "nobody", "call me"])
      expect(rejectFile).not.toContain(value);
    await dropStaged(evidence.client, summary.importId);
  },
);

const CSV_GZ = gzipSync(
  csvText(
    Array.from({ length: 5000 }, (_, at) => ({ ...GOOD, account_id: `a${at}_${(at * 7919) % 10007}` })),
  ),
);
const PARQUET = parquetBytes(
  Array.from({ length: 500 }, (_, at) => ({ ...GOOD, account_id: `a${at}` })),
  100,
);
const BAD_FILES: [name: string, file: string, bytes: string | Uint8Array, column: string, reason: RegExp][] =
  [
    [
      "a missing column",
      "accounts.csv",
      "account_id,organization\na,b\n",
      "created_at",
      /created_at is missing/,
    ],
    [
      "a missing Parquet column",
      "accounts.parquet",
      parquetBytes([{ account_id: "a" }]),
      "created_at",
      /created_at is missing/,
    ],
    [
      "a column twice",
      "accounts.csv",
      "account_id,created_at,account_id\na,2026-04-22T10:00:00Z,b\n",
      "account_id",
      /twice/,
    ],
    ["a half-written gzip", "accounts.csv.gz", CSV_GZ.subarray(0, CSV_GZ.length / 2), "", /ends too early/],
    ["an empty gzip", "accounts.csv.gz", "", "", /ends too early/],
    ["a gzip that is none", "accounts.csv.gz", "account_id,created_at\n", "", /no sound gzip/],
    [
      "a Parquet file that is none",
      "accounts.parquet",
      "account_id,created_at\na,2026-04-22T10:00:00Z\n",
      "",
      /no Parquet file/,
    ],
    [
      "a Parquet file cut short",
      "accounts.parquet",
      PARQUET.subarray(0, PARQUET.length - 200),
      "",
      /Parquet/,
    ],
    [
      "a Parquet file with a damaged page",
      "accounts.parquet",
      Uint8Array.from(PARQUET, (byte, at) => (at > 20 && at < 400 ? 255 : byte)),
      "",
      /Parquet/,
    ],
    ["an empty file", "accounts.csv", "", "", /empty/],
    ["UTF-16", "accounts.csv", Buffer.from("\ufeffaccount_id,created_at\n", "utf16le"), "", /UTF-16/],
    [
      "a quote that is never closed",
      "accounts.csv",
      'account_id,created_at\na,2026-04-22T10:00:00Z\n"b,2026-04-22T10:00:00Z\n',
      "",
      /never closed/,
    ],
    [
      "a quote inside a field",
      "accounts.csv",
      'account_id,created_at\na,2026-04-22T10:00:00Z\nb"c,2026-04-22T10:00:00Z\n',
      "",
      /broken quoting/,
    ],
    [
      "text after a closing quote",
      "accounts.csv",
      'account_id,created_at\n"a"b,2026-04-22T10:00:00Z\n',
      "",
      /broken quoting/,
    ],
  ];

test.each(BAD_FILES)(
  "%s refuses the file whole, and the others come in",
  async (_, file, bytes, column, reason) => {
    const summary = await stage(
      folderOf({ [file]: bytes, "events.csv": csvText(SMALL_BUNDLE["events"] ?? []) }),
    );
    expect(summary.files.find((one) => one.file === file)).toMatchObject({
      rows: 0,
      refused: expect.stringMatching(reason),
    });
    expect(summary.rejects).toContainEqual({ file, row: 0, column, reason: expect.stringMatching(reason) });
    expect(await rowsOf(summary.importId)).toBe(1);
    await dropStaged(evidence.client, summary.importId);
  },
);

test("a row of the wrong length or without sense is rejected alone", async () => {
  const csv = await stage(
    folderOf({
      "accounts.csv":
        "account_id,created_at\na\nb,2026-04-22T10:00:00Z,c\n\n  \r\nd,2026-04-22T10:00:00Z\r\n",
    }),
  );
  expect(csv.rejects.map((one) => [one.row, one.reason])).toEqual([
    [1, "1 fields where the header has 2"],
    [2, "3 fields where the header has 2"],
    [3, "1 fields where the header has 2"],
  ]);
  const json = await stage(
    folderOf({
      "accounts.ndjson": `{"account_id":\n[1]\nnull\n{"account_id":12345678901234567890,"created_at":1776852000000}\n{"account_id":{"a":1},"created_at":1776852000000}\n{"__proto__":{"account_id":"x"},"created_at":1776852000000}\n{"account_id":7,"created_at":1776852000000}`,
    }),
  );
  expect(json.rejects.map((one) => one.row)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(json.rows).toBe(1);
  for (const one of [csv, json]) await dropStaged(evidence.client, one.importId);
});

test("no full card number is kept anywhere: not in the store, the reject file or the summary", async () => {
  const cards = [
    "4111 1111 1111 1111",
    "5555-5555-5555-4444",
    "378282246310005",
    "4222222222222",
    "6304000000000000000",
  ];
  const digits = [
    "4111111111111111",
    "5555555555554444",
    "378282246310005",
    "4222222222222",
    "6304000000000000000",
  ];
  const base = {
    account_id: "a",
    fingerprint: "fp",
    kind: "card",
    bin: "411111",
    funding: "credit",
    issuer_country: "us",
    billing_name: "x",
    added_at: "2026-04-22T10:00:00Z",
    removed_at: "",
    memo: "",
  };
  const columns = [
    "account_id",
    "fingerprint",
    "kind",
    "bin",
    "funding",
    "issuer_country",
    "billing_name",
    "added_at",
    "removed_at",
    "memo",
  ] as const;
  const rows = columns
    .flatMap((column) => cards.map((card) => ({ ...base, [column]: card })))
    .concat(cards.map((card) => ({ ...base, billing_name: `J Doe ${card} 12/27` })));
  const summaries: ImportSummary[] = [];
  for (const format of TEST_FORMATS) {
    const summary = await stage(
      folderOf({
        [`payment_instruments.${format}`]: bytesOf([...rows, { ...base, account_id: "good" }], format),
        [`observations.${format}`]: bytesOf(
          cards.map((card) => ({ account_id: "a", kind: "payment_card", value: card })),
          format,
        ),
        [`accounts.${format}`]: bytesOf(
          cards.map((card) => ({ ...GOOD, display_name: `pay ${card}`, organization: card })),
          format,
        ),
      }),
    );
    expect(summary.files.map((one) => [one.table, one.rows, one.rejected])).toEqual([
      ["accounts", cards.length, 0],
      ["payment_instruments", 1, rows.length],
      ["observations", 0, cards.length],
    ]);
    summaries.push(summary);
    await publishImport(evidence.client, summary.importId);
    for (const table of IMPORT_TABLES) {
      const text = (await content(summary.importId))[table]?.join("\n") ?? "";
      for (const number of [...cards, ...digits]) expect(text).not.toContain(number);
    }
  }
  const kept = filesIn(evidence.dir.path).map((file) => readFileSync(file));
  for (const number of [...cards, ...digits]) {
    expect(JSON.stringify(summaries)).not.toContain(number);
    expect(kept.some((bytes) => bytes.includes(number))).toBe(false);
  }
  for (const summary of summaries) await dropImport(evidence.client, summary.importId);
});

test("a folder that came in before is passed over, and the same content twice in one folder comes in once", async () => {
  const folder = bundleFolder(SMALL_BUNDLE, "csv.gz");
  const first = await stage(folder);
  const known = new Map(first.files.map((file) => [`${file.sha256} ${file.table}`, first.importId]));
  const again = await stage(folder, { knownFiles: known });
  expect(again.files.every((file) => file.duplicateOf === first.importId && file.rows === 0)).toBe(true);
  expect(await rowsOf(again.importId)).toBe(0);
  const events = csvText(SMALL_BUNDLE["events"] ?? []);
  const twice = await stage(folderOf({ "events-1.csv": events, "events-2.csv": events }));
  expect(twice.files.map((file) => [file.rows, file.duplicateOf])).toEqual([
    [1, undefined],
    [0, twice.importId],
  ]);
  for (const one of [first, twice]) await dropStaged(evidence.client, one.importId);
});

test("a dry run counts and rejects the same and stores nothing", async () => {
  const summary = await stage(
    bundleFolder({ ...SMALL_BUNDLE, events: [{ at: "never", kind: "ban" }] }, "ndjson"),
    { dryRun: true },
  );
  expect([summary.rows, summary.rejected, summary.dryRun]).toEqual([14, 1, true]);
  expect(await rowsOf(summary.importId)).toBe(0);
});

test("publishing once more after a death at any point brings everything once", async () => {
  const whole = await stage(bundleFolder(SMALL_BUNDLE, "csv"));
  await publishImport(evidence.client, whole.importId);
  const expected = await content(whole.importId);
  await dropImport(evidence.client, whole.importId);
  const deaths: { half: 0 | 1; statement: (partition: string, table: string) => string }[] = [
    {
      half: 0,
      statement: (part, table) => `ALTER TABLE stage_${table} MOVE PARTITION '${part}' TO TABLE ${table}`,
    },
    {
      half: 0,
      statement: (part, table) => `ALTER TABLE ${table} ATTACH PARTITION '${part}' FROM stage_${table}`,
    },
    {
      half: 1,
      statement: (part, table) => `ALTER TABLE ${table} ATTACH PARTITION '${part}' FROM stage_${table}`,
    },
  ];
  for (const { half, statement } of deaths) {
    const next = await stage(bundleFolder(SMALL_BUNDLE, "csv"));
    let touched = 0;
    for (const table of IMPORT_TABLES) {
      const partitions = await evidence.lines(
        `SELECT DISTINCT partition FROM system.parts WHERE active AND table = 'stage_${table}' AND startsWith(partition, '${next.importId}/') ORDER BY partition`,
      );
      for (const partition of partitions.filter((_, at) => at % 2 === half)) {
        await evidence.client.command({ query: statement(partition, table) });
        touched += 1;
      }
    }
    expect(touched).toBeGreaterThan(0);
    await publishImport(evidence.client, next.importId);
    await publishImport(evidence.client, next.importId);
    expect(await content(next.importId)).toEqual(expected);
    expect(Object.values(await content(next.importId, "stage_")).flat()).toEqual([]);
    await dropImport(evidence.client, next.importId);
  }
});

test("stopping an import leaves nothing behind", async () => {
  const stop = new AbortController();
  const folder = bundleFolder(SMALL_BUNDLE, "csv");
  await expect(
    stage(folder, {
      signal: stop.signal,
      onProgress: (at) => at.table === "exchanges" && stop.abort(new Error("stopped")),
    }),
  ).rejects.toThrow("stopped");
  await dropStaged(evidence.client, `imp_${imports}`);
  expect(await rowsOf(`imp_${imports}`)).toBe(0);
});

test("links out of the folder, folders and unknown files are passed over by name; nothing else is read", async () => {
  const outside = folderOf({ "secret.csv": csvText([GOOD]) });
  const folder = folderOf({
    "events.csv": csvText(SMALL_BUNDLE["events"] ?? []),
    "notes.txt": "x",
    "other.csv": "a,b\n",
  });
  symlinkSync(path.join(outside, "secret.csv"), path.join(folder, "accounts.csv"));
  symlinkSync(path.join(outside, "gone"), path.join(folder, "asn.csv"));
  symlinkSync(outside, path.join(folder, "roster.csv"));
  const summary = await stage(folder, { dryRun: true });
  expect(summary.files.map((file) => file.file)).toEqual(["events.csv"]);
  expect(summary.passedOver.map((one) => one.file)).toEqual([
    "accounts.csv",
    "asn.csv",
    "notes.txt",
    "other.csv",
    "roster.csv",
  ]);
  await expect(stage(path.join(folder, "nowhere"))).rejects.toMatchObject({ code: "bad_input" });
  await expect(stage(outside)).rejects.toMatchObject({ code: "bad_input" });
  expect(() => findPreset("nope")).toThrow(/there is no preset/);
  writeFileSync(path.join(folder, "events.ndjson"), ndjsonText(SMALL_BUNDLE["events"] ?? []));
  await expect(stage(folder)).rejects.toThrow(/two formats/);
  rmSync(outside, { recursive: true });
});

test("one file is a bundle too, whatever bytes its free text holds", async () => {
  const bytes = Buffer.concat([
    Buffer.from("\ufeffAccount_ID , created_at,display_name\r\n"),
    Buffer.from("a,2026-04-22T10:00:00Z,b\xff\r\n", "latin1"),
  ]);
  const folder = folderOf({ "accounts.csv": bytes });
  const summary = await stage(path.join(folder, "accounts.csv"));
  expect([summary.rows, summary.rejected]).toEqual([1, 0]);
  await dropStaged(evidence.client, summary.importId);
});

test("the store's range of an address is the same as ours", async () => {
  const addresses = fc.sample(
    fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc
        .array(fc.constantFrom("0", "1", "db8", "ffff"), { minLength: 8, maxLength: 8 })
        .map((parts) => parts.join(":")),
    ),
    { numRuns: 3000, seed: 7 },
  );
  const ips = addresses.map((text) => canonicalIp(text)).filter((ip) => ip !== undefined);
  const result = await evidence.client.query({
    query: `SELECT ${IP_RANGE_SQL} FROM (SELECT arrayJoin({ips:Array(String)}) AS ip)`,
    query_params: { ips },
    format: "TabSeparated",
  });
  expect((await result.text()).trim().split("\n")).toEqual(ips.map(ipRangeOf));
});

test("a Parquet file damaged anywhere is refused or read the same, and never holds the import up", async () => {
  const rows = Array.from({ length: 400 }, (_, at) => ({
    account_id: `a${at}`,
    created_at: new Date(Date.UTC(2026, 3, 22) + at * 1_000).toISOString(),
    organization: `Org ${at % 7}`,
  }));
  const sound = typedParquet(rows, ["created_at"], 200);
  const footer = new DataView(sound.buffer, sound.byteOffset).getUint32(sound.length - 8, true);
  const pagesEnd = sound.length - 8 - footer;
  const random = seededRng("damaged pages");
  let refused = 0;
  for (let round = 0; round < 25; round += 1) {
    const bytes = Uint8Array.from(sound);
    const from = 4 + Math.floor(random.next() * (pagesEnd - 20));
    const length = 1 + Math.floor(random.next() * 12);
    for (let at = from; at < from + length; at += 1) bytes[at] = Math.floor(random.next() * 256);
    const summary = await stage(folderOf({ "accounts.parquet": bytes }), { dryRun: true });
    const file = summary.files[0];
    if (file?.refused !== undefined) refused += 1;
    else expect((file?.rows ?? 0) + (file?.rejected ?? 0)).toBe(rows.length);
  }
  expect(refused).toBeGreaterThan(0);
});

test("a dry run says of a Parquet file what an import of it says", async () => {
  const exchanges = Array.from({ length: 3_000 }, (_, at) => ({
    ts: at % 97 === 5 ? "" : new Date(Date.UTC(2026, 3, 22) + at * 1_000).toISOString(),
    account_id: at % 101 === 3 ? " padded " : `a${at % 30}`,
    ip: at % 83 === 1 ? "nowhere" : `240.0.0.${at % 250}`,
  }));
  const folder = folderOf({ "exchanges.parquet": typedParquet(exchanges, ["ts"]) });
  const dry = await stage(folder, { dryRun: true });
  const real = await stage(folder);
  expect([dry.rows, dry.rejected, dry.rejects]).toEqual([real.rows, real.rejected, real.rejects]);
  expect(dry.rejected).toBeGreaterThan(60);
  await dropStaged(evidence.client, real.importId);
  expect(await evidence.lines("SELECT count() FROM stage_unusual_rows")).toEqual(["0"]);
});

test("rows the store leaves to us keep their numbers, whatever lies between them", async () => {
  const sizes = [1, 20_000];
  for (const rows of sizes) {
    const exchanges = Array.from({ length: rows }, (_, at) => ({
      ts: at % 997 === 500 ? "" : new Date(Date.UTC(2026, 3, 22) + at * 1_000).toISOString(),
      account_id: at % 501 === 3 ? ` padded ${at} ` : at % 733 === 9 ? "" : `a${at % 300}`,
      ip:
        at % 311 === 1 ? "::ffff:240.0.0.9" : at % 211 === 1 ? "2001:db8::1" : `240.0.${at % 7}.${at % 250}`,
      user_agent: at % 401 === 2 ? "client 4242 4242 4242 4242" : at % 601 === 2 ? "clïent" : "client/1",
      input_tokens: at % 811 === 4 ? -1 : at,
      temperature: at % 911 === 4 ? 101.5 : 0.7,
      request_id: `r${at}`,
    }));
    const left: Record<string, string[]>[] = [];
    const rejected: string[][] = [];
    const files: [string, Uint8Array][] = [
      ["exchanges.csv", bytesOf(exchanges, "csv")],
      ["exchanges.parquet", typedParquet(exchanges, ["ts"])],
    ];
    for (const [name, bytes] of files) {
      const summary = await stage(folderOf({ [name]: bytes }));
      expect(summary.rows + summary.rejected).toBe(rows);
      await publishImport(evidence.client, summary.importId);
      left.push(await content(summary.importId));
      rejected.push(summary.rejects.map((one) => `${one.row} ${one.column}`).sort());
      await dropImport(evidence.client, summary.importId);
    }
    expect(left[1]).toEqual(left[0]);
    expect(rejected[1]).toEqual(rejected[0]);
  }
});

const DAY_MS = 86_400_000;

test("an account that comes back to an address after its lease has two epochs on it, and a key that changes hands is seen to", async () => {
  const at = (day: number, hour = 0): string =>
    new Date(Date.UTC(2026, 3, 22) + day * DAY_MS + hour * 3_600_000).toISOString();
  const exchange = (account: string, day: number, hour: number, model = "m1"): TestRow => ({
    ts: at(day, hour),
    account_id: account,
    api_key_id: "shared",
    ip: "240.0.0.1",
    model,
    template_id: "",
    capability: "coding",
  });
  const summary = await stage(
    folderOf({
      "exchanges.csv": bytesOf(
        [
          exchange("a", 0, 1),
          exchange("a", 6, 1),
          exchange("b", 7, 2),
          exchange("a", 14, 3, "m2"),
          exchange("a", 14, 4),
          exchange("b", 20, 5),
        ],
        "csv",
      ),
    }),
  );
  await publishImport(evidence.client, summary.importId);
  const where = `startsWith(import_id, '${summary.importId}/')`;
  const spans = await evidence.lines(
    `SELECT account_id, kind, arrayMap(e -> (toString(toDate(e.1)), toString(toDate(e.2)), e.3), epochs) FROM identifier_uses WHERE ${where} AND kind IN ('ip', 'ip_range') ORDER BY account_id, kind`,
  );
  const twice = "[('2026-04-22','2026-04-28',2),('2026-05-06','2026-05-06',2)]";
  const other = "[('2026-04-29','2026-04-29',1),('2026-05-12','2026-05-12',1)]";
  expect(spans).toEqual([
    `a\tip\t${twice}`,
    `a\tip_range\t${twice}`,
    `b\tip\t${other}`,
    `b\tip_range\t${other}`,
  ]);
  expect(
    await evidence.lines(
      `SELECT from_account, to_account, count, toDate(first_at) FROM key_handovers WHERE ${where} ORDER BY 1`,
    ),
  ).toEqual(["a\tb\t2\t2026-04-29", "b\ta\t1\t2026-05-06"]);
  expect(
    await evidence.lines(
      `SELECT account_id, day, model, template_id, capability, exchanges FROM mix_daily WHERE ${where} AND day = '2026-05-06' ORDER BY model`,
    ),
  ).toEqual(["a\t2026-05-06\tm1\t\tcoding\t1", "a\t2026-05-06\tm2\t\tcoding\t1"]);
  await dropImport(evidence.client, summary.importId);
});

test("a private address is kept with its exchange and is no identifier; an API key itself is kept as its hash, whoever reads the file", async () => {
  const secret = "sk-live_4eC39HqLyjWDarjtT1zdp7dc";
  const exchanges = [
    "10.0.0.7",
    "192.168.1.1",
    "100.64.3.2",
    "172.20.0.1",
    "fd00::5",
    "fe80::1",
    "240.0.0.5",
    "2001:db8::9",
  ].map((ip, at) => ({
    ts: new Date(Date.UTC(2026, 3, 22) + at).toISOString(),
    account_id: "a",
    api_key_id: at === 0 ? secret : "key_1",
    ip,
    request_id: `r${at}`,
  }));
  const left: Record<string, string[]>[] = [];
  const files: [string, Uint8Array][] = [
    ["exchanges.csv", bytesOf(exchanges, "csv")],
    ["exchanges.parquet", typedParquet(exchanges, ["ts"])],
  ];
  for (const [name, bytes] of files) {
    const summary = await stage(folderOf({ [name]: bytes }));
    await publishImport(evidence.client, summary.importId);
    left.push(await content(summary.importId));
    await dropImport(evidence.client, summary.importId);
  }
  expect(left[1]).toEqual(left[0]);
  expect(JSON.stringify(left)).not.toContain(secret);
  expect(left[0]?.["exchanges"]).toHaveLength(exchanges.length);
  const values = (kind: string): string[] =>
    (left[0]?.["identifier_uses"] ?? [])
      .filter((line) => line.split("\t")[1] === kind)
      .map((line) => line.split("\t")[2] ?? "");
  expect(values("ip")).toEqual(["2001:db8::9", "240.0.0.5"]);
  expect(values("ip_range")).toEqual(["2001:db8::/64", "240.0.0.0/24"]);
  expect(values("api_key")).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), "key_1"]);
});

test("our rule of private addresses is the store's", async () => {
  const addresses = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc
      .tuple(
        fc.constantFrom("10.", "172.", "100.", "192.168.", "169.254.", "198.", "224.", "127."),
        fc.ipV4(),
      )
      .map(
        ([start, rest]) =>
          start +
          rest
            .split(".")
            .slice(start.split(".").length - 1)
            .join("."),
      ),
    fc
      .tuple(fc.constantFrom("fd", "fe", "ff", "fc"), fc.ipV6())
      .map(([start, rest]) => `${start}${rest.slice(2)}`),
  );
  const samples = [...new Set(fc.sample(addresses, { numRuns: 2_000, seed: 11 }).map(canonicalIp))].filter(
    (ip) => ip !== undefined,
  );
  const list = samples.map((ip) => `'${ip}'`).join(", ");
  const said = await evidence.lines(
    `SELECT ip, match(ip, '${PRIVATE_ADDRESS}') FROM (SELECT arrayJoin([${list}]) AS ip)`,
  );
  expect(said.sort()).toEqual(samples.map((ip) => `${ip}\t${isPrivateAddress(ip) ? 1 : 0}`).sort());
});
