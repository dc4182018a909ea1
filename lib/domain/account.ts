import { z } from "zod";

export const ACCOUNT_TYPES = [
  "individual",
  "team",
  "startup",
  "education",
  "research_program",
  "enterprise",
  "cloud_marketplace",
  "reseller",
  "trial",
  "unknown",
] as const;
export const accountTypeSchema = z.enum(ACCOUNT_TYPES);
export type AccountType = z.infer<typeof accountTypeSchema>;

export const ACCOUNT_STATUSES = ["active", "suspended", "banned", "closed"] as const;
export const accountStatusSchema = z.enum(ACCOUNT_STATUSES);
export type AccountStatus = z.infer<typeof accountStatusSchema>;

/** A customer account as imported. Every string but the ids was typed by its holder: hostile. */
export interface Account {
  accountId: string;
  createdAtMs: number;
  accountType: AccountType;
  organization: string;
  displayName: string;
  country: string;
  signupIp: string;
  signupUserAgent: string;
  referralCode: string;
  status: AccountStatus;
  statusChangedAtMs: number | null;
  /** Legal entity the provider itself verified; empty where none. */
  verifiedEntity: string;
  contractId: string;
}
