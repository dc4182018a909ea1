import { sharedInts } from "../columns";
import type { EngineInput } from "../input";
import type { EpochBits } from "./best-bits";
import type { Crowds } from "./crowds";

/**
 * Uses that can give a link bits: several accounts are in their epoch, and not too many. Most uses
 * are neither, so that walking these alone is much shorter. By account, epochs rising.
 */
export interface TellingUses {
  /** Those of account a: [start[a], start[a + 1]). */
  start: Int32Array;
  use: Int32Array;
  epoch: Int32Array;
}

export function tellingUsesOf(input: EngineInput, crowds: Crowds, epochs: EpochBits): TellingUses {
  const accounts = input.accountStart.length - 1;
  const tells = (use: number): boolean => {
    const epoch = crowds.useEpoch[use] ?? -1;
    return epoch !== -1 && (crowds.observed[epoch] ?? 0) >= 2 && (epochs.best[epoch] ?? 0) > 0;
  };
  let count = 0;
  for (let use = 0; use < input.useAccount.length; use++) if (tells(use)) count++;
  const telling = { start: sharedInts(accounts + 1), use: sharedInts(count), epoch: sharedInts(count) };
  let at = 0;
  for (let account = 0; account < accounts; account++) {
    telling.start[account] = at;
    const end = input.accountStart[account + 1] ?? 0;
    for (let use = input.accountStart[account] ?? 0; use < end; use++) {
      if (!tells(use)) continue;
      telling.use[at] = use;
      telling.epoch[at] = crowds.useEpoch[use] ?? 0;
      at++;
    }
  }
  telling.start[accounts] = at;
  return telling;
}
