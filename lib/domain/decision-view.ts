import { z } from "zod";
import { VERDICTS, type LinkDecision, type Verdict } from "./decision";

export const VERDICT_LABEL: Record<Verdict, string> = {
  must_link: "must be linked",
  cannot_link: "cannot be linked",
};

export const DECISION_REASON_LENGTH_MIN = 10;
export const DECISION_REASON_LENGTH_MAX = 2_000;

export const decisionReasonSchema = z
  .string()
  .trim()
  .min(DECISION_REASON_LENGTH_MIN, `say why, in at least ${DECISION_REASON_LENGTH_MIN} characters`)
  .max(DECISION_REASON_LENGTH_MAX);

const accountIdSchema = z.string().min(1, "name an account").max(256);

export const decisionBodySchema = z.object({
  accountA: accountIdSchema,
  accountB: accountIdSchema,
  verdict: z.enum(VERDICTS),
  reason: decisionReasonSchema,
});
export type DecisionBody = z.infer<typeof decisionBodySchema>;

/** A decision as it is on record, standing or withdrawn. */
export interface DecisionView extends LinkDecision {
  id: string;
  reason: string;
  byName: string;
  atMs: number;
  /** What the engine said of the pair when it was decided; null where no run was complete yet. */
  bits: number | null;
  modelVersion: string | null;
  withdrawnAtMs: number | null;
  withdrawnByName: string | null;
  withdrawReason: string | null;
  /** Networks the accounts are in today. */
  networkA: string | null;
  networkB: string | null;
}

export interface DecisionsView {
  /** Standing ones first, newest first. */
  decisions: DecisionView[];
  total: number;
  mayDecide: boolean;
}
