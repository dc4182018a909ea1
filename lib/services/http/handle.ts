import { z } from "zod";
import { httpStatusOf, RingleaderError } from "@/lib/core/errors";
import { systemClock } from "@/lib/core/time";
import type { Actor } from "@/lib/domain/user";
import { actorOf } from "@/lib/auth/actor";
import { authorize, type Action } from "@/lib/auth/authorize";
import { desk, type Desk } from "@/lib/auth/desk";
import { recordView } from "@/lib/stores/casebook/audit";

const BODY_BYTES_MAX = 1_000_000;
const SAFE_METHODS = new Set(["GET", "HEAD"]);

interface Schemas<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  params?: P;
  query?: Q;
  body?: B;
}

/** What a read shows, for the audit log: a kind of object and its id, never what an account holder typed. */
export interface Viewed {
  objectType: string;
  objectId: string;
}

export interface PublicInput<P, Q, B> {
  desk: Desk;
  request: Request;
  params: P;
  query: Q;
  body: B;
  nowMs: number;
}

export interface ActorInput<P, Q, B> extends PublicInput<P, Q, B> {
  actor: Actor;
}

export interface RouteHandler {
  (
    request: Request,
    context: { params: Promise<Record<string, string | string[] | undefined>> },
  ): Promise<Response>;
  /** What the route asks for; the test that walks every route reads it. */
  access: Action | "public";
  /** Whether a look at it is written to the audit log. */
  audited: boolean;
}

const HEADERS = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

function answer(value: unknown): Response {
  return value instanceof Response ? value : Response.json(value ?? null, { headers: HEADERS });
}

/** Why the stores did not open is for the command line; a browser learns only that they did not. */
async function openDesk(): Promise<Desk> {
  try {
    return await desk();
  } catch (cause) {
    throw new RingleaderError(
      "unavailable",
      "the stores cannot be opened just now; whoever runs the desk finds the reason in its terminal",
      { cause },
    );
  }
}

function failure(error: unknown): Response {
  if (error instanceof RingleaderError) {
    if (error.code === "unavailable")
      process.stderr.write(
        `${JSON.stringify({ level: "error", kind: "unavailable", reason: error.cause instanceof Error ? error.cause.message : error.message })}\n`,
      );
    return Response.json(
      { error: { code: error.code, message: error.message } },
      { status: httpStatusOf(error.code), headers: HEADERS },
    );
  }
  const unreachable =
    error instanceof Error &&
    /ECONNREFUSED|ENOENT|ECONNRESET|terminated unexpectedly|Connection terminated/.test(
      `${error.message} ${String(error.cause ?? "")}`,
    );
  // Messages of unknown errors may carry what an account holder typed: the log gets the kind and the place.
  const place = error instanceof Error ? (error.stack ?? "").split("\n").slice(1, 4).join(" | ") : "";
  process.stderr.write(
    `${JSON.stringify({ level: "error", kind: error instanceof Error ? error.name : typeof error, place })}\n`,
  );
  return unreachable
    ? Response.json(
        {
          error: {
            code: "unavailable",
            message: "a store cannot be reached just now; what is on screen stays, try again in a moment",
          },
        },
        { status: 503, headers: HEADERS },
      )
    : Response.json(
        {
          error: {
            code: "internal",
            message: "something unexpected went wrong; the server's log says where",
          },
        },
        { status: 500, headers: HEADERS },
      );
}

/** Unsafe requests must say they come from the desk's own pages. A missing Origin is a refusal. */
function checkOrigin(request: Request, url: string): void {
  if (SAFE_METHODS.has(request.method)) return;
  const origin = request.headers.get("origin");
  if (origin !== new URL(url).origin) {
    throw new RingleaderError(
      "forbidden",
      `this request did not come from the desk itself (${new URL(url).origin})`,
    );
  }
}

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("application/json")) throw new RingleaderError("bad_input", "the body must be JSON");
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    bytes += part.value.length;
    if (bytes > BODY_BYTES_MAX)
      throw new RingleaderError("bad_input", `the body is larger than ${BODY_BYTES_MAX} bytes`);
    chunks.push(part.value);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (cause) {
    throw new RingleaderError("bad_input", "the body is no valid JSON", { cause });
  }
}

