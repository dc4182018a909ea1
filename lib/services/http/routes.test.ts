import { readdirSync } from "node:fs";
import path from "node:path";
import { inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEntry } from "@/drizzle/schema";
import { ROLES, type Role } from "@/lib/domain/user";
import { cookieOf, join, TEST_PASSWORD } from "@/lib/services/testing/people";
import { deskOver, openTestStores, TEST_URL, type TestStores } from "@/lib/services/testing/stores";
import { projectRoot } from "@/lib/stores/root";
import type { Desk } from "@/lib/auth/desk";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
const EVERYBODY = ["anonymous", ...ROLES] as const;
type Caller = Role | "anonymous";

/**
 * Who gets past the door of each route, and with what it is knocked at. "anonymous" opens it to
 * all. A new route belongs in here, or the test fails.
 */
const TABLE: Record<string, { allowed: readonly Caller[]; query?: string; body?: unknown }> = {
  "GET /api/accounts/[id]": { allowed: ["investigator", "manager", "counsel"] },
  "GET /api/accounts/[id]/profile": { allowed: ["investigator", "manager", "counsel"] },
  "POST /api/accounts/[id]/reveal": {
    allowed: ["investigator", "counsel"],
    body: { field: "email", purpose: "case_work", reason: "a reason of some length" },
  },
  "GET /api/audit": { allowed: ["auditor", "counsel", "admin"] },
  "POST /api/auth/sign-in/email": {
    allowed: EVERYBODY,
    body: { email: "manager@desk.example", password: TEST_PASSWORD },
  },
  "POST /api/auth/sign-out": { allowed: EVERYBODY },
  "GET /api/calibration": { allowed: ["investigator", "manager", "counsel"] },
  "GET /api/cases": { allowed: ["investigator", "manager", "counsel"] },
  "POST /api/cases": {
    allowed: ["investigator"],
    body: { networkId: "N-0001", title: "A title", purpose: "a purpose" },
  },
  "GET /api/cases/[id]": { allowed: ["investigator", "manager", "counsel"] },
  "POST /api/cases/[id]/claims": {
    allowed: ["investigator"],
    body: { text: "A sentence.", evidence: [{ type: "network" }], version: 1 },
  },
  "DELETE /api/cases/[id]/claims/[claimId]": { allowed: ["investigator"], query: "version=1" },
  "POST /api/cases/[id]/notes": { allowed: ["investigator"], body: { text: "a note" } },
  "POST /api/cases/[id]/packets": {
    allowed: ["investigator", "manager", "counsel"],
    body: { tier: "internal" },
  },
  "POST /api/cases/[id]/review": {
    allowed: ["manager"],
    body: { decision: "approved", reason: "a reason", contentHash: "0".repeat(64) },
  },
  "POST /api/cases/[id]/submit": { allowed: ["investigator"], body: { reason: "a reason", version: 1 } },
  "GET /api/decisions": { allowed: ["investigator", "manager", "counsel"], query: "account=a1" },
  "POST /api/decisions": {
    allowed: ["investigator", "manager"],
    body: { accountA: "a1", accountB: "b1", verdict: "must_link", reason: "a reason of some length" },
  },
  "DELETE /api/decisions/[id]": {
    allowed: ["investigator", "manager"],
    body: { reason: "a reason of some length" },
  },
  "GET /api/explain": { allowed: ["investigator", "manager", "counsel"], query: "a=a1&b=b1" },
  "GET /api/graph/expand": { allowed: ["investigator", "manager", "counsel"], query: "node=account%3Aa1" },
  "GET /api/graph/menu": { allowed: ["investigator", "manager", "counsel"], query: "node=account%3Aa1" },
  "GET /api/health": { allowed: EVERYBODY },
  "POST /api/holds": { allowed: ["counsel"], body: { scope: "account", objectId: "a1", reason: "a reason" } },
  "POST /api/holds/[id]/lift": { allowed: ["counsel"], body: { reason: "a reason" } },
  "GET /api/identifiers": {
    allowed: ["investigator", "manager", "counsel"],
    query: "kind=ip&value=240.0.0.1",
  },
  "GET /api/identifiers/timeline": {
    allowed: ["investigator", "manager", "counsel"],
    query: "kind=ip&value=240.0.0.1",
  },
  "GET /api/imports": { allowed: ROLES },
  "POST /api/imports": {
    allowed: ["investigator", "admin"],
    body: { uploadId: "upl_0000000000000000", preset: "bundle" },
  },
  "POST /api/imports/[id]/cancel": { allowed: ["investigator", "admin"] },
  "GET /api/imports/[id]/rejects": { allowed: ROLES },
  "POST /api/imports/[id]/resume": { allowed: ["investigator", "admin"] },
  "GET /api/imports/[id]/undo": { allowed: ["manager", "admin"] },
  "POST /api/imports/[id]/undo": { allowed: ["manager", "admin"], body: { reason: "a reason" } },
  "POST /api/invitations": {
    allowed: ["admin"],
    body: { email: "guest@desk.example", roles: ["investigator"] },
  },
  "POST /api/invitations/accept": {
    allowed: EVERYBODY,
    body: { token: "unknown", name: "N", password: TEST_PASSWORD },
  },
  "GET /api/me": { allowed: ROLES },
  "GET /api/networks": { allowed: ["investigator", "manager", "counsel"] },
  "GET /api/networks/[id]": { allowed: ["investigator", "manager", "counsel"] },
  "GET /api/networks/[id]/forest": { allowed: ["investigator", "manager", "counsel"] },
  "GET /api/networks/[id]/graph": { allowed: ["investigator", "manager", "counsel"] },
  "GET /api/networks/[id]/holds": { allowed: ["investigator", "manager", "counsel"] },
  "POST /api/networks/[id]/path": {
    allowed: ["investigator", "manager", "counsel"],
    body: { from: "a1", to: "b1", without: [{ kind: "ip", value: "240.0.0.1" }] },
  },
  "GET /api/networks/[id]/succession": { allowed: ["investigator", "manager", "counsel"] },
  "POST /api/networks/[id]/without": {
    allowed: ["investigator", "manager", "counsel"],
    body: { identifiers: [{ kind: "ip", value: "240.0.0.1" }] },
  },
  "GET /api/overview": { allowed: ["investigator", "manager", "counsel"] },
  "GET /api/packets/[id]/check/[name]": { allowed: ["investigator", "manager", "counsel"] },
  "GET /api/packets/[id]/download": { allowed: ["investigator", "manager", "counsel"] },
  "GET /api/presets": { allowed: ROLES },
  "POST /api/presets": {
    allowed: ["investigator", "admin"],
    body: { mapping: { name: "A preset", files: [{ stem: "log", table: "events", columns: {} }] } },
  },
  "DELETE /api/presets/[id]": { allowed: ["investigator", "admin"] },
  "GET /api/resolve": { allowed: ROLES },
  "POST /api/resolve": { allowed: ["investigator", "admin"] },
  "GET /api/retention": { allowed: ["manager", "counsel", "admin", "auditor"] },
  "POST /api/retention/check": { allowed: ["manager", "counsel", "admin", "auditor"] },
  "PUT /api/retention/rules": {
    allowed: ["counsel", "admin"],
    body: { recordClass: "events", keepDays: 3650 },
  },
  "GET /api/review": { allowed: ["investigator", "manager", "counsel"] },
  "GET /api/roster": { allowed: ["investigator", "manager", "counsel"] },
  "POST /api/roster": {
    allowed: ["investigator", "manager"],
    body: { cidrOrValue: "240.200.0.0/16", kind: "ip", class: "vpn", capacity: 100, note: "" },
  },
  "POST /api/roster/[id]/withdraw": {
    allowed: ["investigator", "manager"],
    body: { reason: "a reason" },
  },
  "GET /api/roster/candidates": { allowed: ["investigator", "manager", "counsel"] },
  "POST /api/roster/candidates": {
    allowed: ["investigator", "manager"],
    body: { kind: "ip", value: "240.0.0.1", decision: "dismissed", reason: "a reason" },
  },
  "GET /api/roster/export": { allowed: ["investigator", "manager", "counsel"] },
  "POST /api/roster/import": {
    allowed: ["investigator", "manager"],
    body: { text: "cidr_or_value,kind,class\n", dryRun: true },
  },
  "GET /api/search": { allowed: ["investigator", "manager", "counsel"], query: "q=a1" },
  "POST /api/setup": {
    allowed: EVERYBODY,
    body: { token: "unknown", name: "N", email: "n@desk.example", password: TEST_PASSWORD },
  },
  "POST /api/uploads": { allowed: ["investigator", "admin"] },
  "GET /api/uploads/[id]": { allowed: ["investigator", "admin"] },
  "DELETE /api/uploads/[id]": { allowed: ["investigator", "admin"] },
  "GET /api/uploads/[id]/dry-run": { allowed: ["investigator", "admin"] },
  "POST /api/uploads/[id]/dry-run": { allowed: ["investigator", "admin"], body: { preset: "bundle" } },
  "DELETE /api/uploads/[id]/dry-run": { allowed: ["investigator", "admin"] },
  "GET /api/uploads/[id]/dry-run/rejects": { allowed: ["investigator", "admin"] },
  "PUT /api/uploads/[id]/files/[name]": { allowed: ["investigator", "admin"], query: "size=1" },
  "DELETE /api/uploads/[id]/files/[name]": { allowed: ["investigator", "admin"] },
  "GET /api/uploads/[id]/inspect": { allowed: ["investigator", "admin"] },
  "GET /api/users": { allowed: ["admin"] },
};

