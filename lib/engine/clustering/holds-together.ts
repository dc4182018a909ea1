import type { LinkGraph } from "./link-graph";
import type { Reclustering } from "./reclustering";

/** What one identifier holds together, all else left as it is. */
interface HeldTogether {
  /** Position in `graph.identifiers`. */
  identifier: number;
  /** Confirmed links with a row of it, and the accounts at their ends. */
  links: number;
  accounts: number;
  /** Of them, links that no longer hold without it. */
  linksFalling: number;
  /** Accounts that leave the largest part without it. */
  accountsLeaving: number;
}

/** Identifiers ranked by what they hold together. */
export interface HoldsRanking {
  /** Most accounts leaving first, then on the most links, then by kind and value. */
  rows: HeldTogether[];
  /** Identifiers with a row on some confirmed link: all of them were tried. */
  identifiers: number;
}

/** Order of identifiers by kind and value, which does not depend on that of their arrival. */
export function compareIdentifiers(graph: LinkGraph, x: number, y: number): number {
  const one = graph.identifiers[x];
  const other = graph.identifiers[y];
  if (one === undefined || other === undefined || x === y) return 0;
  if (one.kind !== other.kind) return one.kind < other.kind ? -1 : 1;
  return one.value < other.value ? -1 : 1;
}

/**
 * Takes each identifier away alone, scores the links that have it again (with the two-family rule)
 * and groups anew: who leaves the largest part? Exact; only links that have the identifier
 * are scored, and only the neighbourhood of those that fall is walked.
 */
export function holdsTogether(reclustering: Reclustering, rowsMax = 40): HoldsRanking {
  const { graph } = reclustering;
  const tried: { identifier: number; leaving: number; rows: number }[] = [];
  for (let identifier = 0; identifier < graph.identifiers.length; identifier++) {
    const rows = reclustering.byIdentifier.of(identifier).length;
    if (rows === 0) continue;
    tried.push({ identifier, leaving: reclustering.accountsLeaving(new Set([identifier])), rows });
  }
  tried.sort(
    (x, y) =>
      y.leaving - x.leaving || y.rows - x.rows || compareIdentifiers(graph, x.identifier, y.identifier),
  );
  const rows = tried.slice(0, rowsMax).map(({ identifier, leaving }): HeldTogether => {
    const links = new Set(reclustering.byIdentifier.of(identifier));
    const accounts = new Set<number>();
    for (const l of links) accounts.add(graph.a[l] ?? 0).add(graph.b[l] ?? 0);
    return {
      identifier,
      links: links.size,
      accounts: accounts.size,
      linksFalling: reclustering.linksFalling(new Set([identifier])).size,
      accountsLeaving: leaving,
    };
  });
  return { rows, identifiers: tried.length };
}
