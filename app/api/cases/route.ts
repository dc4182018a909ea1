import { z } from "zod";
import { CASE_STATUSES } from "@/lib/domain/case";
import { openCase, openCaseBodySchema } from "@/lib/services/cases/open";
import { listCases } from "@/lib/services/cases/read";
import { handle } from "@/lib/services/http/handle";

export const GET = handle(
  "case.read",
  { query: z.object({ status: z.enum(CASE_STATUSES).optional() }) },
  async ({ desk, query }) => listCases(desk.stores.casebook, query.status),
);

export const POST = handle("case.open", { body: openCaseBodySchema }, async ({ desk, actor, body, nowMs }) =>
  openCase(desk.stores, actor, body, nowMs),
);
