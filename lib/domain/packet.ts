import { z } from "zod";

export const TIERS = ["internal", "counsel", "government", "peer", "public"] as const;
export const tierSchema = z.enum(TIERS);
export type Tier = z.infer<typeof tierSchema>;

export interface PacketSummary {
  id: string;
  /** "C-0001-P1": case number and running number. */
  number: string;
  caseId: string;
  tier: Tier;
  builtAtMs: number;
  builtBy: string;
  bytes: number;
  sha256: string;
  filename: string;
  /** Approval the packet was built under: the SHA-256 of exactly what was approved. */
  approvedContentHash: string;
}

/** One thing `packet verify` looked at. */
export interface VerifyCheck {
  check: "zip" | "bag" | "manifest" | "signature" | "custody" | "pages" | "claims" | "networks";
  ok: boolean;
  /** The file the finding is about, where there is one. */
  file?: string;
  sentence: string;
}

export interface VerifyReport {
  ok: boolean;
  file: string;
  checks: VerifyCheck[];
}
