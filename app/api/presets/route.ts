import { handle } from "@/lib/services/http/handle";
import { listSavedPresets, savePreset, savePresetBodySchema } from "@/lib/services/imports/presets";

export const GET = handle("import.read", {}, async ({ desk }) => listSavedPresets(desk.stores.casebook));

export const POST = handle(
  "import.run",
  { body: savePresetBodySchema },
  async ({ desk, actor, body, nowMs }) => savePreset(desk.stores, actor, body, nowMs),
);
