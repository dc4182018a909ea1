/**
 * Tail probabilities and the special functions under them. All take plain numbers, answer in [0, 1]
 * (logarithms aside) and give NaN for arguments outside their domain. Formulas: Press et al.,
 * Numerical Recipes (3rd ed.), ch. 6; checked in stats.test.ts against published values.
 */

const LANCZOS = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13,
  -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6,
  1.505_632_735_149_311_6e-7,
] as const;
const EPSILON = 1e-15;
const TINY = 1e-300;
const ITERATIONS_MAX = 20_000;
/** Shapes beyond this go by Wilson and Hilferty's cube root, whose error there is below 1e-6. */
const SHAPE_MAX = 1e6;

/** ln Γ(x) for x > 0 (Lanczos, g = 7, about 15 digits). */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const at = x - 1;
  const t = at + 7.5;
  let sum: number = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] ?? 0) / (at + i);
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** ln of n over k; −∞ where k is not in 0..n. */
export function logBinomial(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity;
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/** P(Z ≥ z) of a standard normal, both tails to relative 1e-10 or so. */
export function normalUpperTail(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  const half = 0.5 * gammaTails(0.5, (z * z) / 2).upper;
  return z >= 0 ? half : 1 - half;
}

function gammaTails(a: number, x: number): { lower: number; upper: number } {
  if (!(a > 0) || Number.isNaN(x)) return { lower: Number.NaN, upper: Number.NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  if (a > SHAPE_MAX) {
    const z = (Math.cbrt(x / a) - (1 - 1 / (9 * a))) * 3 * Math.sqrt(a);
    return { lower: normalUpperTail(-z), upper: normalUpperTail(z) };
  }
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < ITERATIONS_MAX && Math.abs(term) > Math.abs(sum) * EPSILON; n++) {
      term *= x / (a + n);
      sum += term;
    }
    const lower = Math.min(1, sum * scale);
    return { lower, upper: 1 - lower };
  }
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < ITERATIONS_MAX; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / nonZero(an * d + b);
    c = nonZero(b + an / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < EPSILON) break;
  }
  const upper = Math.min(1, scale * h);
  return { lower: 1 - upper, upper };
}

function nonZero(x: number): number {
  return Math.abs(x) < TINY ? TINY : x;
}

/** Regularised lower incomplete gamma P(a, x): P(X ≤ x) of a gamma with shape a, scale 1. */
export function gammaLowerTail(a: number, x: number): number {
  return gammaTails(a, x).lower;
}

/** Regularised upper incomplete gamma Q(a, x) = 1 − P(a, x), accurate where it is small. */
export function gammaUpperTail(a: number, x: number): number {
  return gammaTails(a, x).upper;
}

/** P(X ≤ x) of χ² with `degrees` of freedom. */
export function chiSquareLowerTail(degrees: number, x: number): number {
  return gammaLowerTail(degrees / 2, x / 2);
}

/** P(X ≥ x) of χ² with `degrees` of freedom. */
export function chiSquareUpperTail(degrees: number, x: number): number {
  return gammaUpperTail(degrees / 2, x / 2);
}

/** Regularised incomplete beta I_x(a, b) (continued fraction by Lentz's method). */
export function regularizedBeta(a: number, b: number, x: number): number {
  if (!(a > 0) || !(b > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? Math.min(1, (front * betaFraction(a, b, x)) / a)
    : Math.max(0, 1 - (front * betaFraction(b, a, 1 - x)) / b);
}

function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < ITERATIONS_MAX; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < EPSILON) break;
  }
  return h;
}

/** P(K ≥ k) of `n` trials at rate `p`: 1 for k ≤ 0, 0 for k > n. */
export function binomialUpperTail(n: number, k: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n) return 0;
  return regularizedBeta(k, n - k + 1, p);
}

/** P(K ≤ k) of `n` trials at rate `p`. */
export function binomialLowerTail(n: number, k: number, p: number): number {
  if (k >= n) return 1;
  if (k < 0) return 0;
  return regularizedBeta(n - k, k + 1, 1 - p);
}

/** P(T ≥ t) of Student's t with `degrees` of freedom. */
export function studentUpperTail(degrees: number, t: number): number {
  if (!(degrees > 0) || Number.isNaN(t)) return Number.NaN;
  const half = 0.5 * regularizedBeta(degrees / 2, 0.5, degrees / (degrees + t * t));
  return t >= 0 ? half : 1 - half;
}

/** Upper end of Wilson's interval for a share of `k` in `n`, at `z` standard deviations; 1 where n is 0. */
export function wilsonUpper(k: number, n: number, z = 1.645): number {
  if (!(n > 0)) return 1;
  const share = k / n;
  const z2 = z * z;
  const centre = share + z2 / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return Math.min(1, (centre + spread) / (1 + z2 / n));
}
