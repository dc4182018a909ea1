import { counted } from "@/lib/core/format";
import { bitsWords } from "./explain/numbers";
import { singleFamilyGuard } from "./guard/network-guards";
import { onlyFamily } from "./guard/link-status";
import type { EngineInput } from "./input";
import type { EngineModel } from "./model";
import type { ResolutionCounts } from "./resolution-counts";

/** What limits a run, in sentences. `touching` candidate links lead into or between networks, `unvouched` small groups are none. */
export function runNotes(
  input: EngineInput,
  model: EngineModel,
  counts: ResolutionCounts,
  touching: number,
  unvouched: number,
): string[] {
  const notes: string[] = [];
  if (unvouched > 0)
    notes.push(
      `${counted(unvouched, "group")} of fewer than ${model.parameters.smallNetworkAccounts} accounts ${unvouched === 1 ? "is" : "are"} left out: none of the links has ${bitsWords(model.parameters.smallNetworkBits)}.`,
    );
  if (onlyFamily(model) !== -1) notes.push(singleFamilyGuard(model).sentence);
  if (model.families.length === 0 && counts.observations > 0)
    notes.push("No two accounts share any identifier.");
  if (model.families.length === 1 && model.families[0] === "behaviour") {
    notes.push(
      "All shared identifiers are behaviour, which alone never confirms a link: there can be no networks.",
    );
  }
  const untimed = input.useFirstMs.reduce((sum, ms) => sum + (Number.isNaN(ms) ? 1 : 0), 0);
  if (untimed > 0) {
    notes.push(
      untimed === counts.observations
        ? "None of the observations has a time; the distance of creation times is used."
        : `${counted(untimed, "observation")} of ${counted(counts.observations, "observation")} ${untimed === 1 ? "has" : "have"} no times; there the distance of creation times is used.`,
    );
  }
  const uncreated = input.createdAtMs.reduce((sum, ms) => sum + (Number.isNaN(ms) ? 1 : 0), 0);
  if (uncreated > 0)
    notes.push(`${counted(uncreated, "account")} ${uncreated === 1 ? "has" : "have"} no creation time.`);
  if (input.decisions.leftOut > 0)
    notes.push(
      `${counted(input.decisions.leftOut, "decision")} of analysts ${input.decisions.leftOut === 1 ? "is" : "are"} about accounts that are not in the records.`,
    );
  if (input.roster.length === 0)
    notes.push("No roster of shared infrastructure was given; crowds are as observed.");
  if (touching > counts.candidateLinksWritten) {
    notes.push(
      `${counted(counts.candidateLinksWritten, "candidate link")} of ${counted(touching, "candidate link")} into or between networks ${counts.candidateLinksWritten === 1 ? "is" : "are"} kept, strongest first.`,
    );
  }
  return notes;
}
