import { sharedDoubles } from "../columns";
import { GapLookup } from "../gaps/gap-lookup";
import { identifierKind } from "../identifiers";
import type { EngineInput } from "../input";
import { type EngineModel, gapsOf } from "../model";
import type { Crowds } from "./crowds";

/** Of each lease epoch, what of a row's bits does not depend on the pair. */
export interface EpochBits {
  /** log2 κ − log2 (crowd − 1). */
  base: Float64Array;
  /** The same less log2 of the smallest chance any two of its uses can have: the most bits a row can have. */
  best: Float64Array;
}

/**
 * Where the best of an epoch is not positive, no gap can make a row of it count: its crowd is too
 * large. Direct links are not meant here, they have a formula of their own.
 */
export function epochBitsOf(input: EngineInput, crowds: Crowds, model: EngineModel): EpochBits {
  const untimed = new Uint8Array(input.kinds.length);
  for (let use = 0; use < input.useAccount.length; use++) {
    if (Number.isNaN(input.useFirstMs[use] ?? Number.NaN)) untimed[input.useKind[use] ?? 0] = 1;
  }
  const created = new GapLookup(model.createdGaps ?? undefined, model.parameters.chanceFloor);
  const kinds = input.kinds.map((name, kind) => {
    const spec = identifierKind(name);
    const timed = new GapLookup(
      spec.gap === "none" ? undefined : gapsOf(model, spec.kind),
      model.parameters.chanceFloor,
    );
    return {
      kappa: Math.log2(spec.kappa),
      kappaWhenOwned: Math.log2(spec.kappaWhenOwned ?? spec.kappa),
      chance:
        untimed[kind] === 1 && spec.gap !== "none"
          ? Math.min(created.log2Least, timed.log2Least)
          : timed.log2Least,
    };
  });
  const epochs = crowds.observed.length;
  const base = sharedDoubles(epochs);
  const best = sharedDoubles(epochs);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const identifier = input.useIdentifier[input.identifierUses[crowds.epochFrom[epoch] ?? 0] ?? 0] ?? 0;
    const kind = kinds[input.identifierKind[identifier] ?? 0];
    if (kind === undefined) continue;
    const kappa = (crowds.owner[identifier] ?? -1) === -1 ? kind.kappa : kind.kappaWhenOwned;
    base[epoch] = kappa - Math.log2(Math.max(1, (crowds.crowd[epoch] ?? 0) - 1));
    best[epoch] = (base[epoch] ?? 0) - kind.chance;
  }
  return { base, best };
}
