import { FAMILIES } from "@/lib/domain/identifier";
import type { EngineInput } from "@/lib/engine/input";
import type { EngineParameters } from "@/lib/engine/parameters";
import type { ScoredLinks } from "@/lib/engine/scoring/scored-links";
import type { LabelledLink } from "./cross-validation";
import type { TruthRow } from "./metrics";

/** Candidate and confirmed links between accounts whose operators the truth names. */
export function labelledLinks(
  input: EngineInput,
  links: ScoredLinks,
  parameters: EngineParameters,
  truth: ReadonlyMap<string, TruthRow>,
): LabelledLink[] {
  const labelled: LabelledLink[] = [];
  for (let l = 0; l < links.count; l++) {
    const first = truth.get(input.accountIds[links.a[l] ?? 0] ?? "");
    const second = truth.get(input.accountIds[links.b[l] ?? 0] ?? "");
    if (first === undefined || second === undefined || first.operatorId === "" || second.operatorId === "")
      continue;
    const families = links.families
      .subarray(l * FAMILIES.length, (l + 1) * FAMILIES.length)
      .reduce((sum, bits) => sum + (bits >= parameters.familyBitsMin ? 1 : 0), 0);
    labelled.push({
      label: { bits: links.bits[l] ?? 0, families, same: first.operatorId === second.operatorId },
      party: first.operatorId,
    });
  }
  return labelled;
}
