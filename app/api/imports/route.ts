import { systemClock } from "@/lib/core/time";
import { handle } from "@/lib/services/http/handle";
import { workerLauncher } from "@/lib/services/imports/launch-worker";
import { readImports } from "@/lib/services/imports/list";
import { startImport, startImportBodySchema } from "@/lib/services/imports/start";

export const GET = handle("import.read", {}, async ({ desk, actor }) =>
  readImports(desk.stores, actor, systemClock),
);

export const POST = handle("import.run", { body: startImportBodySchema }, async ({ desk, actor, body }) =>
  startImport(desk.stores, actor, body, workerLauncher(desk.stores.dir), systemClock),
);
