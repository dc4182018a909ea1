import { z } from "zod";
import { identifierKindSchema } from "@/lib/domain/identifier";
import { handle } from "@/lib/services/http/handle";
import { readIdentifier } from "@/lib/services/identifiers/read";

const querySchema = z.object({ kind: identifierKindSchema, value: z.string().min(1).max(4_096) });

export const GET = handle("desk.read", { query: querySchema }, async ({ desk, query }) =>
  readIdentifier(desk.stores, query),
);
