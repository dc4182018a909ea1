import { z } from "zod";
import { handle } from "@/lib/services/http/handle";
import { previewUndo, undoBodySchema, undoImport } from "@/lib/services/imports/undo";

const params = z.object({ id: z.string().min(1).max(64) });

export const GET = handle("import.undo", { params }, async ({ desk, actor, params: { id } }) =>
  previewUndo(desk.stores, actor, id),
);

export const POST = handle(
  "import.undo",
  { params, body: undoBodySchema },
  async ({ desk, actor, params: { id }, body, nowMs }) => undoImport(desk.stores, actor, id, body, nowMs),
);
