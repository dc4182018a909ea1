import type { EngineModel } from "../model";
import type { RunCrowd } from "./run-crowds";

/** The crowds each account draws from; `usersOf` a crowd's users that are meant. */
export function crowdsByUser(
  crowds: readonly RunCrowd[],
  usersOf: (crowd: RunCrowd) => Iterable<readonly number[]>,
): Map<number, RunCrowd[]> {
  const byUser = new Map<number, RunCrowd[]>();
  for (const crowd of crowds) {
    for (const users of usersOf(crowd)) {
      for (const account of users) {
        const list = byUser.get(account);
        if (list === undefined) byUser.set(account, [crowd]);
        else list.push(crowd);
      }
    }
  }
  return byUser;
}

/**
 * Of each family the crowd that says most, where it says enough to count. What always travels together
 * (ten templates of one tool) is one piece of evidence, so a family has one row.
 */
export function bestPerFamily(
  crowds: readonly RunCrowd[],
  bitsOf: (crowd: RunCrowd) => number,
  model: EngineModel,
): { crowd: RunCrowd; bits: number }[] {
  const { joinFamilyBitsMax, familyBitsMin } = model.parameters;
  const best = new Map<number, { crowd: RunCrowd; bits: number }>();
  for (const crowd of crowds) {
    const bits = Math.min(joinFamilyBitsMax, bitsOf(crowd));
    if (bits >= familyBitsMin && bits > (best.get(crowd.family)?.bits ?? 0))
      best.set(crowd.family, { crowd, bits });
  }
  return [...best.values()].sort((x, y) => y.bits - x.bits || x.crowd.family - y.crowd.family);
}
