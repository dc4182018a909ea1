import { asc, desc, eq } from "drizzle-orm";
import { caseLink, networkLink, resolveRun, type CaseFinding } from "@/drizzle/schema";
import { canonicalJson } from "@/lib/core/canonical-json";
import { RingleaderError } from "@/lib/core/errors";
import { sha256Hex } from "@/lib/core/hash";
import type { EvidenceRef } from "@/lib/domain/case";
import type { Link } from "@/lib/domain/link";
import type { CasebookTransaction } from "@/lib/stores/casebook/client";
import type { Stores } from "@/lib/stores/connect";
import { explainAccounts, newestModel } from "@/lib/services/explain/pair";
import { networkRow } from "@/lib/services/networks/read";

const LINKS_PER_INSERT = 500;

export interface FrozenFinding {
  finding: CaseFinding;
  links: Link[];
}

const pairKey = (a: string, b: string): string => JSON.stringify([a, b].sort());

async function linksOf(
  stores: Stores,
  networkId: string,
  subjects: ReadonlySet<string>,
  named: readonly { accountA: string; accountB: string }[],
): Promise<Link[]> {
  const rows = await stores.casebook
    .select({ link: networkLink.link })
    .from(networkLink)
    .where(eq(networkLink.networkId, networkId));
  const links = new Map<string, Link>();
  for (const { link } of rows) {
    if (subjects.has(link.accountA) && subjects.has(link.accountB))
      links.set(pairKey(link.accountA, link.accountB), link);
  }
  for (const pair of named) {
    const key = pairKey(pair.accountA, pair.accountB);
    if (links.has(key)) continue;
    const {
      sentence: _sentence,
      modelVersion: _version,
      thresholds: _thresholds,
      ...link
    } = await explainAccounts(stores, pair.accountA, pair.accountB);
    links.set(key, link);
  }
  return [...links].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, link]) => link);
}

/** What the engine holds of a case's accounts now: links, network, model. @throws RingleaderError `conflict` before the first run */
export async function gatherFinding(
  stores: Stores,
  networkId: string,
  subjects: ReadonlySet<string>,
  evidence: readonly EvidenceRef[],
): Promise<FrozenFinding> {
  const [row, model, [run]] = await Promise.all([
    networkRow(stores.casebook, networkId),
    newestModel(stores.casebook),
    stores.casebook
      .select({ id: resolveRun.id, notes: resolveRun.notes })
      .from(resolveRun)
      .where(eq(resolveRun.status, "complete"))
      .orderBy(desc(resolveRun.startedAt))
      .limit(1),
  ]);
  if (run === undefined)
    throw new RingleaderError("conflict", "no resolve run is complete yet; run `ringleader resolve` first");
  const links = await linksOf(
    stores,
    networkId,
    subjects,
    evidence.filter((ref) => ref.type === "link"),
  );
  const { families, sharedIdentifiers, weakBridges, guards, headline } = row.facts;
  return {
    links,
    finding: {
      runId: run.id,
      modelVersion: model.version,
      parameters: { ...model.parameters },
      gapTables: { ...model.gaps, ...(model.createdGaps === null ? {} : { created: model.createdGaps }) },
      notes: run.notes,
      network: {
        id: row.id,
        headline,
        families,
        strengthBits: row.strengthBits,
        sharedIdentifiers,
        weakBridges,
        guards,
      },
      linksHash: sha256Hex(canonicalJson(links)),
    },
  };
}

/** Keeps the links in the caller's transaction, in place of those of an earlier submission. */
export async function keepLinks(
  tx: CasebookTransaction,
  caseId: string,
  links: readonly Link[],
): Promise<void> {
  await tx.delete(caseLink).where(eq(caseLink.caseId, caseId));
  for (let from = 0; from < links.length; from += LINKS_PER_INSERT) {
    await tx
      .insert(caseLink)
      .values(
        links
          .slice(from, from + LINKS_PER_INSERT)
          .map((link) => ({ caseId, accountA: link.accountA, accountB: link.accountB, link })),
      );
  }
}

/** The frozen links, checked against the hash they were approved under. */
export async function frozenLinks(stores: Stores, caseId: string, linksHash: string): Promise<Link[]> {
  const rows = await stores.casebook
    .select({ link: caseLink.link })
    .from(caseLink)
    .where(eq(caseLink.caseId, caseId))
    .orderBy(asc(caseLink.accountA), asc(caseLink.accountB));
  const links = rows
    .map((row) => row.link)
    .sort((x, y) => (pairKey(x.accountA, x.accountB) < pairKey(y.accountA, y.accountB) ? -1 : 1));
  if (sha256Hex(canonicalJson(links)) !== linksHash) {
    throw new RingleaderError(
      "conflict",
      "the case's links are not the ones that were approved; submit it again",
    );
  }
  return links;
}
