import { kindLook } from "@/components/ui/kind-look";
import type { NetworkSummary } from "@/lib/domain/views";

type SharedCount = NetworkSummary["sharedCounts"][number];

/** Groups in the order that tells most about an operator: what is paid with before what is called from. */
const GROUP_ORDER = [
  "payment_instrument",
  "api_key",
  "ip",
  "prompt_template",
  "device",
  "organization",
  "email_pattern",
].map((kind) => kindLook(kind).group);

/**
 * What to name of all that holds a network together: the most numerous kind of each group first,
 * so that three figures speak of three different things; `hidden` holds everything else.
 */
export function heldTogether(
  counts: readonly SharedCount[],
  shownMax: number,
): { shown: SharedCount[]; hidden: SharedCount[] } {
  const byCount = [...counts].sort((left, right) => right.count - left.count);
  const shown = GROUP_ORDER.flatMap((group) =>
    byCount.filter((shared) => kindLook(shared.kind).group === group).slice(0, 1),
  ).slice(0, shownMax);
  return { shown, hidden: byCount.filter((shared) => !shown.includes(shared)) };
}