function parse<T extends z.ZodType>(schema: T | undefined, value: unknown, what: string): z.infer<T> {
  if (schema === undefined) return undefined as z.infer<T>;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? what : issue.path.join(".");
  throw new RingleaderError("bad_input", `${where}: ${issue?.message ?? "not valid"}`);
}

function wrap<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  access: Action | "public",
  schemas: Schemas<P, Q, B>,
  work: (input: PublicInput<z.infer<P>, z.infer<Q>, z.infer<B>>) => Promise<unknown>,
): RouteHandler {
  const route = async (
    request: Request,
    context: { params: Promise<Record<string, string | string[] | undefined>> },
  ): Promise<Response> => {
    try {
      const open = await openDesk();
      checkOrigin(request, open.url);
      const params = parse(schemas.params, await context.params, "address");
      const query = parse(schemas.query, Object.fromEntries(new URL(request.url).searchParams), "query");
      const body =
        schemas.body === undefined
          ? parse<B>(undefined, undefined, "body")
          : parse(schemas.body, await readJson(request), "body");
      return answer(await work({ desk: open, request, params, query, body, nowMs: systemClock.nowMs() }));
    } catch (error) {
      return failure(error);
    }
  };
  return Object.assign(route, { access, audited: false });
}

/**
 * The one way a route handler is made: origin, session, role, then input, then the work, and one
 * mapping of errors. Pages' data and all writes come through here. `viewed` names what a read has
 * shown; it is in the audit log before the answer leaves.
 */
export function handle<
  P extends z.ZodType = z.ZodType<undefined>,
  Q extends z.ZodType = z.ZodType<undefined>,
  B extends z.ZodType = z.ZodType<undefined>,
>(
  action: Action,
  schemas: Schemas<P, Q, B>,
  work: (input: ActorInput<z.infer<P>, z.infer<Q>, z.infer<B>>) => Promise<unknown>,
  viewed?: (input: ActorInput<z.infer<P>, z.infer<Q>, z.infer<B>>, found: unknown) => Viewed | undefined,
): RouteHandler {
  const route = async (
    request: Request,
    context: { params: Promise<Record<string, string | string[] | undefined>> },
  ): Promise<Response> => {
    let actor: Actor | undefined;
    try {
      const open = await openDesk();
      checkOrigin(request, open.url);
      actor = await actorOf(open.stores.casebook, open.auth, request.headers, systemClock.nowMs());
      if (actor === undefined) throw new RingleaderError("unauthenticated", "sign in first");
      authorize(actor, action);
    } catch (error) {
      return failure(error);
    }
    const signedIn = actor;
    return await wrap(action, schemas, async (input) => {
      const all = { ...input, actor: signedIn };
      const found = await work(all);
      const view = viewed?.(all, found);
      if (view !== undefined) await recordViewOf(all, view);
      return found;
    })(request, context);
  };
  return Object.assign(route, { access: action, audited: viewed !== undefined });
}

async function recordViewOf(input: { desk: Desk; actor: Actor; nowMs: number }, view: Viewed): Promise<void> {
  const event = { actorId: input.actor.userId, action: `${view.objectType}.view`, ...view };
  await recordView(input.desk.stores.casebook, event, input.nowMs);
}

/** For the few routes that come before sign-in. */
export function handlePublic<
  P extends z.ZodType = z.ZodType<undefined>,
  Q extends z.ZodType = z.ZodType<undefined>,
  B extends z.ZodType = z.ZodType<undefined>,
>(
  schemas: Schemas<P, Q, B>,
  work: (input: PublicInput<z.infer<P>, z.infer<Q>, z.infer<B>>) => Promise<unknown>,
): RouteHandler {
  return wrap("public", schemas, work);
}
