import path from "node:path";
import { RingleaderError } from "@/lib/core/errors";
import { BUNDLE_TABLES } from "@/lib/domain/import";
import type { InspectedFile, PresetChoice, TableColumns, UploadInspection } from "@/lib/domain/upload";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { findBundle } from "@/lib/ingest/bundle";
import { parseFileName } from "@/lib/ingest/formats/open";
import { inspectFile } from "@/lib/ingest/mapping/inspect";
import { PRESETS } from "@/lib/ingest/presets";
import { presetOfMapping } from "@/lib/ingest/presets/of-mapping";
import type { Preset } from "@/lib/ingest/presets/preset";
import { TABLE_SPECS } from "@/lib/ingest/tables";
import type { Stores } from "@/lib/stores/connect";
import { listSavedPresets } from "@/lib/services/imports/presets";
import { checkedFiles } from "@/lib/services/imports/start";
import { ownUpload } from "./open";

const TABLES: TableColumns[] = BUNDLE_TABLES.flatMap((table) =>
  table === "truth"
    ? []
    : [
        {
          table,
          columns: TABLE_SPECS[table].columns.map(({ name, required, time }) => ({ name, required, time })),
        },
      ],
);

async function inspectOne(folder: string, name: string): Promise<InspectedFile> {
  const stem = parseFileName(name)?.stem ?? name.toLowerCase();
  try {
    return { name, stem, inspection: await inspectFile(path.join(folder, name), name), refused: null };
  } catch (error) {
    if (!(error instanceof RingleaderError)) throw error;
    return { name, stem, inspection: null, refused: error.message };
  }
}

/** Names of the files a preset reads; none where it reads nothing or stumbles over two of them. */
async function readsOf(folder: string, preset: Preset): Promise<string[]> {
  try {
    return [...new Set((await findBundle(folder, preset)).files.map((file) => file.name))];
  } catch (error) {
    if (error instanceof RingleaderError) return [];
    throw error;
  }
}

/** The preset every file looks like and that reads them all; null where somebody must say what they are. */
function suggestionFor(files: readonly InspectedFile[], presets: readonly PresetChoice[]): string | null {
  const readable = files.filter((file) => file.inspection !== null);
  const guesses = new Set(readable.map((file) => file.inspection?.guesses.preset ?? null));
  const [guess] = guesses;
  if (guesses.size !== 1 || guess === null || guess === undefined) return null;
  const reads = new Set(presets.find((preset) => preset.name === guess)?.reads);
  return readable.every((file) => reads.has(file.name)) ? guess : null;
}

/** What the files of an upload hold and what they probably are: columns, first rows, presets that read them. */
export async function inspectUpload(
  stores: Stores,
  actor: Actor,
  uploadId: string,
): Promise<UploadInspection> {
  authorize(actor, "import.run");
  const row = await ownUpload(stores.casebook, actor, uploadId);
  const folder = await checkedFiles(stores, row);
  const names = row.files.map((file) => file.name).sort();
  const files: InspectedFile[] = [];
  for (const name of names) files.push(await inspectOne(folder, name));
  const presets: PresetChoice[] = [];
  for (const preset of PRESETS)
    presets.push({
      name: preset.name,
      label: preset.label,
      reads: await readsOf(folder, preset),
      saved: null,
    });
  for (const saved of await listSavedPresets(stores.casebook))
    presets.push({
      name: saved.name,
      label: saved.name,
      reads: await readsOf(folder, presetOfMapping(saved.mapping)),
      saved,
    });
  return { files, presets, suggested: suggestionFor(files, presets), tables: TABLES };
}
