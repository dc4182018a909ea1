import { z } from "zod";
import { handle } from "@/lib/services/http/handle";
import { importRosterFile } from "@/lib/services/roster/import-file";

export const POST = handle(
  "roster.edit",
  { body: z.object({ text: z.string().min(1, "the text is empty").max(900_000), dryRun: z.boolean() }) },
  async ({ desk, actor, body, nowMs }) => importRosterFile(desk.stores, actor, body.text, body.dryRun, nowMs),
);