type Route = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

let opened: TestStores;
let desk: Desk;
const cookies = new Map<Caller, string>();
/** By method and path, such as "GET /api/cases/[id]". */
const routes = new Map<string, Route & { access?: unknown; audited?: unknown }>();

const PARAMS = { id: "x_none", claimId: "claim_none", name: "verify.mjs" };

function isRoute(value: unknown): value is Route & { access?: unknown; audited?: unknown } {
  return typeof value === "function";
}

async function call(
  name: string,
  caller: Caller,
  change: { origin?: string | null; body?: unknown; query?: string } = {},
): Promise<Response> {
  const [method = "", address = ""] = name.split(" ");
  const { query, body } = { ...TABLE[name], ...change };
  const url = new URL(
    `${address.replace("[id]", PARAMS.id).replace("[claimId]", PARAMS.claimId).replace("[name]", PARAMS.name)}?${query ?? ""}`,
    TEST_URL,
  );
  const headers = new Headers();
  const cookie = cookies.get(caller);
  if (cookie !== undefined) headers.set("cookie", cookie);
  if (body !== undefined) headers.set("content-type", "application/json");
  const origin = change.origin === undefined ? (method === "GET" ? null : TEST_URL) : change.origin;
  if (origin !== null) headers.set("origin", origin);
  const route = routes.get(name);
  if (route === undefined) throw new Error(`there is no ${name}`);
  return await route(
    new Request(url, { method, headers, body: body === undefined ? null : JSON.stringify(body) }),
    { params: Promise.resolve(PARAMS) },
  );
}

