import { identifierKind } from "../identifiers";
import type { PreparedRun } from "../resolve";
import { hashOfText, mixed, mixedDouble } from "./hashes";

const SEEDS = [0x2545f491, 0x6c62272e] as const;

/** Everything that the scores of an account's pairs depend on, as two 32-bit numbers an account. */
export interface AccountDigests {
  /** Of account a: digests[2a] and digests[2a + 1]. */
  digests: Int32Array;
  /** Hash of identifier v: identifiers[2v] and identifiers[2v + 1]; 0 where one account alone has it. */
  identifiers: Int32Array;
}

/**
 * Digests of a prepared run. Where two runs with equal yardsticks (`yardstickOf`) give an account one digest, and
 * another account one digest too, their pair has the same score in both: a digest covers the account's
 * record, its uses with their times, and of every identifier that can give bits who else used it and
 * when. Uses are added up, so that their order is of no account.
 */
export function accountDigests({ input, crowds, scorer }: PreparedRun): AccountDigests {
  const { identifierStart, useFirstMs, useLastMs, useAccount, identifierUses } = input;
  const identifiers = new Int32Array(2 * input.identifierValue.length);
  for (let v = 0; v < input.identifierValue.length; v++) {
    if ((identifierStart[v + 1] ?? 0) - (identifierStart[v] ?? 0) < 2) continue;
    const kind = input.kinds[input.identifierKind[v] ?? 0] ?? "";
    const hash = hashOfText(`${kind}:${input.identifierValue[v] ?? ""}`);
    identifiers[2 * v] = hash.high;
    identifiers[2 * v + 1] = hash.low;
  }
  const names = Int32Array.from(input.accountIds, (id) => {
    const hash = hashOfText(id);
    return hash.high ^ Math.imul(hash.low, 31);
  });
  const specs = input.kinds.map((kind) => identifierKind(kind));
  const shows = Uint8Array.from(specs, (spec) => (spec.declares === undefined ? 0 : 1));
  const digests = new Int32Array(2 * input.accountIds.length);
  SEEDS.forEach((seed, half) => {
    const epochs = new Int32Array(crowds.observed.length);
    for (let epoch = 0; epoch < epochs.length; epoch++) {
      const from = crowds.epochFrom[epoch] ?? 0;
      const first = identifierUses[from] ?? 0;
      const start = mixedDouble(seed, useFirstMs[first] ?? Number.NaN);
      epochs[epoch] = start;
      const tells = (scorer.plan.epochs.best[epoch] ?? 0) > 0 || shows[input.useKind[first] ?? 0] === 1;
      if (!tells) continue;
      let sum = mixedDouble(start, crowds.crowd[epoch] ?? 0);
      for (let at = from; at < from + (crowds.observed[epoch] ?? 0); at++) {
        const use = identifierUses[at] ?? 0;
        const who = mixed(seed, names[useAccount[use] ?? 0] ?? 0);
        sum =
          (sum + mixedDouble(mixedDouble(who, useFirstMs[use] ?? Number.NaN), useLastMs[use] ?? Number.NaN)) |
          0;
      }
      epochs[epoch] = sum;
    }
    for (let account = 0; account < input.accountIds.length; account++) {
      const entity = input.verifiedEntity[account] ?? -1;
      const contract = input.contract[account] ?? -1;
      let digest = mixedDouble(seed, input.createdAtMs[account] ?? Number.NaN);
      digest = mixed(digest, entity === -1 ? 0 : hashOfText(input.entities[entity] ?? "").high);
      digest = mixed(digest, contract === -1 ? 1 : hashOfText(input.contracts[contract] ?? "").high);
      digest = mixed(digest, input.activeHours[account] ?? 0);
      digest = mixedDouble(digest, scorer.topicUses(account));
      const end = input.accountStart[account + 1] ?? 0;
      for (let use = input.accountStart[account] ?? 0; use < end; use++) {
        const v = input.useIdentifier[use] ?? 0;
        const name = identifiers[2 * v + half] ?? 0;
        if (name === 0) continue;
        let part = mixed(seed, name);
        part = mixedDouble(mixedDouble(part, useFirstMs[use] ?? Number.NaN), useLastMs[use] ?? Number.NaN);
        part = mixed(part, epochs[crowds.useEpoch[use] ?? 0] ?? 0);
        const entry = crowds.rosterEntry[v] ?? -1;
        if (entry !== -1) {
          const lease = specs[input.useKind[use] ?? 0]?.leaseMs(input.roster[entry]?.class ?? null) ?? -1;
          part = mixedDouble(part, lease);
        }
        digest = (digest + part) | 0;
      }
      digests[2 * account + half] = digest;
    }
  });
  return { digests, identifiers };
}
