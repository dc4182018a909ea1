import type { Tier } from "@/lib/domain/packet";

export const TIER_LABEL: Record<Tier, string> = {
  internal: "Internal",
  counsel: "Counsel",
  government: "Government",
  peer: "Peer",
  public: "Public",
};

/** What a recipient of the tier sees. */
export const TIER_SENTENCE: Record<Tier, string> = {
  internal: "For this team: identifiers in clear, personal data left out.",
  counsel: "For lawyers: everything the case rests on, in clear.",
  government: "For regulators and committees.",
  peer: "For other providers.",
  public: "For publication.",
};

/** Tiers a packet can be built for. */
export const TIERS_BUILT: ReadonlySet<Tier> = new Set<Tier>(["internal", "counsel"]);
