import { queryOptions } from "@tanstack/react-query";
import type { RosterCandidatesView } from "@/lib/domain/roster-candidate";
import type {
  CandidateDecision,
  RosterEntryBody,
  RosterFileResult,
  RosterView,
} from "@/lib/domain/roster-view";
import { getJson, segment, sendJson } from "./fetcher";
import { queryKeys } from "./query-keys";

export const rosterQuery = queryOptions({
  queryKey: queryKeys.roster.lines,
  queryFn: ({ signal }) => getJson<RosterView>("/api/roster", signal),
});

export const rosterCandidatesQuery = queryOptions({
  queryKey: queryKeys.roster.candidates,
  queryFn: ({ signal }) => getJson<RosterCandidatesView>("/api/roster/candidates", signal),
});

/** Where the browser fetches the roster as a file. */
export const ROSTER_EXPORT_PATH = "/api/roster/export";

export async function addRosterEntry(body: RosterEntryBody): Promise<{ id: string }> {
  return await sendJson<{ id: string }>("POST", "/api/roster", body);
}

export async function withdrawRosterEntry(id: string, reason: string): Promise<{ id: string }> {
  return await sendJson<{ id: string }>("POST", `/api/roster/${segment(id)}/withdraw`, { reason });
}

export async function importRosterFile(text: string, dryRun: boolean): Promise<RosterFileResult> {
  return await sendJson<RosterFileResult>("POST", "/api/roster/import", { text, dryRun });
}

export async function decideCandidate(body: CandidateDecision): Promise<{ decision: string }> {
  return await sendJson<{ decision: string }>("POST", "/api/roster/candidates", body);
}
