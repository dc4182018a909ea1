import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { importPreset } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { importMappingSchema } from "@/lib/domain/import";
import type { SavedPreset } from "@/lib/domain/upload";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { PRESETS } from "@/lib/ingest/presets";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { CasebookReader } from "@/lib/stores/casebook/client";
import type { Stores } from "@/lib/stores/connect";

export const savePresetBodySchema = z.object({ mapping: importMappingSchema });

function presetView(row: typeof importPreset.$inferSelect): SavedPreset {
  return {
    id: row.id,
    name: row.name,
    mapping: row.mapping,
    byName: row.createdByName,
    createdAtMs: row.createdAt.getTime(),
  };
}

/** Mappings somebody saved, by name. */
export async function listSavedPresets(casebook: CasebookReader): Promise<SavedPreset[]> {
  return (await casebook.select().from(importPreset).orderBy(asc(importPreset.name))).map(presetView);
}

/**
 * Keeps a mapping under its name.
 * @throws RingleaderError `conflict` where the name is taken, by a saved one or one of the product's.
 */
export async function savePreset(
  stores: Stores,
  actor: Actor,
  body: z.infer<typeof savePresetBodySchema>,
  nowMs: number,
): Promise<SavedPreset> {
  authorize(actor, "import.run");
  const { mapping } = body;
  if (PRESETS.some((preset) => preset.name === mapping.name || preset.label === mapping.name))
    throw new RingleaderError("conflict", "a preset of the desk has this name; choose another");
  return await stores.casebook.transaction(async (tx) => {
    const [row] = await tx
      .insert(importPreset)
      .values({
        id: newId("preset"),
        name: mapping.name,
        mapping,
        createdByName: actor.name,
        createdAt: new Date(nowMs),
      })
      .onConflictDoNothing()
      .returning();
    if (row === undefined)
      throw new RingleaderError("conflict", "a preset of this name is saved already; choose another name");
    await appendAudit(
      tx,
      { actorId: actor.userId, action: "preset.save", objectType: "preset", objectId: row.id },
      nowMs,
    );
    return presetView(row);
  });
}

/** @throws RingleaderError `not_found`. */
export async function removePreset(
  stores: Stores,
  actor: Actor,
  presetId: string,
  nowMs: number,
): Promise<{ removed: true }> {
  authorize(actor, "import.run");
  await stores.casebook.transaction(async (tx) => {
    const gone = await tx.delete(importPreset).where(eq(importPreset.id, presetId)).returning();
    if (gone.length === 0) throw new RingleaderError("not_found", "this preset is not there any more");
    await appendAudit(
      tx,
      { actorId: actor.userId, action: "preset.remove", objectType: "preset", objectId: presetId },
      nowMs,
    );
  });
  return { removed: true };
}
