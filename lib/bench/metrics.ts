/** How well predicted groups of accounts agree with the true ones. */
export interface GroupingMetrics {
  pair_p: number;
  pair_r: number;
  pair_f1: number;
  b3_p: number;
  b3_r: number;
  b3_f1: number;
  /** Share of innocents who land in a predicted group of at least 8. */
  innocents_in_8: number;
  /** Being in a predicted group of at least 8, taken as a flag for operators' accounts. */
  flag8_p: number;
  flag8_r: number;
  accounts: number;
  operators: number;
  innocents: number;
  groups: number;
}

export interface TruthRow {
  operatorId: string;
  label: string;
}

const pairsOf = (n: number): number => (n * (n - 1)) / 2;
const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const harmonic = (p: number, r: number): number => ratio(2 * p * r, p + r);
const GROUP_MIN = 8;

/**
 * Pairwise precision, recall and F1 and B³ (Bagga and Baldwin 1998) over the accounts of `truth`
 * with an operator; an account in no predicted group stands alone. Group sizes for the two last
 * figures count all predicted members.
 */
export function groupingMetrics(
  truth: ReadonlyMap<string, TruthRow>,
  groupOf: ReadonlyMap<string, number>,
): GroupingMetrics {
  const groupSize = new Map<number, number>();
  for (const group of groupOf.values()) groupSize.set(group, (groupSize.get(group) ?? 0) + 1);
  const trueSize = new Map<string, number>();
  const predictedSize = new Map<string, number>();
  const bothSize = new Map<string, number>();
  const grow = (sizes: Map<string, number>, key: string): void => {
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  };
  const cells: { operator: string; group: string; both: string; innocent: boolean; size: number }[] = [];
  const operators = new Set<string>();
  for (const [accountId, { operatorId, label }] of truth) {
    if (operatorId === "") continue;
    const predicted = groupOf.get(accountId);
    const group = predicted === undefined ? `alone:${accountId}` : `group:${predicted}`;
    const both = `${operatorId}\u0000${group}`;
    grow(trueSize, operatorId);
    grow(predictedSize, group);
    grow(bothSize, both);
    const innocent = label === "innocent";
    if (!innocent) operators.add(operatorId);
    cells.push({
      operator: operatorId,
      group,
      both,
      innocent,
      size: predicted === undefined ? 1 : (groupSize.get(predicted) ?? 1),
    });
  }
  const sumPairs = (sizes: Map<string, number>): number =>
    [...sizes.values()].reduce((sum, n) => sum + pairsOf(n), 0);
  const together = sumPairs(bothSize);
  const pairP = ratio(together, sumPairs(predictedSize));
  const pairR = ratio(together, sumPairs(trueSize));
  let b3P = 0;
  let b3R = 0;
  let innocents = 0;
  let innocentsIn8 = 0;
  let operatorsIn8 = 0;
  for (const cell of cells) {
    const shared = bothSize.get(cell.both) ?? 0;
    b3P += shared / (predictedSize.get(cell.group) ?? 1);
    b3R += shared / (trueSize.get(cell.operator) ?? 1);
    if (cell.innocent) innocents++;
    if (cell.size >= GROUP_MIN) {
      if (cell.innocent) innocentsIn8++;
      else operatorsIn8++;
    }
  }
  const n = cells.length;
  return {
    pair_p: pairP,
    pair_r: pairR,
    pair_f1: harmonic(pairP, pairR),
    b3_p: ratio(b3P, n),
    b3_r: ratio(b3R, n),
    b3_f1: harmonic(ratio(b3P, n), ratio(b3R, n)),
    innocents_in_8: ratio(innocentsIn8, innocents),
    flag8_p: ratio(operatorsIn8, operatorsIn8 + innocentsIn8),
    flag8_r: ratio(operatorsIn8, n - innocents),
    accounts: n,
    operators: operators.size,
    innocents,
    groups: groupSize.size,
  };
}
