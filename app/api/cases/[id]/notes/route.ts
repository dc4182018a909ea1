import { z } from "zod";
import { addNote, noteBodySchema } from "@/lib/services/cases/add-note";
import { handle } from "@/lib/services/http/handle";

export const POST = handle(
  "case.edit",
  { params: z.object({ id: z.string().min(1).max(64) }), body: noteBodySchema },
  async ({ desk, actor, params, body, nowMs }) => addNote(desk.stores, actor, params.id, body, nowMs),
);
