import { z } from "zod";
import { handle } from "@/lib/services/http/handle";
import { removePreset } from "@/lib/services/imports/presets";

export const DELETE = handle(
  "import.run",
  { params: z.object({ id: z.string().min(1).max(64) }) },
  async ({ desk, actor, params, nowMs }) => removePreset(desk.stores, actor, params.id, nowMs),
);
