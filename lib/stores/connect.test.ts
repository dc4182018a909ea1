import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { openStores } from "./connect";

const NAMES = ["CLICKHOUSE_URL", "CLICKHOUSE_CLUSTER", "DATABASE_URL"] as const;
const before = NAMES.map((name) => [name, process.env[name]] as const);
const PASSWORD = "hush-hush-4711";
const folders: string[] = [];

afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function refusal(settings: Partial<Record<(typeof NAMES)[number], string>>): Promise<unknown> {
  for (const name of NAMES) delete process.env[name];
  Object.assign(process.env, settings);
  const folder = mkdtempSync(path.join(tmpdir(), "ringleader-connect-"));
  folders.push(folder);
  return await openStores(folder, { role: "command", pid: process.pid }).then(
    async (stores) => {
      await stores.close();
      return "it opened";
    },
    (error: unknown) => error,
  );
}

const CASEBOOK_AWAY = `postgres://desk:${PASSWORD}@127.0.0.1:1/desk`;

test.each([
  [{ CLICKHOUSE_CLUSTER: "ringleader" }, "bad_input", /CLICKHOUSE_URL is not/],
  [{ DATABASE_URL: `desk:${PASSWORD}@host` }, "bad_input", /DATABASE_URL is no PostgreSQL address/],
  [
    { DATABASE_URL: `mysql://desk:${PASSWORD}@host/desk` },
    "bad_input",
    /DATABASE_URL is no PostgreSQL address/,
  ],
  [
    { CLICKHOUSE_URL: `desk:${PASSWORD}@host`, DATABASE_URL: CASEBOOK_AWAY },
    "bad_input",
    /CLICKHOUSE_URL must begin with http/,
  ],
  [
    { CLICKHOUSE_URL: `http://desk:${PASSWORD}@127.0.0.1:1`, DATABASE_URL: CASEBOOK_AWAY },
    "unavailable",
    /evidence store cannot be reached/,
  ],
])(
  "settings that name no store are refused in a sentence, without the password: %#",
  async (settings, code, sentence) => {
    const error = await refusal(settings);
    expect(error).toMatchObject({ code, message: expect.stringMatching(sentence) as string });
    expect(String(error)).not.toContain(PASSWORD);
  },
);
