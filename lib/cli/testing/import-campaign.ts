import path from "node:path";
import { systemClock } from "@/lib/core/time";
import type { ImportSummary } from "@/lib/domain/import";
import { scratchFolder } from "@/lib/services/testing/stores";
import { runImport } from "@/lib/services/imports/run";
import type { Stores } from "@/lib/stores/connect";
import { synthFiles, type SynthOptions } from "@/lib/synth/synth-files";
import { writeBundle } from "../write-bundle";

/** A synthetic campaign as a bundle in a new folder. @returns the folder */
export async function campaignFolder(options: Partial<SynthOptions>): Promise<string> {
  const folder = path.join(scratchFolder("campaign"), "bundle");
  await writeBundle(folder, synthFiles(options), false, () => undefined);
  return folder;
}

export async function importFolder(stores: Stores, folder: string): Promise<ImportSummary> {
  return await runImport(
    stores,
    { source: folder, preset: "bundle", dryRun: false, actorId: "tester", actorName: "Tester" },
    systemClock,
  );
}
