import type { ImportMapping } from "@/lib/domain/import";
import type { SavedPreset } from "@/lib/domain/upload";
import { segment, sendJson } from "./fetcher";

export async function savePreset(mapping: ImportMapping): Promise<SavedPreset> {
  return await sendJson<SavedPreset>("POST", "/api/presets", { mapping });
}

export async function removePreset(presetId: string): Promise<void> {
  await sendJson("DELETE", `/api/presets/${segment(presetId)}`);
}
