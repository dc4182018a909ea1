import { z } from "zod";
import { systemClock } from "@/lib/core/time";
import { handle } from "@/lib/services/http/handle";
import { workerLauncher } from "@/lib/services/imports/launch-worker";
import { resumeImport } from "@/lib/services/imports/resume";

export const POST = handle(
  "import.run",
  { params: z.object({ id: z.string().min(1).max(64) }) },
  async ({ desk, actor, params }) =>
    resumeImport(desk.stores, actor, params.id, workerLauncher(desk.stores.dir), systemClock),
);
