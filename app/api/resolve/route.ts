import { handle } from "@/lib/services/http/handle";
import { workerLauncher } from "@/lib/services/imports/launch-worker";
import { startResolve } from "@/lib/services/resolve/start";
import { readResolveState } from "@/lib/services/resolve/state";

export const GET = handle("import.read", {}, async ({ desk, actor, nowMs }) =>
  readResolveState(desk.stores, actor, nowMs),
);

export const POST = handle("import.run", {}, async ({ desk, actor, nowMs }) =>
  startResolve(desk.stores, actor, workerLauncher(desk.stores.dir), nowMs),
);
