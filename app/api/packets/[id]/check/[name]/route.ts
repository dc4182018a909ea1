import { z } from "zod";
import { handle } from "@/lib/services/http/handle";
import { CHECK_FILES, downloadCheckFile } from "@/lib/services/packets/download";

const paramsSchema = z.object({ id: z.string().min(1).max(64), name: z.enum(CHECK_FILES) });

export const GET = handle("packet.download", { params: paramsSchema }, async ({ desk, actor, params }) =>
  downloadCheckFile(desk.stores, actor, params.id, params.name),
);
