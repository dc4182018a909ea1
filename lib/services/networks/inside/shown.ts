import { FAMILIES } from "@/lib/domain/identifier";
import type { PartsView, ShownIdentifier } from "@/lib/domain/network-inside";
import { identifierKind } from "@/lib/engine";
import type { LinkGraph } from "@/lib/engine/clustering/link-graph";

const PARTS_MAX = 30;
const SOME_MAX = 5;

export function shownIdentifier(graph: LinkGraph, position: number): ShownIdentifier {
  const { kind, value, family } = graph.identifiers[position] ?? { kind: "", value: "", family: 0 };
  const spec = identifierKind(kind);
  return {
    kind,
    kindLabel: spec.label,
    family: FAMILIES[family] ?? spec.family,
    value,
    display: spec.show(value),
  };
}

/** Parts of a network, given as positions of accounts, largest first. */
export function shownParts(graph: LinkGraph, parts: readonly (readonly number[])[]): PartsView {
  const together = parts.filter((part) => part.length > 1);
  return {
    accounts: parts.reduce((sum, part) => sum + part.length, 0),
    parts: together.slice(0, PARTS_MAX).map((part) => ({
      accounts: part.length,
      some: part.slice(0, SOME_MAX).map((account) => graph.accounts[account] ?? ""),
    })),
    partsLeftOut: Math.max(0, together.length - PARTS_MAX),
    alone: parts.length - together.length,
  };
}