beforeAll(async () => {
  opened = await openTestStores();
  desk = deskOver(opened.stores);
  Object.assign(globalThis, { ringleaderDesk: { desk: Promise.resolve(desk) } });
  const folder = path.join(projectRoot(), "app/api");
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/(^|\/)route\.tsx?$/.test(file)) continue;
    const handlers: Record<string, unknown> = await import(path.join(folder, file));
    for (const method of METHODS) {
      const route = handlers[method];
      if (isRoute(route)) routes.set(`${method} /api/${path.dirname(file)}`, route);
    }
  }
  for (const role of ROLES) {
    const person = await join(desk, role, [role]);
    cookies.set(role, await cookieOf(desk, person));
  }
});
afterAll(async () => opened.close());

test("route handlers live under app/api only", () => {
  const strays = readdirSync(path.join(projectRoot(), "app"), { recursive: true, encoding: "utf8" }).filter(
    (file) => /(^|\/)route\.[jt]sx?$/.test(file) && !file.startsWith("api/"),
  );
  expect(strays).toEqual([]);
});

test("every route is made by the wrapper and has its line in the table", () => {
  expect([...routes].filter(([, route]) => typeof route.access !== "string").map(([name]) => name)).toEqual(
    [],
  );
  expect([...routes.keys()].toSorted()).toEqual(Object.keys(TABLE).toSorted());
});

test("the routes before sign-in are these five and no more", () => {
  const open = [...routes].filter(([, route]) => route.access === "public").map(([name]) => name);
  expect(open.toSorted()).toEqual([
    "GET /api/health",
    "POST /api/auth/sign-in/email",
    "POST /api/auth/sign-out",
    "POST /api/invitations/accept",
    "POST /api/setup",
  ]);
});

test("every look at an account, a link, an identifier, a network, a case, a search or records of an import, or at the calibration, is in the audit log", () => {
  const audited = [...routes].filter(([, route]) => route.audited === true).map(([name]) => name);
  expect(audited.toSorted()).toEqual([
    "GET /api/accounts/[id]",
    "GET /api/accounts/[id]/profile",
    "GET /api/calibration",
    "GET /api/cases/[id]",
    "GET /api/decisions",
    "GET /api/explain",
    "GET /api/graph/expand",
    "GET /api/identifiers",
    "GET /api/identifiers/timeline",
    "GET /api/imports/[id]/rejects",
    "GET /api/networks/[id]",
    "GET /api/networks/[id]/forest",
    "GET /api/networks/[id]/graph",
    "GET /api/networks/[id]/holds",
    "GET /api/networks/[id]/succession",
    "GET /api/roster/export",
    "GET /api/search",
    "GET /api/uploads/[id]/dry-run/rejects",
    "GET /api/uploads/[id]/inspect",
    "POST /api/networks/[id]/path",
    "POST /api/networks/[id]/without",
  ]);
});

