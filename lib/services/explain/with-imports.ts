import { and, inArray } from "drizzle-orm";
import { importRun } from "@/drizzle/schema";
import type { EvidenceRow, UseImport, UseWindow } from "@/lib/domain/evidence";
import type { Identifier } from "@/lib/domain/identifier";
import type { LinkExplanation } from "@/lib/domain/link";
import { identifierKind } from "@/lib/engine";
import type { CasebookReader } from "@/lib/stores/casebook/client";
import type { Stores } from "@/lib/stores/connect";
import { readImportsOfUses } from "@/lib/stores/evidence/reads/use-imports";

/** Imports named on each use; older ones are only counted. */
const IMPORTS_NAMED_MAX = 5;

/** What an owner's use is of in a row by which one account is the other's counterparty; null in all other rows. */
function ownersIdentifier({ kind, value, direct }: EvidenceRow): Identifier | null {
  const { refersTo } = identifierKind(kind);
  return direct && refersTo !== undefined ? { kind: refersTo, value } : null;
}

/** Those whose record stands: one that was undone is left out even where its rows have yet to leave the store. */
async function standingImports(
  casebook: CasebookReader,
  importIds: readonly string[],
): Promise<Map<string, UseImport>> {
  if (importIds.length === 0) return new Map();
  const rows = await casebook
    .select({ id: importRun.id, label: importRun.source, startedAt: importRun.startedAt })
    .from(importRun)
    .where(and(inArray(importRun.id, importIds), inArray(importRun.status, ["complete", "publishing"])));
  return new Map(rows.map(({ id, label, startedAt }) => [id, { id, label, atMs: startedAt.getTime() }]));
}

const newestFirst = (x: UseImport, y: UseImport): number =>
  y.atMs - x.atMs || (x.id < y.id ? -1 : x.id > y.id ? 1 : 0);

/** Each use of the link's evidence with the imports it came from. */
export async function withImports(stores: Stores, link: LinkExplanation): Promise<LinkExplanation> {
  const identifiers = link.evidence.flatMap((row) => {
    const owners = ownersIdentifier(row);
    return owners === null ? [row] : [row, owners];
  });
  const accounts = [link.accountA, link.accountB];
  const found = await readImportsOfUses(stores.evidence, accounts, identifiers);
  const standing = await standingImports(stores.casebook, [
    ...new Set(found.flatMap((use) => use.importIds)),
  ]);
  const useKey = (accountId: string, { kind, value }: Identifier): string =>
    JSON.stringify([accountId, kind, value]);
  const importIdsOf = new Map(found.map((use) => [useKey(use.accountId, use), use.importIds]));

  const named = (use: UseWindow, accountId: string, used: readonly Identifier[]): UseWindow => {
    const ids = new Set(used.flatMap((identifier) => importIdsOf.get(useKey(accountId, identifier)) ?? []));
    const imports = [...ids].flatMap((id) => standing.get(id) ?? []).sort(newestFirst);
    return imports.length === 0
      ? use
      : { ...use, imports: imports.slice(0, IMPORTS_NAMED_MAX), importsTotal: imports.length };
  };
  const namedRow = (row: EvidenceRow): EvidenceRow => {
    const owners = ownersIdentifier(row);
    const usedBy = (accountId: string, otherId: string): Identifier[] => {
      if (owners === null) return [row];
      const pays = (user: string, owner: string): boolean =>
        importIdsOf.has(useKey(user, row)) && importIdsOf.has(useKey(owner, owners));
      return [...(pays(accountId, otherId) ? [row] : []), ...(pays(otherId, accountId) ? [owners] : [])];
    };
    return {
      ...row,
      a: named(row.a, link.accountA, usedBy(link.accountA, link.accountB)),
      b: named(row.b, link.accountB, usedBy(link.accountB, link.accountA)),
    };
  };
  return { ...link, evidence: link.evidence.map(namedRow) };
}
