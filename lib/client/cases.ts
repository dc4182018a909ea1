import { queryOptions } from "@tanstack/react-query";
import type { CaseSummary, CaseView, EvidenceRef } from "@/lib/domain/case";
import type { PacketSummary, Tier } from "@/lib/domain/packet";
import { apiPath, getJson, segment, sendJson } from "./fetcher";
import { queryKeys } from "./query-keys";

export const casesQuery = queryOptions({
  queryKey: queryKeys.cases.list,
  queryFn: ({ signal }) => getJson<CaseSummary[]>("/api/cases", signal),
});

/** Cases in review, oldest first. */
export const reviewQuery = queryOptions({
  queryKey: queryKeys.cases.review,
  queryFn: ({ signal }) => getJson<CaseSummary[]>("/api/review", signal),
});

export function caseQuery(caseId: string) {
  return queryOptions({
    queryKey: queryKeys.cases.one(caseId),
    queryFn: ({ signal }) => getJson<CaseView>(`/api/cases/${segment(caseId)}`, signal),
  });
}

export function openCase(input: { networkId: string; title: string; purpose: string }): Promise<CaseView> {
  return sendJson<CaseView>("POST", "/api/cases", input);
}

export function addNote(caseId: string, input: { text: string }): Promise<CaseView> {
  return sendJson<CaseView>("POST", `/api/cases/${segment(caseId)}/notes`, input);
}

/** `version` is that of the case the claim was written against; a newer one answers with a conflict. */
export function addClaim(
  caseId: string,
  input: { text: string; evidence: EvidenceRef[]; version: number },
): Promise<CaseView> {
  return sendJson<CaseView>("POST", `/api/cases/${segment(caseId)}/claims`, input);
}

export function removeClaim(caseId: string, claimId: string, version: number): Promise<CaseView> {
  const path = `/api/cases/${segment(caseId)}/claims/${segment(claimId)}`;
  return sendJson<CaseView>("DELETE", apiPath(path, { version }));
}

export function submitCase(caseId: string, input: { reason: string; version: number }): Promise<CaseView> {
  return sendJson<CaseView>("POST", `/api/cases/${segment(caseId)}/submit`, input);
}

/** Decides on exactly the content whose hash is named. */
export function reviewCase(
  caseId: string,
  input: { decision: "approved" | "sent_back"; reason: string; contentHash: string },
): Promise<CaseView> {
  return sendJson<CaseView>("POST", `/api/cases/${segment(caseId)}/review`, input);
}

export function buildPacket(caseId: string, input: { tier: Tier }): Promise<PacketSummary> {
  return sendJson<PacketSummary>("POST", `/api/cases/${segment(caseId)}/packets`, input);
}

/** Where a packet is downloaded from: a plain link, the answer is an attachment. */
export function packetDownloadPath(packetId: string): string {
  return `/api/packets/${segment(packetId)}/download`;
}

/** The verifier or the public key that goes with a packet. */
export function packetCheckPath(packetId: string, name: "verify.mjs" | "signer.pub.pem"): string {
  return `/api/packets/${segment(packetId)}/check/${name}`;
}
