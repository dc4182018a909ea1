import { countedKind } from "@/components/ui/kind-words";
import { cleanText } from "./label";

/** "Payment instruments": a kind as a heading. */
export function kindTitle(kind: string, kindLabel: string): string {
  const words = countedKind(2, kind, cleanText(kindLabel)).replace(/^\S+ /u, "");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
