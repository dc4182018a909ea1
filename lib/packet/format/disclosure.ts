import type { PacketInput } from "./packetInput";
import type { Redactor } from "./redact";
import { allRules } from "./tierRules";
import { TIER_MEANING } from "./wording";

/** data/09-privacy/disclosure.json: what the tier does with each field, and how the check for leaks was made. */
export function disclosureDocument(
  input: PacketInput,
  redactor: Redactor,
  scan: { searched: number; tooShort: number },
): Record<string, unknown> {
  return {
    packet: input.packet.number,
    tier: redactor.tier,
    meaning: TIER_MEANING[redactor.tier],
    approvedContentSha256: input.case.contentHash,
    fields: allRules().map((rule) => ({
      field: rule.field,
      treatment: rule[redactor.tier],
      reason: rule.reason,
    })),
    leakScan: {
      sentence:
        "After the build the text of every file was searched for every withheld value; one hit would have stopped it.",
      valuesSearched: scan.searched,
      valuesTooShortToSearch: scan.tooShort,
    },
  };
}

export const REDACTION_COLUMNS = ["field", "treatment", "reason", "count"] as const;
