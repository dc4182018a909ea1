import { desc, inArray } from "drizzle-orm";
import { importRun, rosterEntry } from "@/drizzle/schema";
import type { RosterLine, RosterView } from "@/lib/domain/roster-view";
import type { Actor } from "@/lib/domain/user";
import { mayDo } from "@/lib/auth/authorize";
import { identifierKind } from "@/lib/engine";
import { CANDIDATE_KINDS } from "@/lib/enrich/roster-candidate-rule";
import type { Stores } from "@/lib/stores/connect";
import { readImportedRoster } from "@/lib/stores/evidence/reads/roster";
import { readKnownRoster, rosterKey, rosterVersion } from "./known";

/** Every line of the roster: people's own, newest first and withdrawn ones too, then what imports brought. */
export async function readRoster(stores: Stores, actor: Actor): Promise<RosterView> {
  const [kept, imported, known] = await Promise.all([
    stores.casebook.select().from(rosterEntry).orderBy(desc(rosterEntry.createdAt), rosterEntry.id),
    readImportedRoster(stores.evidence),
    readKnownRoster(stores),
  ]);
  const importIds = [...new Set(imported.map((row) => row.importId))];
  const imports =
    importIds.length === 0
      ? []
      : await stores.casebook
          .select({ id: importRun.id, source: importRun.source })
          .from(importRun)
          .where(inArray(importRun.id, importIds));
  const sourceOf = new Map(imports.map((row) => [row.id, row.source]));
  const open = new Set(kept.filter((row) => row.withdrawnAt === null).map(rosterKey));
  const shown = (kind: string, value: string): Pick<RosterLine, "kindLabel" | "display"> => {
    const spec = identifierKind(kind);
    return { kindLabel: spec.label, display: spec.show(value) };
  };
  const lines: RosterLine[] = [
    ...kept.map((row) => ({
      id: row.id,
      cidrOrValue: row.cidrOrValue,
      kind: row.kind,
      ...shown(row.kind, row.cidrOrValue),
      class: row.class,
      capacity: row.capacity,
      note: row.note,
      origin: row.origin,
      source: row.byName,
      importId: null,
      createdAtMs: row.createdAt.getTime(),
      withdrawnAtMs: row.withdrawnAt?.getTime() ?? null,
      withdrawnByName: row.withdrawnByName,
      replaced: false,
    })),
    ...imported.map((row) => ({
      id: null,
      cidrOrValue: row.cidrOrValue,
      kind: row.kind,
      ...shown(row.kind, row.cidrOrValue),
      class: row.class,
      capacity: row.capacity,
      note: row.note,
      origin: "import" as const,
      source: sourceOf.get(row.importId) ?? row.importId,
      importId: row.importId,
      createdAtMs: null,
      withdrawnAtMs: null,
      withdrawnByName: null,
      replaced: open.has(rosterKey(row)),
    })),
  ];
  const kinds = new Set<string>([...CANDIDATE_KINDS, "device", ...lines.map((line) => line.kind)]);
  return {
    lines,
    version: rosterVersion(known),
    mayEdit: mayDo(actor, "roster.edit"),
    kinds: [...kinds].map((kind) => ({ kind, kindLabel: identifierKind(kind).label })),
  };
}
