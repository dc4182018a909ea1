import { z } from "zod";
import { keyedHash } from "@/lib/services/audit/keyed-hash";
import { handle } from "@/lib/services/http/handle";
import { search } from "@/lib/services/search/search";

const querySchema = z.object({ q: z.string().max(512).default("") });

export const GET = handle(
  "account.read",
  { query: querySchema },
  async ({ desk, query }) => search(desk.stores, query.q),
  ({ desk, query }) =>
    query.q.trim() === ""
      ? undefined
      : { objectType: "search", objectId: keyedHash(desk.stores.dir, query.q.trim()) },
);
