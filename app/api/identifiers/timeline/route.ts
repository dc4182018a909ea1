import { z } from "zod";
import { identifierKindSchema } from "@/lib/domain/identifier";
import { keyedHash } from "@/lib/services/audit/keyed-hash";
import { handle } from "@/lib/services/http/handle";
import { readIdentifierTimeline } from "@/lib/services/identifiers/timeline";

const querySchema = z.object({ kind: identifierKindSchema, value: z.string().min(1).max(4_096) });

export const GET = handle(
  "desk.read",
  { query: querySchema },
  async ({ desk, query }) => readIdentifierTimeline(desk.stores, query),
  ({ desk, query }) => ({ objectType: query.kind, objectId: keyedHash(desk.stores.dir, query.value) }),
);
