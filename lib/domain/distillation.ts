/**
 * "Is this operator distilling?": what a network's own behaviour says of it, apart from the links.
 * It raises no link and joins no accounts, and it is never a verdict: people claim, tests report.
 */

export const DISTILLATION_FINDINGS = ["speaks_for", "silent", "speaks_against", "not_enough_data"] as const;
export type DistillationFinding = (typeof DISTILLATION_FINDINGS)[number];

/**
 * What a test is about. `machine`: nobody types this. `target`: what is asked for. `evasion`: limits and
 * bans are got round. Honest machines (a build farm) have the first, so it never suffices.
 */
type DistillationGroup = "machine" | "target" | "evasion";

export interface DistillationTestResult {
  /** "flat_rhythm"; tests come and go between versions. */
  id: string;
  label: string;
  group: DistillationGroup;
  finding: DistillationFinding;
  /** Null where there was not enough data. */
  statistic: { name: string; value: number } | null;
  /** What the figures are held against, in one sentence. */
  nullModel: string;
  /** Chance of a statistic at least this far out, on the side of the finding, if the null model holds. */
  pValue: number | null;
  /**
   * −log2 of the p-value, at most 30: positive where it speaks for, negative where it speaks against,
   * 0 otherwise. Bits of different tests are never added: the tests look at the same records.
   */
  bits: number;
  /** With the numbers and the window; where there was not enough data, what is missing. */
  sentence: string;
  /** Counts it rests on. */
  basis: { label: string; value: number }[];
}

export type DistillationGrade = "no signs" | "some signs" | "likely signs" | "not enough data";

export interface DistillationAssessment {
  grade: DistillationGrade;
  /** Why this grade, in one sentence. */
  sentence: string;
  /** The rule the grade follows, in words. */
  rule: string;
  /** Members of the network when it was assessed. */
  accounts: number;
  /** Of them, those whose records were looked at one by one. */
  sampled: number;
  tests: DistillationTestResult[];
}
