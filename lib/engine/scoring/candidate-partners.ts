import { GrowableInts } from "../growable";
import type { EngineParameters } from "../parameters";
import { FAMILIES } from "@/lib/domain/identifier";
import type { PairScorer } from "./score-pair";

/**
 * A pair none of whose rows has this many bits stays below the candidate threshold whatever it
 * shares: every family at most its strongest row / (1 − damping), all but one of them at the
 * further weight.
 */
function rowBitsMin(parameters: EngineParameters): number {
  const families = 1 + (FAMILIES.length - 1) * parameters.furtherFamilyWeight;
  return (parameters.candidateBits * (1 - parameters.rowDamping)) / families;
}

/**
 * Accounts worth comparing with one account: all of a small crowd, those next in time in a larger
 * one, and users of what an account owns. Linear in the observations: at most 2 × `nearestInTime` or
 * `allPairsCrowdMax` partners a use.
 */
export class CandidatePartners {
  readonly #scorer: PairScorer;
  readonly #rowBitsMin: number;
  /** Where a use stands among its identifier's. */
  readonly #placeOfUse: Int32Array;
  readonly #stamp: Int32Array;
  readonly #found = new GrowableInts();
  /** Identifiers by the one that owns their value. */
  readonly #ownedBy = new Map<number, number[]>();
  #account = -1;
  #from = 0;

  constructor(scorer: PairScorer, placeOfUse: Int32Array) {
    const { input, crowds } = scorer;
    this.#scorer = scorer;
    this.#rowBitsMin = rowBitsMin(scorer.model.parameters);
    this.#placeOfUse = placeOfUse;
    this.#stamp = new Int32Array(input.accountStart.length).fill(-1);
    if (!scorer.anyOwner) return;
    crowds.owner.forEach((owner, identifier) => {
      if (owner === -1) return;
      const list = this.#ownedBy.get(owner);
      if (list === undefined) this.#ownedBy.set(owner, [identifier]);
      else list.push(identifier);
    });
  }

  /** Partners of `account` with a larger position, rising; a view that holds until the next call. */
  after(account: number): Int32Array {
    return this.#partners(account, account + 1);
  }

  /** All partners of `account`, rising; a view that holds until the next call. */
  around(account: number): Int32Array {
    return this.#partners(account, 0);
  }

  #partners(account: number, from: number): Int32Array {
    this.#from = from;
    const { input, crowds, plan, model } = this.#scorer;
    const { nearestInTime, allPairsCrowdMax } = model.parameters;
    const { start, use: telling, epoch: epochs } = plan.telling;
    this.#found.clear();
    this.#account = account;
    const end = start[account + 1] ?? 0;
    for (let i = start[account] ?? 0; i < end; i++) {
      const epoch = epochs[i] ?? 0;
      if ((plan.epochs.best[epoch] ?? 0) < this.#rowBitsMin) continue;
      let first = crowds.epochFrom[epoch] ?? 0;
      let to = first + (crowds.observed[epoch] ?? 0);
      if (to - first > allPairsCrowdMax) {
        const place = this.#placeOfUse[telling[i] ?? 0] ?? 0;
        first = Math.max(first, place - nearestInTime);
        to = Math.min(to, place + nearestInTime + 1);
      }
      for (let at = first; at < to; at++) this.#add(input.useAccount[input.identifierUses[at] ?? 0] ?? 0);
    }
    if (this.#scorer.anyOwner) this.#addDirect(account);
    const found = this.#found.view();
    return found.sort();
  }

  #add(partner: number): void {
    if (partner < this.#from || partner === this.#account || this.#stamp[partner] === this.#account) return;
    this.#stamp[partner] = this.#account;
    this.#found.push(partner);
  }

  #addUsersOf(identifier: number): void {
    const { input } = this.#scorer;
    const end = input.identifierStart[identifier + 1] ?? 0;
    for (let at = input.identifierStart[identifier] ?? 0; at < end; at++)
      this.#add(input.useAccount[input.identifierUses[at] ?? 0] ?? 0);
  }

  #addDirect(account: number): void {
    const { input, crowds } = this.#scorer;
    const end = input.accountStart[account + 1] ?? 0;
    for (let use = input.accountStart[account] ?? 0; use < end; use++) {
      const identifier = input.useIdentifier[use] ?? 0;
      const owner = crowds.owner[identifier] ?? -1;
      if (owner !== -1 && this.#canCount(identifier)) this.#addUsersOf(owner);
      for (const owned of this.#ownedBy.get(identifier) ?? [])
        if (this.#canCount(owned)) this.#addUsersOf(owned);
    }
  }

  /** Whether a direct link by this identifier can have bits enough at any gap. */
  #canCount(identifier: number): boolean {
    const { input, model } = this.#scorer;
    const users = (input.identifierStart[identifier + 1] ?? 0) - (input.identifierStart[identifier] ?? 0);
    const chanceBitsMax = -Math.log2(model.parameters.chanceFloor);
    const most =
      Math.log2(model.parameters.directKappa) + (chanceBitsMax - Math.log2(Math.max(1, users))) / 2;
    return most >= this.#rowBitsMin;
  }
}
