import type { Family } from "@/lib/domain/identifier";
import type { SharedIdentifier } from "@/lib/domain/network";
import { identifierKind } from "../identifiers";
import type { EngineInput } from "../input";

/**
 * Identifiers at least two members used: members × log2 of how much commoner the identifier is
 * inside than outside weighs them, ones no commoner inside are left out. The families take turns,
 * in each the kinds that say most (κ) first, so that the head of the list shows every sort of tie.
 */
export function sharedIdentifiers(
  input: EngineInput,
  members: readonly number[],
  max: number,
): SharedIdentifier[] {
  const users = new Map<number, number>();
  for (const account of members) {
    const end = input.accountStart[account + 1] ?? 0;
    for (let use = input.accountStart[account] ?? 0; use < end; use++) {
      const v = input.useIdentifier[use] ?? 0;
      users.set(v, (users.get(v) ?? 0) + 1);
    }
  }
  const outside = input.accountIds.length - members.length;
  const found: { shared: SharedIdentifier; weight: number }[] = [];
  for (const [v, inside] of users) {
    if (inside < 2) continue;
    const kind = input.kinds[input.identifierKind[v] ?? 0] ?? "";
    const value = input.identifierValue[v] ?? "";
    const others = (input.identifierStart[v + 1] ?? 0) - (input.identifierStart[v] ?? 0) - inside;
    const weight =
      inside * Math.log2(((inside + 0.5) / (members.length + 1)) * ((outside + 1) / (others + 0.5)));
    if (weight <= 0) continue;
    const spec = identifierKind(kind);
    const shared = {
      kind,
      kindLabel: spec.label,
      family: spec.family,
      value,
      display: spec.show(value),
      members: inside,
      others,
    };
    found.push({ shared, weight });
  }
  found.sort(
    (x, y) =>
      y.weight - x.weight ||
      (`${x.shared.kind}:${x.shared.value}` < `${y.shared.kind}:${y.shared.value}` ? -1 : 1),
  );
  return takingTurns(found.map(({ shared }) => shared)).slice(0, max);
}

const TURNS: readonly Family[] = ["payment", "client", "network", "identity", "behaviour"];

function takingTurns(ranked: readonly SharedIdentifier[]): SharedIdentifier[] {
  const kappa = ({ kind }: SharedIdentifier): number => identifierKind(kind).kappa;
  const lines = TURNS.map((family) =>
    ranked.filter((shared) => shared.family === family).sort((x, y) => kappa(y) - kappa(x)),
  );
  const longest = Math.max(0, ...lines.map((line) => line.length));
  return Array.from({ length: longest }, (_, turn) =>
    lines.flatMap((line) => line.slice(turn, turn + 1)),
  ).flat();
}
