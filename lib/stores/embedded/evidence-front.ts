import { randomUUID } from "node:crypto";
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { Session } from "chdb";
import { parseArrayLiteral, unescapeParameter } from "./array-literal";

/** Sessions run one query at a time each; four keep point queries going beside a heavy one. */
const SESSIONS = 4;

/** Settings the HTTP client sends that mean nothing in process. */
const HTTP_ONLY_SETTINGS = new Set([
  "wait_end_of_query",
  "send_progress_in_http_headers",
  "http_headers_progress_interval_ms",
  "enable_http_compression",
  "session_timeout",
  "database",
  "query_id",
]);

const INSERT =
  /^\s*INSERT\s+INTO\s+([\w.`]+)\s*(?:\(([^)]*)\))?\s*FORMAT\s+(JSONEachRow|JSONCompactEachRow|TabSeparated|CSVWithNames)\s*$/i;

/** An insert whose SELECT reads the body as a table, with the structure it declares. */
const INSERT_FROM_INPUT =
  /^(\s*INSERT\s+INTO\s[\s\S]*\sFROM\s+)input\(('(?:[^'\\]|\\.)*')\)([\s\S]*?)\sFORMAT\s+(\w+)\s*$/i;

type Waiting = (session: Session) => void;

/** Hands out sessions of one chDB directory, first come, first served. */
class SessionPool {
  private readonly free: Session[];
  private readonly all: Session[];
  private readonly waiting: Waiting[] = [];

  constructor(path: string, connectionArgs: readonly string[]) {
    this.all = Array.from({ length: SESSIONS }, () => new Session(path, { connectionArgs }));
    this.free = [...this.all];
  }

  async run<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = this.free.pop() ?? (await new Promise<Session>((resolve) => this.waiting.push(resolve)));
    try {
      return await work(session);
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free.push(session);
      else next(session);
    }
  }

  close(): void {
    for (const session of this.all) session.close();
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function parameterValue(type: string, text: string): unknown {
  if (!type.startsWith("Array(")) return unescapeParameter(text);
  const values = parseArrayLiteral(text);
  if (values === undefined)
    throw new Error(`the embedded evidence store takes flat arrays only, got ${type}`);
  return values;
}

function parametersOf(sql: string, given: Iterable<[string, string]>): Record<string, unknown> {
  const types = new Map<string, string>();
  for (const match of sql.matchAll(/\{(\w+):([^{}]+)\}/g)) types.set(match[1] ?? "", (match[2] ?? "").trim());
  const parameters: Record<string, unknown> = {};
  for (const [key, value] of given) {
    if (!key.startsWith("param_")) continue;
    const name = key.slice("param_".length);
    parameters[name] = parameterValue(types.get(name) ?? "String", value);
  }
  return parameters;
}

/** The client moves long parameters, and the query with them, into a multipart body. */
async function formOf(request: IncomingMessage, body: Buffer): Promise<Map<string, string> | undefined> {
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return undefined;
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  const fields = new Map<string, string>();
  for (const [key, value] of form) if (typeof value === "string") fields.set(key, value);
  return fields;
}

function fail(response: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const code = /Code: (\d+)\./.exec(message)?.[1] ?? "1001";
  const body = message.startsWith("Code:") ? message : `Code: ${code}. DB::Exception: ${message}`;
  if (response.headersSent) {
    response.destroy(error instanceof Error ? error : undefined);
    return;
  }
  response.writeHead(500, {
    "content-type": "text/plain; charset=utf-8",
    "x-clickhouse-exception-code": code,
  });
  response.end(`${body} (version embedded)\n`);
}

async function write(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  if (bytes.length === 0 || response.destroyed) return;
  if (!response.write(bytes)) {
    await new Promise<void>((resolve) => {
      const go = (): void => {
        response.off("drain", go).off("close", go);
        resolve();
      };
      response.once("drain", go).once("close", go);
    });
  }
}

/**
 * `input()` has no meaning in process: the body becomes a file for the time of the query, which reads
 * it with `file()` and the same structure.
 */
async function insertFromInput(
  pool: SessionPool,
  spool: string,
  [, head = "", structure = "", tail = "", format = ""]: RegExpExecArray,
  parameters: Record<string, unknown>,
  request: IncomingMessage,
): Promise<void> {
  const file = path.join(spool, randomUUID());
  try {
    await pipeline(request, createWriteStream(file, { mode: 0o600 }));
    const literal = `'${file.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
    const sql = `${head}file(${literal}, '${format}', ${structure})${tail}`;
    await pool.run(async (session) => {
      // Who sent it may have died while it waited for its turn.
      if (!request.socket.destroyed) await session.queryBindAsync(sql, parameters, { format: "Null" });
    });
  } finally {
    await rm(file, { force: true });
  }
}