test("a look at decisions is a look at the account, the pair or the network they were asked for", async () => {
  for (const query of ["account=acct_seen", "a=pair_b&b=pair_a", "network=N-0077"])
    expect((await call("GET /api/decisions", "investigator", { query })).status).toBe(200);
  const entries = await desk.stores.casebook
    .select({ action: auditEntry.action, type: auditEntry.objectType, id: auditEntry.objectId })
    .from(auditEntry)
    .where(inArray(auditEntry.objectId, ["acct_seen", "pair_a pair_b", "N-0077"]))
    .orderBy(auditEntry.seq);
  expect(entries).toEqual([
    { action: "account.view", type: "account", id: "acct_seen" },
    { action: "link.view", type: "link", id: "pair_a pair_b" },
    { action: "network.view", type: "network", id: "N-0077" },
  ]);
});

/** What a door says to one who may not pass; an answer of the room behind it is none of these. */
async function isTurnedAway(answer: Response): Promise<boolean> {
  if (answer.status === 403) return true;
  if (answer.status !== 401) return false;
  return (await answer.text()).includes("sign in first");
}

describe("each caller gets past exactly the doors the table opens", () => {
  test.each(Object.keys(TABLE).filter((name) => name !== "POST /api/auth/sign-out"))("%s", async (name) => {
    const passed: Caller[] = [];
    for (const caller of EVERYBODY) {
      const answer = await call(name, caller);
      expect(answer.status, `${caller} at ${name}`).not.toBe(500);
      if (!(await isTurnedAway(answer))) passed.push(caller);
    }
    expect(passed.toSorted()).toEqual([...(TABLE[name]?.allowed ?? [])].toSorted());
  });

  test("a person without any role passes none but the public ones", async () => {
    const person = await join(desk, "Roleless", ["auditor"]);
    cookies.set("anonymous", await cookieOf(desk, person));
    const { userRole } = await import("@/drizzle/schema");
    const { eq } = await import("drizzle-orm");
    await desk.stores.casebook.delete(userRole).where(eq(userRole.userId, person.userId));
    for (const [name, { allowed }] of Object.entries(TABLE)) {
      if (allowed.includes("anonymous")) continue;
      expect((await call(name, "anonymous")).status, name).toBe(403);
    }
    cookies.delete("anonymous");
  });

  test("only counsel builds packets that leave the house", async () => {
    for (const tier of ["counsel", "partner", "public"]) {
      for (const role of ROLES) {
        const answer = await call("POST /api/cases/[id]/packets", role, { body: { tier } });
        if (answer.status === 400) continue;
        expect([403, 404].includes(answer.status), `${role} ${tier} ${answer.status}`).toBe(true);
        expect(answer.status === 403, `${role} builds ${tier}`).toBe(role !== "counsel");
      }
    }
  });
});

describe("a request that could change something must come from the desk's own pages", () => {
  const unsafe = Object.keys(TABLE).filter((name) => !name.startsWith("GET "));
  test.each(unsafe)("%s", async (name) => {
    for (const origin of [
      null,
      "null",
      "https://elsewhere.example",
      `${TEST_URL}.elsewhere.example`,
      TEST_URL.replace("http:", "https:"),
    ]) {
      for (const caller of EVERYBODY) {
        expect((await call(name, caller, { origin })).status, `${caller} from ${String(origin)}`).toBe(403);
      }
    }
  });
});

test("input is looked at only after the caller: a stranger learns nothing from bad input", async () => {
  expect((await call("POST /api/cases", "anonymous", { body: { nonsense: true } })).status).toBe(401);
  expect((await call("POST /api/cases", "auditor", { body: { nonsense: true } })).status).toBe(403);
  expect((await call("POST /api/cases", "investigator", { body: { nonsense: true } })).status).toBe(400);
});

test("no answer may be kept by a cache or read as another type", async () => {
  for (const name of Object.keys(TABLE)) {
    if (name.startsWith("POST /api/auth")) continue;
    for (const caller of ["anonymous", "investigator", "admin"] as const) {
      const answer = await call(name, caller);
      expect(answer.headers.get("cache-control"), name).toBe("no-store");
      expect(answer.headers.get("x-content-type-options"), name).toBe("nosniff");
    }
  }
});

test("a signed-out session opens no door", async () => {
  const person = await join(desk, "Gone", ["investigator"]);
  cookies.set("anonymous", await cookieOf(desk, person));
  expect((await call("GET /api/me", "anonymous")).status).toBe(200);
  expect((await call("POST /api/auth/sign-out", "anonymous")).status).toBe(200);
  expect((await call("GET /api/me", "anonymous")).status).toBe(401);
  cookies.delete("anonymous");
});
