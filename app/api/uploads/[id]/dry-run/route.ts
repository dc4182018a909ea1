import { z } from "zod";
import { systemClock } from "@/lib/core/time";
import { handle } from "@/lib/services/http/handle";
import { workerLauncher } from "@/lib/services/imports/launch-worker";
import { readingChoiceSchema } from "@/lib/services/imports/reading-choice";
import { cancelDryRun, readDryRun, startDryRun } from "@/lib/services/uploads/dry-run";
import { uploadIdSchema } from "@/lib/services/uploads/folder";

const params = z.object({ id: uploadIdSchema });

export const GET = handle("import.run", { params }, async ({ desk, actor, params: { id } }) =>
  readDryRun(desk.stores, actor, id),
);

export const POST = handle(
  "import.run",
  { params, body: readingChoiceSchema },
  async ({ desk, actor, params: { id }, body }) =>
    startDryRun(desk.stores, actor, id, body, workerLauncher(desk.stores.dir), systemClock),
);

export const DELETE = handle("import.run", { params }, async ({ desk, actor, params: { id } }) =>
  cancelDryRun(desk.stores, actor, id),
);
