import { candidateDecisionSchema } from "@/lib/domain/roster-view";
import { handle } from "@/lib/services/http/handle";
import { readRosterCandidates } from "@/lib/services/roster/candidates";
import { decideCandidate } from "@/lib/services/roster/decide";

export const GET = handle("desk.read", {}, async ({ desk }) => readRosterCandidates(desk.stores));

export const POST = handle(
  "roster.edit",
  { body: candidateDecisionSchema },
  async ({ desk, actor, body, nowMs }) => decideCandidate(desk.stores, actor, body, nowMs),
);
