import { z } from "zod";
import { systemClock } from "@/lib/core/time";
import { handle } from "@/lib/services/http/handle";
import { cancelImport } from "@/lib/services/imports/cancel";

export const POST = handle(
  "import.run",
  { params: z.object({ id: z.string().min(1).max(64) }) },
  async ({ desk, actor, params }) => cancelImport(desk.stores, actor, params.id, systemClock),
);
