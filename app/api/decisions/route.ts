import { z } from "zod";
import { decisionBodySchema } from "@/lib/domain/decision-view";
import { makeDecision } from "@/lib/services/decisions/make";
import { type DecisionScope, readDecisions } from "@/lib/services/decisions/read";
import { handle, type Viewed } from "@/lib/services/http/handle";

const accountId = z.string().min(1).max(256);
const querySchema = z.union(
  [
    z.strictObject({ account: accountId }).transform(({ account }) => ({ accountId: account })),
    z.strictObject({ a: accountId, b: accountId }).transform(({ a, b }) => ({ accountA: a, accountB: b })),
    z
      .strictObject({ network: z.string().min(1).max(64) })
      .transform(({ network }) => ({ networkId: network })),
  ],
  { error: "ask for ?account=, for ?a= and &b=, or for ?network=" },
);

function viewedOf(scope: DecisionScope): Viewed {
  if ("networkId" in scope) return { objectType: "network", objectId: scope.networkId };
  if ("accountId" in scope) return { objectType: "account", objectId: scope.accountId };
  return { objectType: "link", objectId: [scope.accountA, scope.accountB].sort().join(" ") };
}

export const GET = handle(
  "account.read",
  { query: querySchema },
  async ({ desk, actor, query }) => readDecisions(desk.stores.casebook, actor, query),
  ({ query }) => viewedOf(query),
);

export const POST = handle(
  "link.decide",
  { body: decisionBodySchema },
  async ({ desk, actor, body, nowMs }) => makeDecision(desk.stores, actor, body, nowMs),
);
