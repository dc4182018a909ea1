import { identifierKind } from "../identifiers";
import type { EngineInput } from "../input";
import { FAMILY_INDEX } from "../scoring/combine";
import type { ScoredLinks } from "../scoring/scored-links";
import type { LinkGraph } from "./link-graph";
import { byFallingBits } from "./spanning-forest";

/** Links at these positions as a graph of their own, with their evidence rows. */
export function graphOfLinks(
  input: EngineInput,
  links: ScoredLinks,
  positions: ArrayLike<number>,
  isConfirmed: (link: number) => boolean,
  isDecided: (link: number) => boolean,
): LinkGraph {
  const order = byFallingBits(links, positions);
  const present = new Set<number>();
  for (const l of order) present.add(links.a[l] ?? 0).add(links.b[l] ?? 0);
  const members = Int32Array.from(present).sort();
  const placeOf = new Map<number, number>();
  members.forEach((account, place) => placeOf.set(account, place));
  const identifierPlace = new Map<number, number>();
  const identifiers: LinkGraph["identifiers"] = [];
  const familyOfKind = input.kinds.map((kind) => FAMILY_INDEX[identifierKind(kind).family]);
  const rows = order.reduce((sum, l) => sum + (links.rowStart[l + 1] ?? 0) - (links.rowStart[l] ?? 0), 0);
  const graph: LinkGraph = {
    accounts: Array.from(members, (account) => input.accountIds[account] ?? ""),
    identifiers,
    a: new Int32Array(order.length),
    b: new Int32Array(order.length),
    bits: new Float64Array(order.length),
    counterBits: new Float64Array(order.length),
    confirmed: new Uint8Array(order.length),
    countedFamilies: Uint8Array.from(order, (l) => links.countedFamilies[l] ?? 0),
    decided: new Uint8Array(order.length),
    rowStart: new Int32Array(order.length + 1),
    rowIdentifier: new Int32Array(rows),
    rowBits: new Float64Array(rows),
  };
  const nameOf = (at: number): string => {
    const identifier = links.rowIdentifier[at] ?? 0;
    return `${input.kinds[input.identifierKind[identifier] ?? 0] ?? ""}:${input.identifierValue[identifier] ?? ""}`;
  };
  /** Strongest first, ties by name: the order in which identifiers arrived is of no account. */
  const rowsInOrder = (l: number): number[] => {
    const from = links.rowStart[l] ?? 0;
    return Array.from({ length: (links.rowStart[l + 1] ?? 0) - from }, (_, i) => from + i).sort(
      (x, y) => (links.rowBits[y] ?? 0) - (links.rowBits[x] ?? 0) || (nameOf(x) < nameOf(y) ? -1 : 1),
    );
  };
  let row = 0;
  order.forEach((l, at) => {
    const a = placeOf.get(links.a[l] ?? 0) ?? 0;
    const b = placeOf.get(links.b[l] ?? 0) ?? 0;
    graph.a[at] = a;
    graph.b[at] = b;
    graph.bits[at] = links.bits[l] ?? 0;
    graph.counterBits[at] = links.counterBits[l] ?? 0;
    graph.confirmed[at] = isConfirmed(l) ? 1 : 0;
    graph.decided[at] = isDecided(l) ? 1 : 0;
    graph.rowStart[at] = row;
    for (const from of rowsInOrder(l)) {
      const identifier = links.rowIdentifier[from] ?? 0;
      let place = identifierPlace.get(identifier);
      if (place === undefined) {
        place = identifiers.length;
        identifierPlace.set(identifier, place);
        const kind = input.identifierKind[identifier] ?? 0;
        identifiers.push({
          kind: input.kinds[kind] ?? "",
          value: input.identifierValue[identifier] ?? "",
          family: familyOfKind[kind] ?? 0,
        });
      }
      graph.rowIdentifier[row] = place;
      graph.rowBits[row] = links.rowBits[from] ?? 0;
      row++;
    }
  });
  graph.rowStart[order.length] = row;
  return graph;
}
