import { RingleaderError } from "@/lib/core/errors";
import { VERDICT_LABEL } from "@/lib/domain/decision-view";
import type { LinkDecision } from "@/lib/domain/decision";
import { pairDecisions } from "@/lib/engine/decisions";

/**
 * Refuses a decision that cannot stand beside those that do.
 * @throws RingleaderError `conflict` naming the accounts of the chain, in its details too
 */
export function refuseContradiction(standing: readonly LinkDecision[], made: LinkDecision): void {
  const decisions = [...standing, made];
  const accountIds = [
    ...new Set(decisions.flatMap((decision) => [decision.accountA, decision.accountB])),
  ].sort();
  try {
    pairDecisions(decisions, accountIds, new Map(accountIds.map((id, index) => [id, index])));
  } catch (cause) {
    if (!(cause instanceof RingleaderError)) throw cause;
    const chain = cause.details["accounts"];
    const accounts = Array.isArray(chain) ? chain.map(String) : [];
    throw new RingleaderError(
      "conflict",
      `this contradicts decisions that stand: with it ${accounts.join(" must be linked with ")}, but ${accounts[0] ?? ""} and ${accounts.at(-1) ?? ""} cannot be linked; withdraw what no longer holds before deciding that ${made.accountA} and ${made.accountB} ${VERDICT_LABEL[made.verdict]}`,
      { cause, details: { accounts } },
    );
  }
}
