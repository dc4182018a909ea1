import { cleanText, shortLabel } from "@/components/graph/label";
import { counted } from "@/lib/core/format";
import { dayUtc, minuteUtc } from "@/lib/core/time";
import type { UseWindow } from "@/lib/domain/evidence";

const LABEL_CHARACTERS_MAX = 28;

export interface ShownImport {
  id: string;
  label: string;
  day: string;
  title: string;
  href: string;
}

/** The imports a use came from, fit to show, and how many older ones are not named; null where the row does not say. */
export function shownImports(use: UseWindow): { named: ShownImport[]; older: string | null } | null {
  const { imports = [], importsTotal = imports.length } = use;
  if (imports.length === 0) return null;
  const unnamed = importsTotal - imports.length;
  return {
    named: imports.map(({ id, label, atMs }) => ({
      id,
      label: shortLabel(label, LABEL_CHARACTERS_MAX),
      day: dayUtc(atMs),
      title: `${cleanText(label)}, started ${minuteUtc(atMs)}`,
      href: `/sources?import=${encodeURIComponent(id)}`,
    })),
    older: unnamed > 0 ? counted(unnamed, "older import") : null,
  };
}
