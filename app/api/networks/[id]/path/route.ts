import { z } from "zod";
import { leftOutSchema } from "@/lib/domain/network-inside";
import { handle } from "@/lib/services/http/handle";
import { readPath } from "@/lib/services/networks/inside/path";

const paramsSchema = z.object({ id: z.string().min(1).max(64) });
const accountSchema = z.string().min(1).max(256);
const querySchema = z.object({
  from: accountSchema,
  to: accountSchema,
  /** JSON: the identifiers to do without. */
  without: z
    .string()
    .max(16_000)
    .default("[]")
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "without must be JSON" });
        return z.NEVER;
      }
    })
    .pipe(leftOutSchema),
});

export const GET = handle(
  "desk.read",
  { params: paramsSchema, query: querySchema },
  async ({ desk, params, query }) => readPath(desk.stores, params.id, query.from, query.to, query.without),
  ({ query }) => ({ objectType: "path", objectId: [query.from, query.to].sort().join(" ") }),
);
