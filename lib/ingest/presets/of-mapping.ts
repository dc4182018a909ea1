import type { ImportMapping } from "@/lib/domain/import";
import type { Preset } from "./preset";

/** A mapping somebody made as a preset; it goes by the mapping's own name. */
export function presetOfMapping(mapping: ImportMapping): Preset {
  return {
    name: mapping.name,
    label: mapping.name,
    files: mapping.files.map((file) => ({ ...file, stem: file.stem.toLowerCase() })),
  };
}
