import { ForestSides } from "./forest-sides";
import { compareIdentifiers } from "./holds-together";
import type { Reclustering } from "./reclustering";

/** Places looked at, and links over all of them: what the search may cost. */
const PLACES_MAX = 400;
const LINKS_MAX = 3_000_000;

/**
 * Identifiers that part a network where its spanning forest can be parted with at least
 * `leavingMin` accounts on either side. For each such place, those with the fewest accounts on the
 * smaller side first, the links from one side to the other are felled one identifier after another,
 * always the one with the most bits on those still holding (the greedy hitting set). The smallest
 * set of all places is returned; undefined where no place can be parted.
 */
export function thinnestCut(reclustering: Reclustering, leavingMin: number): number[] | undefined {
  const { graph, forest } = reclustering;
  const sides = new ForestSides(graph, forest);
  const places = [...forest]
    .map((link) => ({ link, accounts: sides.smallerSize(link) }))
    .filter(({ accounts }) => accounts >= leavingMin)
    .sort((x, y) => x.accounts - y.accounts || y.link - x.link)
    .slice(0, PLACES_MAX);
  const inside = new Uint8Array(graph.accounts.length);
  let best: number[] | undefined;
  let looked = 0;
  for (const { link } of places) {
    const side = sides.smallerSide(link);
    for (const account of side) inside[account] = 1;
    const crossing: number[] = [];
    for (const account of side) {
      for (const l of reclustering.byAccount.of(account)) {
        looked++;
        if (inside[graph.a[l] ?? 0] !== inside[graph.b[l] ?? 0]) crossing.push(l);
      }
    }
    for (const account of side) inside[account] = 0;
    best = felling(reclustering, crossing, (best?.length ?? Number.POSITIVE_INFINITY) - 1) ?? best;
    if (looked > LINKS_MAX) break;
  }
  return best;
}

/** Identifiers without which none of the links holds, at most so many. */
function felling(reclustering: Reclustering, links: readonly number[], max: number): number[] | undefined {
  const { graph } = reclustering;
  const taken = new Set<number>();
  let standing = links;
  while (standing.length > 0) {
    if (taken.size >= max) return undefined;
    const bits = new Map<number, number>();
    for (const l of standing) {
      for (let row = graph.rowStart[l] ?? 0; row < (graph.rowStart[l + 1] ?? 0); row++) {
        const identifier = graph.rowIdentifier[row] ?? 0;
        if (!taken.has(identifier))
          bits.set(identifier, (bits.get(identifier) ?? 0) + (graph.rowBits[row] ?? 0));
      }
    }
    const [most] = [...bits].sort(
      ([x, bitsX], [y, bitsY]) => bitsY - bitsX || compareIdentifiers(graph, x, y),
    );
    if (most === undefined) return undefined;
    taken.add(most[0]);
    standing = standing.filter((l) => reclustering.holdsWithout(l, taken));
  }
  return [...taken];
}
