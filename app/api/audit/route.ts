import { z } from "zod";
import { readAuditPage } from "@/lib/services/audit/read";
import { handle } from "@/lib/services/http/handle";

const querySchema = z.object({ before: z.coerce.number().int().positive().optional() });

export const GET = handle("audit.read", { query: querySchema }, async ({ desk, query }) =>
  readAuditPage(desk.stores.casebook, query.before),
);
