import { handle } from "@/lib/services/http/handle";
import { ruleBodySchema, setRule } from "@/lib/services/retention/rules";

export const PUT = handle("retention.edit", { body: ruleBodySchema }, async ({ desk, actor, body, nowMs }) =>
  setRule(desk.stores.casebook, actor, body, nowMs),
);
