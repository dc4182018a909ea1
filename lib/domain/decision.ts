/**
 * What an analyst decided of two accounts. Absolute for the engine: accounts that must be linked are in
 * one network whatever their bits, accounts that cannot be linked never are, not even by way of others.
 */
export const VERDICTS = ["must_link", "cannot_link"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** accountA < accountB (string order). */
export interface LinkDecision {
  accountA: string;
  accountB: string;
  verdict: Verdict;
}
