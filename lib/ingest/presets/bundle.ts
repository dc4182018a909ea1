import { BUNDLE_TABLES } from "@/lib/domain/import";
import type { Preset } from "./preset";

export const bundle: Preset = {
  name: "bundle",
  label: "Import bundle v1",
  files: BUNDLE_TABLES.map((table) => ({ stem: table, table, columns: {} })),
};
