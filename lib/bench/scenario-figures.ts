import type { Membership } from "@/lib/domain/network";
import type { EngineInput } from "@/lib/engine/input";
import type { ScenarioTruth } from "@/lib/synth/scenarios";
import { groupingMetrics } from "./metrics";

/** Networks from this size on are what an analyst acts on. */
export const NETWORK_MIN = 8;
const FRAMED = "decoy:framed-enterprise";
/** What is taken from its owner: whoever else uses it is a victim or a bystander. */
const TAKEN_KINDS: readonly string[] = ["payment_instrument", "api_key"];

/** Of a network, what the figures look at. */
export interface MeasuredNetwork {
  members: readonly { accountId: string; membership: Membership }[];
}

/** How right the networks of one world are. Shares are null where there is nothing to take a share of. */
export interface ScenarioFigures {
  operator_accounts: number;
  honest_accounts: number;
  /** Share of each operator's accounts that are in the one network with most of them. */
  whole_by_operator: Record<string, number>;
  /** The lowest of these. */
  whole: number | null;
  /** Share of operators' accounts in networks of at least 8. */
  operator_in_8: number | null;
  /** Pairs of one party among all pairs of all networks. */
  pair_p: number | null;
  /** Pairs of one operator that are in one network. */
  pair_r: number | null;
  /** Networks with accounts of more than one operator. */
  merged_networks: number;
  honest_in_8: number;
  honest_in_8_share: number;
  honest_core_in_8: number;
  /** Of the honest in networks of at least 8, those whose network holds anybody but their own party. */
  honest_with_strangers_in_8: number;
  /** Decoy organisations with a core member in a network of at least 8 or with an operator's account. */
  decoys_touched: string[];
  /** Honest accounts that share a payment instrument or key with an operator, and those of a framed enterprise. */
  victims: number;
  /** Of these, in a network of at least 8 or with an operator's account. */
  victims_touched: number;
  networks_8: number;
}

/** Accounts whose payment instrument or key an operator uses too, and all of a framed enterprise. */
function victimsOf(input: EngineInput, truth: ReadonlyMap<string, ScenarioTruth>): Set<string> {
  const victims = new Set<string>();
  for (const row of truth.values()) if (row.source === FRAMED) victims.add(row.accountId);
  for (let v = 0; v < input.identifierValue.length; v++) {
    if (!TAKEN_KINDS.includes(input.kinds[input.identifierKind[v] ?? 0] ?? "")) continue;
    const from = input.identifierStart[v] ?? 0;
    const to = input.identifierStart[v + 1] ?? 0;
    if (to - from < 2) continue;
    const users = [...input.identifierUses.subarray(from, to)].flatMap(
      (use) => truth.get(input.accountIds[input.useAccount[use] ?? 0] ?? "") ?? [],
    );
    if (!users.some(({ label }) => label === "operator")) continue;
    for (const { label, accountId } of users) if (label === "innocent") victims.add(accountId);
  }
  return victims;
}

function wholeOf(
  operators: readonly ScenarioTruth[],
  networkOf: ReadonlyMap<string, number>,
): { whole: Record<string, number>; pairRecall: number | null } {
  const sizes = new Map<string, number>();
  const inNetwork = new Map<string, Map<number, number>>();
  for (const { operatorId, accountId } of operators) {
    sizes.set(operatorId, (sizes.get(operatorId) ?? 0) + 1);
    const network = networkOf.get(accountId);
    const counts = inNetwork.get(operatorId) ?? new Map<number, number>();
    inNetwork.set(operatorId, counts);
    if (network !== undefined) counts.set(network, (counts.get(network) ?? 0) + 1);
  }
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  const whole: Record<string, number> = {};
  let together = 0;
  let all = 0;
  for (const [operatorId, size] of sizes) {
    const counts = [...(inNetwork.get(operatorId)?.values() ?? [])];
    whole[operatorId] = Math.max(0, ...counts) / size;
    together += counts.reduce((sum, n) => sum + pairs(n), 0);
    all += pairs(size);
  }
  return { whole, pairRecall: all === 0 ? null : together / all };
}

/** Measures networks against a world's truth. */
export function scenarioFigures(
  input: EngineInput,
  networks: readonly MeasuredNetwork[],
  truthRows: Iterable<ScenarioTruth>,
): ScenarioFigures {
  const truth = new Map<string, ScenarioTruth>();
  for (const row of truthRows) truth.set(row.accountId, row);
  const victims = victimsOf(input, truth);
  const networkOf = new Map<string, number>();
  const honestIn8 = new Set<string>();
  let operatorsIn8 = 0;
  let honestCoreIn8 = 0;
  let withStrangers = 0;
  let victimsTouched = 0;
  let networks8 = 0;
  let merged = 0;
  const decoys = new Set<string>();
  networks.forEach(({ members }, network) => {
    const rows = members.flatMap(({ accountId, membership }) => {
      networkOf.set(accountId, network);
      const row = truth.get(accountId);
      return row === undefined ? [] : [{ ...row, core: membership === "core" }];
    });
    const parties = new Set(rows.flatMap((row) => (row.label === "operator" ? [row.operatorId] : [])));
    const large = members.length >= NETWORK_MIN;
    const oneParty = new Set(rows.map((row) => row.operatorId)).size === 1;
    if (large) networks8++;
    if (parties.size > 1) merged++;
    if (!large && parties.size === 0) return;
    for (const row of rows) {
      if (row.label === "operator") {
        if (large) operatorsIn8++;
        continue;
      }
      if (large) honestIn8.add(row.accountId);
      if (large && row.core) honestCoreIn8++;
      if (large && !oneParty) withStrangers++;
      if (row.core && row.decoyOrganization !== "") decoys.add(row.decoyOrganization);
      if (victims.has(row.accountId)) victimsTouched++;
    }
  });
  const operators = [...truth.values()].filter(({ label }) => label === "operator");
  const honest = truth.size - operators.length;
  const { whole, pairRecall } = wholeOf(operators, networkOf);
  const paired = networks.some(({ members }) => members.length > 1);
  return {
    operator_accounts: operators.length,
    honest_accounts: honest,
    whole_by_operator: whole,
    whole: operators.length === 0 ? null : Math.min(...Object.values(whole)),
    operator_in_8: operators.length === 0 ? null : operatorsIn8 / operators.length,
    pair_p: paired ? groupingMetrics(truth, networkOf).pair_p : null,
    pair_r: pairRecall,
    merged_networks: merged,
    honest_in_8: honestIn8.size,
    honest_in_8_share: honest === 0 ? 0 : honestIn8.size / honest,
    honest_core_in_8: honestCoreIn8,
    honest_with_strangers_in_8: withStrangers,
    decoys_touched: [...decoys].sort(),
    victims: victims.size,
    victims_touched: victimsTouched,
    networks_8: networks8,
  };
}
