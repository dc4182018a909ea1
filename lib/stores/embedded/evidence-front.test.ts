import { ClickHouseError, type ClickHouseClient } from "@clickhouse/client";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";

let opened: TestStores;
let client: ClickHouseClient;
beforeAll(async () => {
  opened = await openTestStores();
  client = opened.stores.evidence;
});
afterAll(async () => opened.close());

async function valueOf(type: string, value: unknown): Promise<unknown> {
  const result = await client.query({
    query: `SELECT {value:${type}} AS value`,
    query_params: { value },
    format: "JSONEachRow",
  });
  const rows = await result.json<{ value: unknown }>();
  expect(rows).toHaveLength(1);
  return rows[0]?.value;
}

async function failure(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => "it was done",
    (error: unknown) => error,
  );
}

const NASTY = [
  "",
  "\\N",
  "NULL",
  "'",
  "\\",
  "\\'",
  "\\\\N",
  "\n\t\r\b\f\0",
  "[]",
  "['a']",
  "{value:String}",
  "'; DROP TABLE accounts; --",
  "%00%0a&param_x=1",
  "\u202Egnp.exe",
  "e\u0301",
  "\u{1F469}\u200D\u{1F680}",
  "__proto__",
  "a".repeat(100_000),
];
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(...NASTY),
  fc.stringMatching(/^[\\'"N\n\t[\],{}0 ]{0,12}$/),
);

test("every string that is handed in comes back as it was", async () => {
  await fc.assert(
    fc.asyncProperty(text, async (value) => {
      expect(await valueOf("String", value)).toBe(value);
    }),
    { numRuns: 300 },
  );
  for (const value of NASTY) expect(await valueOf("String", value)).toBe(value);
});

test("every list of strings comes back as it was", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 6 }), async (value) => {
      expect(await valueOf("Array(String)", value)).toEqual(value);
    }),
    { numRuns: 300 },
  );
});

test("null is null, and the text \\N is not", async () => {
  await fc.assert(
    fc.asyncProperty(fc.option(text), async (value) => {
      expect(await valueOf("Nullable(String)", value)).toBe(value);
    }),
    { numRuns: 200 },
  );
});

test("numbers and lists of numbers come back as they were", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.double({ min: -1e15, max: 1e15, noNaN: true }), fc.maxSafeInteger()), {
        maxLength: 6,
      }),
      fc.integer(),
      async (list, whole) => {
        expect(await valueOf("Array(Float64)", list)).toEqual(list.map((value) => value + 0));
        expect(await valueOf("Int64", whole).then(Number)).toBe(whole);
      },
    ),
    { numRuns: 200 },
  );
});

test("a whole number too large to be exact is refused in a list, never rounded", async () => {
  const error = await failure(valueOf("Array(UInt64)", ["9007199254740993"].map(BigInt)));
  expect(String(error)).toContain("unsafe integer");
});

test("a list of 50,000 ids is one parameter", async () => {
  const ids = Array.from({ length: 50_000 }, (_, number) => `account_${number}'\\`);
  const result = await client.query({
    query:
      "SELECT length({ids:Array(String)}) AS size, uniqExact(arrayJoin({ids:Array(String)})) AS distinct, has({ids:Array(String)}, {last:String}) AS found",
    query_params: { ids, last: "account_49999'\\" },
    format: "JSONEachRow",
  });
  expect(await result.json()).toEqual([{ size: 50_000, distinct: 50_000, found: 1 }]);
});

test("a setting it does not know is refused, never passed over", async () => {
  const error = await failure(
    client.query({ query: "SELECT 1", clickhouse_settings: { max_threads: 1 }, format: "JSONEachRow" }),
  );
  expect(String(error)).toContain("does not take the setting max_threads");
});

test("a list of lists is refused, never misread", async () => {
  const error = await failure(valueOf("Array(Array(String))", [["a"], ["b"]]));
  expect(String(error)).toContain("flat arrays only");
});

test.each([
  ["SELECT * FROM nowhere", "60"],
  ["SELECT nothing FROM accounts", "47"],
  ["SELECT FROM WHERE", "62"],
  ["SELECT throwIf(1)", "395"],
  ["SELECT toUInt8('x')", "6"],
])("%s fails as it would on a server, with code %s", async (query, code) => {
  const error = await failure(
    client.query({ query, format: "JSONEachRow" }).then(async (result) => result.json()),
  );
  expect(error).toBeInstanceOf(ClickHouseError);
  expect(error).toMatchObject({ code });
});

test("a command that fails, and an insert of a value that is none, fail with the engine's code and leave nothing", async () => {
  expect(await failure(client.command({ query: "ALTER TABLE nowhere DELETE WHERE 1" }))).toMatchObject({
    code: "60",
  });
  const insert = client.insert({
    table: "events",
    values: [
      { import_id: "bad/0", at: "2026-05-01 00:00:00.000", kind: "other" },
      { import_id: "bad/0", at: "no time", kind: "other" },
    ],
    format: "JSONEachRow",
  });
  expect(await failure(insert)).toBeInstanceOf(ClickHouseError);
  const left = await client.query({
    query: "SELECT count() AS rows FROM events WHERE import_id = 'bad/0'",
    format: "JSONEachRow",
  });
  expect(await left.json()).toEqual([{ rows: 0 }]);
});

test("a query that fails half-way is a failure, never a short answer", async () => {
  const error = await failure(
    client
      .query({
        query: "SELECT number, throwIf(number = 3000000) FROM numbers(5000000)",
        format: "JSONEachRow",
      })
      .then(async (result) => {
        let rows = 0;
        for await (const chunk of result.stream()) rows += chunk.length;
        return `${rows} rows and no failure`;
      }),
  );
  expect(error).toBeInstanceOf(Error);
});

test("a heavy query does not hold up light ones", async () => {
  const heavy = client
    .query({
      query: "SELECT sum(sleepEachRow(0.5)) AS total FROM numbers(6) SETTINGS max_block_size = 1",
      format: "JSONEachRow",
    })
    .then(async (result) => result.json());
  let light = 0;
  const state = { heavyIsDone: false };
  void heavy.then(() => {
    state.heavyIsDone = true;
  });
  while (!state.heavyIsDone && light < 20) {
    await valueOf("UInt8", 1);
    if (!state.heavyIsDone) light += 1;
  }
  await heavy;
  expect(light).toBeGreaterThan(3);
});
