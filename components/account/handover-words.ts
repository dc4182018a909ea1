import { shortLabel } from "@/components/graph/label";
import { counted } from "@/lib/core/format";
import type { AccountProfile } from "@/lib/domain/profile";

function times(count: number): string {
  return count === 1 ? "once" : count === 2 ? "twice" : counted(count, "time");
}

/** "Key k_… went between this account and 2 others, 31 times."; of several keys the sum, and the busiest. */
export function handoverSentence(handovers: AccountProfile["handovers"]): string {
  const { busiest, keys, others, count } = handovers;
  if (busiest === null) return "";
  const key = shortLabel(busiest.apiKeyId, 24);
  const between = `went between this account and ${counted(others, "other")}, ${times(count)}`;
  return keys === 1
    ? `Key ${key} ${between}.`
    : `${counted(keys, "key")} ${between} in all; most often ${key}: ${counted(busiest.others, "other")}, ${times(busiest.count)}.`;
}
