import { compareIdentifiers } from "./holds-together";
import type { Reclustering } from "./reclustering";

/** Of so many identifiers one is taken away at each step. */
const WIDTH = 12;

/**
 * Takes away, step by step, the identifier without which the most accounts leave, else the most
 * links fall, of those on the most links that still hold, until `leavingMin` accounts have left.
 * Undefined where `identifiersMax` are not enough.
 */
export function greedyCut(
  reclustering: Reclustering,
  leavingMin: number,
  identifiersMax: number,
): number[] | undefined {
  const { graph } = reclustering;
  const standing = Int32Array.from(
    graph.identifiers,
    (_, identifier) => reclustering.byIdentifier.of(identifier).length,
  );
  const fallen = new Set<number>();
  const taken = new Set<number>();
  while (taken.size < identifiersMax) {
    const next = [...standing.keys()]
      .filter((identifier) => (standing[identifier] ?? 0) > 0 && !taken.has(identifier))
      .sort((x, y) => (standing[y] ?? 0) - (standing[x] ?? 0) || compareIdentifiers(graph, x, y))
      .slice(0, WIDTH)
      .map((identifier) => {
        const without = new Set([...taken, identifier]);
        return {
          identifier,
          leaving: reclustering.accountsLeaving(without),
          falling: [...reclustering.linksFalling(without)].filter((l) => !fallen.has(l)),
        };
      })
      .sort((x, y) => y.leaving - x.leaving || y.falling.length - x.falling.length)[0];
    if (next === undefined) return undefined;
    taken.add(next.identifier);
    if (next.leaving >= leavingMin) return [...taken];
    for (const l of next.falling) {
      fallen.add(l);
      for (let row = graph.rowStart[l] ?? 0; row < (graph.rowStart[l + 1] ?? 0); row++) {
        const identifier = graph.rowIdentifier[row] ?? 0;
        standing[identifier] = (standing[identifier] ?? 0) - 1;
      }
    }
  }
  return undefined;
}
