import { chanceOf } from "../gaps/gap-table";
import { identifierKind } from "../identifiers";
import type { EngineInput } from "../input";
import type { EngineModel } from "../model";

/**
 * Per kind of the input: the most bits a row with a crowd of two can have, log2 κ − log2 of the
 * chance of the smallest gap. A larger crowd takes off log2 (crowd − 1); where nothing is left, no
 * gap can make the row count.
 */
export function bestBitsOfKinds(input: EngineInput, model: EngineModel): Float64Array {
  const floor = model.parameters.chanceFloor;
  const untimed = new Set<number>();
  for (let use = 0; use < input.useAccount.length; use++) {
    if (Number.isNaN(input.useFirstMs[use] ?? Number.NaN)) {
      untimed.add(input.identifierKind[input.useIdentifier[use] ?? 0] ?? 0);
    }
  }
  const created = chanceOf(model.createdGaps ?? undefined, 0, floor);
  return Float64Array.from(input.kinds, (kind, index) => {
    const spec = identifierKind(kind);
    const timed = chanceOf(model.gaps[spec.kind] ?? model.createdGaps ?? undefined, 0, floor);
    const chance = untimed.has(index) ? Math.min(created, timed) : timed;
    return Math.log2(Math.max(spec.kappa, spec.kappaWhenOwned ?? 0)) - Math.log2(chance);
  });
}