async function answer(
  pool: SessionPool,
  spool: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://embedded");
  if (url.pathname === "/ping") {
    response.end("Ok.\n");
    return;
  }
  for (const key of url.searchParams.keys()) {
    if (key !== "query" && !key.startsWith("param_") && !HTTP_ONLY_SETTINGS.has(key)) {
      throw new Error(`the embedded evidence store does not take the setting ${key}`);
    }
  }
  const inUrl = url.searchParams.get("query");
  const insert = inUrl === null ? null : INSERT.exec(inUrl);
  const fromInput = inUrl === null || insert !== null ? null : INSERT_FROM_INPUT.exec(inUrl);
  if (fromInput !== null && inUrl !== null) {
    await insertFromInput(pool, spool, fromInput, parametersOf(inUrl, url.searchParams), request);
    response.end();
    return;
  }
  const body = await readBody(request);
  if (insert !== null) {
    const columns = insert[2]?.split(",").map((name) => name.trim().replaceAll("`", ""));
    const format = insert[3] ?? "JSONEachRow";
    if (body.length > 0) {
      await pool.run((session) =>
        session.insert({
          table: (insert[1] ?? "").replaceAll("`", ""),
          values: body,
          format: format as "JSONEachRow" | "JSONCompactEachRow" | "TabSeparated" | "CSVWithNames",
          ...(columns === undefined ? {} : { columns }),
        }),
      );
    }
    response.end();
    return;
  }
  const form = await formOf(request, body);
  const sql =
    form?.get("query") ?? [inUrl ?? "", body.toString("utf8")].filter((part) => part !== "").join("\n");
  const parameters = parametersOf(sql, [...url.searchParams, ...(form ?? [])]);
  const isSelect = /^\s*(SELECT|WITH)\b/i.test(sql);
  const format = /\bFORMAT\s+(\w+)\s*;?\s*$/i.exec(sql)?.[1] ?? "TabSeparated";
  await pool.run(async (session) => {
    if (!isSelect) {
      const result = await session.queryBindAsync(sql, parameters, { format });
      await write(response, result.bytes());
      return;
    }
    const stream = session.queryStreamBind(sql, parameters, { format });
    for await (const chunk of stream) {
      // Not left early where nobody listens any more: chDB ends a stream on this thread and may wait there for ever.
      if (response.destroyed) continue;
      if (!response.headersSent)
        response.writeHead(200, {
          "content-type": "text/plain; charset=utf-8",
          "x-clickhouse-format": format,
        });
      await write(response, chunk.raw());
    }
  });
  response.end();
}

/**
 * Speaks the part of ClickHouse's HTTP interface that @clickhouse/client uses, over an in-process
 * chDB engine, on a unix socket: so every other process reaches the embedded store exactly as it
 * would a server. `engineArguments` go to the engine as they are (see chDB's `connectionArgs`).
 * Throws where another process holds the directory.
 */
export async function startEvidenceFront(
  folder: string,
  socketPath: string,
  engineArguments: readonly string[] = [],
): Promise<{ close(): Promise<void> }> {
  const pool = new SessionPool(folder, engineArguments);
  const spool = `${folder}.spool`;
  rmSync(spool, { recursive: true, force: true });
  mkdirSync(spool, { mode: 0o700 });
  const server: Server = createServer((request, response) => {
    answer(pool, spool, request, response).catch((error: unknown) => fail(response, error));
  });
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(socketPath, resolve);
  });
  return {
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      pool.close();
      rmSync(spool, { recursive: true, force: true });
    },
  };
}
