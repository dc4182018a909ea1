import { z } from "zod";
import { explainToReader } from "@/lib/services/explain/with-probability";
import { handle } from "@/lib/services/http/handle";

const querySchema = z.object({ a: z.string().min(1).max(256), b: z.string().min(1).max(256) });

export const GET = handle(
  "account.read",
  { query: querySchema },
  async ({ desk, query }) => explainToReader(desk.stores, query.a, query.b),
  ({ query }) => ({ objectType: "link", objectId: [query.a, query.b].sort().join(" ") }),
);
