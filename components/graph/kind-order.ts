import { KIND_LOOKS, kindLook } from "@/components/ui/kind-look";

const RANK = new Map(KIND_LOOKS.map((look, index) => [look.colorToken, index]));

/** Kinds as the legend and the outline order them: accounts, keys, payment, network, the rest. */
export function byKindOrder(a: string, b: string): number {
  const rank = (kind: string): number => RANK.get(kindLook(kind).colorToken) ?? RANK.size;
  return rank(a) - rank(b) || a.localeCompare(b, "en");
}
