import type { EngineModel } from "../model";
import { hasHardFamily } from "../scoring/combine";
import type { PairScorer } from "../scoring/score-pair";
import { bestPerFamily, crowdsByUser } from "./drawn-crowds";
import { GroupRows, groupRow, saturationSentence } from "./group-rows";
import { type CharacteristicUsers, isTooling, type RunCrowd, runCrowds } from "./run-crowds";

/** Members of a network that are tried as the one an account is tied to. */
const TIES_TRIED_MAX = 24;
/** Accounts of a network that must use an identifier, and their share, before it speaks for others. */
const SPEAKING_USERS_MIN = 8;
const SPEAKING_SHARE_MIN = 0.1;

/** Of the users of what speaks most, at most one in five may be in no network. */
const LEAD_BITS_MIN = 2;

/**
 * Third group step: accounts that no pair ties to a network, although they use what hardly anybody
 * outside it does ("1 180 of 1 320 accounts of the network send this template; 131 others do"). For such an
 * account the users of an identifier outside every network are the strangers to expect and those
 * inside the co-users: bits = log2 (users in the network / users in none). Two families, one of
 * them tooling and one hard, and one row a family; tied to the member it shares most with. Never core.
 * Of a small group all are added or nobody is: no one comes along whom nothing ties.
 * @param groups members of every group, those of at least `SPEAKING_USERS_MIN` accounts being networks
 */
export function soloEvidence(
  scorer: PairScorer,
  groups: readonly (readonly number[])[],
  users: CharacteristicUsers,
): GroupRows {
  const { input, crowds, model } = scorer;
  const groupMin = SPEAKING_USERS_MIN;
  const found = new GroupRows(input);
  const large = groups.filter((members) => members.length >= SPEAKING_USERS_MIN);
  if (large.length === 0) return found;
  const networkOf = new Int32Array(input.accountIds.length).fill(-1);
  large.forEach((members, network) => {
    for (const account of members) networkOf[account] = network;
  });
  const run = runCrowds(input, crowds, model, large, networkOf, users);
  const outside = input.accountIds.length - large.reduce((sum, members) => sum + members.length, 0);
  const drawnBy = crowdsByUser(run, (crowd) => [crowd.outside]);
  const ties = new Map<number, Tie>();
  for (const account of [...drawnBy.keys()].sort((x, y) => x - y)) {
    const tie = bestTie(scorer, account, drawnBy.get(account) ?? [], large);
    if (tie !== undefined) ties.set(account, tie);
  }
  const held = heldBack(groups, ties);
  for (const [account, { network, member, rows }] of ties) {
    if (held.has(account)) continue;
    const size = large[network]?.length ?? 0;
    found.add(
      account,
      member,
      "adds_account",
      rows.map(({ crowd, bits }) => {
        const inside = crowd.groups.get(network)?.length ?? 0;
        const counts = { inside, size, noun: "of the network", outside, groupMin };
        return groupRow(input, crowd.identifier, bits, saturationSentence(input, crowd, counts));
      }),
    );
  }
  return found;
}

/** Accounts of small groups not all of whose members are drawn to one and the same network. */
function heldBack(groups: readonly (readonly number[])[], ties: ReadonlyMap<number, Tie>): Set<number> {
  const held = new Set<number>();
  for (const members of groups) {
    if (members.length >= SPEAKING_USERS_MIN) continue;
    const networks = new Set(members.map((account) => ties.get(account)?.network));
    if (networks.size > 1 || networks.has(undefined)) for (const account of members) held.add(account);
  }
  return held;
}

interface Tie {
  network: number;
  member: number;
  rows: { crowd: RunCrowd; bits: number }[];
  bits: number;
}

/** The network an account is drawn to most, and a member that uses what draws it; undefined where nothing does enough. */
function bestTie(
  scorer: PairScorer,
  account: number,
  drawn: readonly RunCrowd[],
  networks: readonly (readonly number[])[],
): Tie | undefined {
  const { model } = scorer;
  const candidates = new Set(
    drawn.filter((crowd) => isTooling(crowd.family)).flatMap((crowd) => [...crowd.groups.keys()]),
  );
  let best: Tie | undefined;
  for (const network of [...candidates].sort((x, y) => x - y)) {
    const size = networks[network]?.length ?? 1;
    const speaking = drawn.filter((crowd) => {
      const users = crowd.groups.get(network)?.length ?? 0;
      return users >= SPEAKING_USERS_MIN && users >= SPEAKING_SHARE_MIN * size;
    });
    const bitsOf = (crowd: RunCrowd): number =>
      Math.log2((crowd.groups.get(network)?.length ?? 0) / crowd.outside.length);
    const most = bestPerFamily(speaking, bitsOf, model);
    if (!isEnough(most, model)) continue;
    const lead = most.find(({ crowd }) => isTooling(crowd.family));
    for (const member of spread(lead?.crowd.groups.get(network) ?? [], TIES_TRIED_MAX)) {
      const rows = bestPerFamily(
        speaking.filter((crowd) => includes(crowd.groups.get(network) ?? [], member)),
        bitsOf,
        model,
      );
      if (!isEnough(rows, model)) continue;
      const bits = rows.reduce((sum, row) => sum + row.bits, 0);
      if (best !== undefined && bits <= best.bits) continue;
      scorer.score(Math.min(account, member), Math.max(account, member));
      if (scorer.counterBits < 0 || scorer.declaredTogether) continue;
      best = { network, member, rows, bits };
    }
  }
  return best;
}

/** Two families, of which one is tooling, and bits that confirm by themselves. */
function isEnough(rows: readonly { crowd: RunCrowd; bits: number }[], model: EngineModel): boolean {
  const { familiesMin, confirmBits, furtherFamilyWeight } = model.parameters;
  if (rows.length < familiesMin || !rows.some(({ crowd }) => isTooling(crowd.family))) return false;
  if ((rows[0]?.bits ?? 0) < LEAD_BITS_MIN) return false;
  if (!hasHardFamily(rows.reduce((mask, { crowd }) => mask | (1 << crowd.family), 0))) return false;
  const sum = rows.reduce((bits, row, rank) => bits + row.bits * (rank === 0 ? 1 : furtherFamilyWeight), 0);
  return sum >= confirmBits;
}

/** Up to `max` of the values, evenly spread over them. */
function spread(values: readonly number[], max: number): number[] {
  if (values.length <= max) return [...values];
  return Array.from({ length: max }, (_, i) => values[Math.floor((i * values.length) / max)] ?? 0);
}

/** Whether rising values hold one. */
function includes(values: readonly number[], wanted: number): boolean {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return values[low] === wanted;
}
