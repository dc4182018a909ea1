import { canonicalJson } from "@/lib/core/canonical-json";
import { sha256Hex } from "@/lib/core/hash";
import type { CaseSubject, EvidenceRef } from "@/lib/domain/case";
import type { CaseFinding } from "@/drizzle/schema";
import type { CaseFigures } from "@/lib/domain/figures";

/**
 * SHA-256 of exactly what a reviewer approves: title, purpose, subjects, claims with their evidence,
 * the figures as counted, and the engine's finding as it was when the case was submitted. Notes are working material and are left out.
 */
export function contentHashOf(
  found: {
    id: string;
    title: string;
    purpose: string;
    networkId: string;
    figures: CaseFigures;
    finding: CaseFinding | null;
  },
  subjects: readonly CaseSubject[],
  claims: readonly { id: string; text: string; evidence: EvidenceRef[] }[],
): string {
  return sha256Hex(
    canonicalJson({
      caseId: found.id,
      title: found.title,
      purpose: found.purpose,
      networkId: found.networkId,
      figures: found.figures,
      finding: found.finding,
      subjects: subjects
        .map(({ accountId, membership, bits }) => ({ accountId, membership, bits }))
        .sort((x, y) => (x.accountId < y.accountId ? -1 : 1)),
      claims: claims.map(({ id, text, evidence }) => ({ id, text, evidence })),
    }),
  );
}
