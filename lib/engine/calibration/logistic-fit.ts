import { RingleaderError } from "@/lib/core/errors";
import { logistic } from "./calibration";

export interface LogisticRow {
  /** One value per slope, finite. */
  features: readonly number[];
  positive: boolean;
  weight: number;
}

export interface LogisticFit {
  intercept: number;
  /** ≥ 0. */
  slopes: number[];
  iterations: number;
}

const ITERATIONS_MAX = 200;
/** Largest remaining slope of the loss per unit of weight at which the fit counts as done. */
const GRADIENT_MAX = 1e-9;
/** The same where no step makes the loss smaller. */
const GRADIENT_STALLED_MAX = 1e-5;
const HALVINGS_MAX = 60;
/** A slope this small whose gradient points below 0 is held at 0. */
const HELD_MAX = 1e-9;
/** Keeps the intercept's curvature off 0 where every label is certain. */
const INTERCEPT_RIDGE = 1e-6;

/** log(1 + e^x) without overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/**
 * Minimises Σ w·log loss + ridge/2·Σ slope² over an intercept and slopes ≥ 0 by projected Newton
 * (Bertsekas 1982): slopes held at 0 whose gradient points below it are left out of the step. The
 * ridge keeps separable rows finite. Throws RingleaderError `internal` where it does not converge.
 */
export function fitLogistic(rows: readonly LogisticRow[], ridge: number): LogisticFit {
  const size = 1 + (rows[0]?.features.length ?? 0);
  const totalWeight = rows.reduce((sum, row) => sum + row.weight, 0);
  const pull = (k: number): number => (k === 0 ? INTERCEPT_RIDGE : ridge);
  /** `size` values per row, the first of them 1. */
  const design = new Float64Array(rows.length * size);
  const weights = Float64Array.from(rows, (row) => row.weight);
  const positive = Uint8Array.from(rows, (row) => (row.positive ? 1 : 0));
  rows.forEach((row, r) => design.set([1, ...row.features], r * size));

  const logOddsOf = (r: number, at: Float64Array): number => {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += (at[k] ?? 0) * (design[r * size + k] ?? 0);
    return sum;
  };
  const lossAt = (at: Float64Array): number => {
    let sum = 0;
    for (let r = 0; r < weights.length; r++) {
      const x = logOddsOf(r, at);
      sum += (weights[r] ?? 0) * softplus(positive[r] === 1 ? -x : x);
    }
    for (let k = 0; k < size; k++) sum += (pull(k) / 2) * (at[k] ?? 0) ** 2;
    return sum;
  };
  const derivativesAt = (at: Float64Array): { gradient: Float64Array; curvature: Float64Array } => {
    const gradient = at.map((coefficient, k) => pull(k) * coefficient);
    const curvature = new Float64Array(size * size);
    for (let k = 0; k < size; k++) curvature[k * size + k] = pull(k);
    for (let r = 0; r < weights.length; r++) {
      const p = logistic(logOddsOf(r, at));
      const residual = (weights[r] ?? 0) * (p - (positive[r] ?? 0));
      const spread = (weights[r] ?? 0) * p * (1 - p);
      for (let k = 0; k < size; k++) {
        const x = design[r * size + k] ?? 0;
        gradient[k] = (gradient[k] ?? 0) + residual * x;
        for (let m = 0; m <= k; m++) {
          const entry = k * size + m;
          curvature[entry] = (curvature[entry] ?? 0) + spread * x * (design[r * size + m] ?? 0);
        }
      }
    }
    return { gradient, curvature };
  };

  let at = new Float64Array(size);
  let loss = lossAt(at);
  for (let iteration = 1; iteration <= ITERATIONS_MAX; iteration++) {
    const { gradient, curvature } = derivativesAt(at);
    const held = (k: number): boolean => k > 0 && (at[k] ?? 0) <= HELD_MAX && (gradient[k] ?? 0) >= 0;
    const free = [...at.keys()].filter((k) => !held(k));
    const steepest = Math.max(...free.map((k) => Math.abs(gradient[k] ?? 0))) / totalWeight;
    const found = { intercept: at[0] ?? 0, slopes: [...at.subarray(1)], iterations: iteration };
    if (steepest <= GRADIENT_MAX) return found;
    const step = newtonStep(free, gradient, curvature, size);
    let next: Float64Array<ArrayBuffer> | undefined;
    for (let halving = 0, length = 1; next === undefined && halving < HALVINGS_MAX; halving++, length /= 2) {
      const tried = at.map((coefficient, k) => {
        if (held(k)) return 0;
        const moved = coefficient - length * (step[k] ?? 0);
        return k === 0 ? moved : Math.max(0, moved);
      });
      const triedLoss = lossAt(tried);
      if (triedLoss >= loss) continue;
      next = tried;
      loss = triedLoss;
    }
    if (next === undefined) {
      // Doubles cannot tell the loss apart any more.
      if (steepest <= GRADIENT_STALLED_MAX) return found;
      break;
    }
    at = next;
  }
  throw new RingleaderError("internal", "the calibration did not converge", {
    details: { rows: rows.length },
  });
}

/** Solves curvature · step = gradient over the free coefficients by Cholesky; 0 elsewhere. */
function newtonStep(
  free: readonly number[],
  gradient: Float64Array,
  curvature: Float64Array,
  size: number,
): Float64Array {
  const n = free.length;
  const lower = new Float64Array(n * n);
  const solved = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const row = Math.max(free[i] ?? 0, free[j] ?? 0);
      const column = Math.min(free[i] ?? 0, free[j] ?? 0);
      let sum = curvature[row * size + column] ?? 0;
      for (let k = 0; k < j; k++) sum -= (lower[i * n + k] ?? 0) * (lower[j * n + k] ?? 0);
      lower[i * n + j] = i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / (lower[j * n + j] ?? 1);
    }
    let right = gradient[free[i] ?? 0] ?? 0;
    for (let k = 0; k < i; k++) right -= (lower[i * n + k] ?? 0) * (solved[k] ?? 0);
    solved[i] = right / (lower[i * n + i] ?? 1);
  }
  for (let i = n - 1; i >= 0; i--) {
    let right = solved[i] ?? 0;
    for (let k = i + 1; k < n; k++) right -= (lower[k * n + i] ?? 0) * (solved[k] ?? 0);
    solved[i] = right / (lower[i * n + i] ?? 1);
  }
  const step = new Float64Array(size);
  free.forEach((k, i) => {
    step[k] = solved[i] ?? 0;
  });
  return step;
}
