import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { RingleaderError } from "@/lib/core/errors";
import { checkEvidenceServer } from "./check-server";
import { evidenceServerClient } from "./client";

const NOW_MS = Date.UTC(2026, 4, 1);
const clock = { nowMs: () => NOW_MS };
const PASSWORD = "hush-hush-4711";

interface Seen {
  path: string;
  settings: URLSearchParams;
  authorization: string;
}

let server: Server | undefined;
afterEach(async () => {
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
});

/** Answers as ClickHouse's HTTP port would: what is under test is what we make of such answers. */
async function answering(
  answer: (sql: string) => { rows: unknown[] } | { code: number; text: string },
): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const made = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://x");
    seen.push({
      path: url.pathname,
      settings: url.searchParams,
      authorization: request.headers.authorization ?? "",
    });
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const found = answer(Buffer.concat(chunks).toString("utf8"));
      if ("code" in found) {
        response.writeHead(500, { "x-clickhouse-exception-code": String(found.code) });
        response.end(`Code: ${found.code}. DB::Exception: ${found.text}`);
      } else response.end(found.rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    });
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  const { port } = made.address() as AddressInfo;
  return { url: `http://desk:${PASSWORD}@127.0.0.1:${port}/evidence`, seen };
}

async function troubleOf(url: string, cluster?: string): Promise<RingleaderError> {
  const client = evidenceServerClient(url, cluster);
  const error: unknown = await checkEvidenceServer(client, clock).catch((thrown: unknown) => thrown);
  await client.close();
  expect(error).toBeInstanceOf(RingleaderError);
  if (!(error instanceof RingleaderError)) throw error;
  expect(error.code).toBe("unavailable");
  expect(error.message).not.toContain(PASSWORD);
  return error;
}

const healthy = { version: "26.7.2.1", nowMs: String(NOW_MS) };

test("a server of today with its clock right will do, asked with the URL's user and database", async () => {
  const { url, seen } = await answering(() => ({ rows: [healthy] }));
  const client = evidenceServerClient(url);
  await checkEvidenceServer(client, clock);
  await client.close();
  expect(seen[0]?.settings.get("database")).toBe("evidence");
  expect(Buffer.from(seen[0]?.authorization.replace("Basic ", "") ?? "", "base64").toString()).toBe(
    `desk:${PASSWORD}`,
  );
});

test("a cluster's statements carry the settings the product's SQL relies on", async () => {
  const { url, seen } = await answering((sql) => ({
    rows: sql.includes("system.clusters")
      ? [{ shards: 2, servers: 2 }]
      : sql.includes("system.macros")
        ? []
        : [healthy],
  }));
  const client = evidenceServerClient(url, "ringleader");
  await checkEvidenceServer(client, clock);
  await client.close();
  expect(Object.fromEntries(seen.at(-1)?.settings ?? [])).toMatchObject({
    distributed_product_mode: "global",
    distributed_foreground_insert: "1",
    parallel_distributed_insert_select: "0",
  });
});

test.each([
  ["too old a server", { ...healthy, version: "23.3.1" }, /23\.3\.1; 24\.8 or newer/],
  ["an ancient one", { ...healthy, version: "18.16.1" }, /18\.16\.1/],
  ["a clock ahead", { ...healthy, nowMs: String(NOW_MS + 90_000) }, /90 seconds ahead/],
  ["a clock behind", { ...healthy, nowMs: String(NOW_MS - 7_200_000) }, /7200 seconds behind/],
])("%s is refused in a sentence", async (_, row, sentence) => {
  const { url } = await answering(() => ({ rows: [row] }));
  expect((await troubleOf(url)).message).toMatch(sentence);
});

test.each([
  [516, /refuses the user or the password/],
  [81, /database CLICKHOUSE_URL names does not exist/],
  [497, /may not do what is needed/],
])("the server's error %i is put as what to do", async (code, sentence) => {
  const { url } = await answering(() => ({ code, text: "desk: no (WHATEVER)" }));
  expect((await troubleOf(url)).message).toMatch(sentence);
});

test("a cluster nobody knows, and one whose servers lack their macros, are named", async () => {
  let rows: unknown[] = [{ shards: 0, servers: 0 }];
  let macros: unknown[] = [];
  const { url } = await answering((sql) => ({
    rows: sql.includes("system.clusters") ? rows : sql.includes("system.macros") ? macros : [healthy],
  }));
  expect((await troubleOf(url, "nowhere")).message).toMatch(/knows no cluster named nowhere/);
  rows = [{ shards: 2, servers: 2 }];
  macros = [{ missing: ["replica"] }];
  expect((await troubleOf(url, "ringleader")).message).toMatch(
    /1 of the cluster's servers lack the macro replica/,
  );
});

test("a server that is not there is unavailable, and its address stays unsaid", async () => {
  const { url } = await answering(() => ({ rows: [] }));
  await new Promise((resolve) => server?.close(resolve));
  server = undefined;
  expect((await troubleOf(url)).message).toBe("the evidence store cannot be reached just now");
});

test.each([
  [`desk:${PASSWORD}@host:8123`, undefined],
  [`tcp://desk:${PASSWORD}@host:9000`, undefined],
  [`http://desk:${PASSWORD}@host:8123/no-such name`, undefined],
  [`http://desk:${PASSWORD}@ho st`, undefined],
  [`http://desk:${PASSWORD}@host:8123`, "a'; DROP"],
])("an address or a name that cannot be one is refused without its password: %#", (url, cluster) => {
  let thrown: unknown;
  try {
    evidenceServerClient(url, cluster);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ code: "bad_input" });
  expect(JSON.stringify([String(thrown), thrown instanceof Error ? thrown.cause : null])).not.toContain(
    PASSWORD,
  );
});
