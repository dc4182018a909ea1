import type { SearchHit } from "@/lib/domain/views";

const TITLE: readonly (readonly [SearchHit["type"], string])[] = [
  ["network", "Networks"],
  ["case", "Cases"],
  ["account", "Accounts"],
  ["identifier", "Identifiers"],
];

export interface HitGroup {
  type: SearchHit["type"];
  title: string;
  hits: SearchHit[];
}

/** Hits by what they are, each group in the order the search ranked them; empty groups fall away. */
export function groupHits(hits: readonly SearchHit[]): HitGroup[] {
  return TITLE.map(([type, title]) => ({
    type,
    title,
    hits: hits.filter((hit) => hit.type === type),
  })).filter((group) => group.hits.length > 0);
}
