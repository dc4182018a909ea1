import { compact, counted, grouped } from "@/lib/core/format";
import { MS_PER_DAY } from "@/lib/core/time";

/** Facts a headline is made of; all counted, none estimated. */
export interface NetworkFacts {
  accounts: number;
  /** Distinct identifiers that at least two members share, per kind. */
  sharedCounts: readonly {
    kind: string;
    kindLabel: string;
    count: number;
    /** Of them, the most accounts outside the network on any one. */
    othersMax: number;
  }[];
  population: number;
  exchanges: number;
  firstMs: number | null;
  lastMs: number | null;
}

const LABEL_PLURAL: Record<string, string> = {
  api_key: "API keys",
  ip: "IP addresses",
  asn: "autonomous systems",
  email_domain: "e-mail domains",
};

/** Kinds that tell a reader most, first. */
const SPEAKING = ["payment_instrument", "api_key", "device", "phone", "prompt_template", "ip", "ip_range"];

/**
 * "388 accounts share 38 payment instruments and 9 API keys, none of them used by more than 2 of the
 * 1.02 M other accounts; they ran 2.1 M exchanges in 43 days." Facts only, no adjectives.
 */
export function networkHeadline(facts: NetworkFacts): string {
  const rank = (kind: string): number => {
    const at = SPEAKING.indexOf(kind);
    return at === -1 ? SPEAKING.length : at;
  };
  const kinds = facts.sharedCounts
    .filter((entry) => entry.count > 0)
    .toSorted((x, y) => rank(x.kind) - rank(y.kind) || y.count - x.count || (x.kind < y.kind ? -1 : 1))
    .slice(0, 2);
  const parts = kinds.map((entry) => counted(entry.count, entry.kindLabel, LABEL_PLURAL[entry.kind]));
  const others = kinds.reduce((most, entry) => Math.max(most, entry.othersMax), 0);
  const share =
    parts.length === 0
      ? "are linked"
      : `share ${parts.join(" and ")}, none of them used by ${others === 0 ? "any" : `more than ${grouped(others)}`} of the ${compact(Math.max(0, facts.population - facts.accounts))} other accounts`;
  return `${counted(facts.accounts, "account")} ${share}${activityWords(facts)}.`;
}

function activityWords(facts: NetworkFacts): string {
  if (facts.exchanges === 0) return "";
  if (facts.firstMs === null || facts.lastMs === null)
    return `; they ran ${counted(facts.exchanges, "exchange")}`;
  const days = Math.max(1, Math.ceil((facts.lastMs - facts.firstMs) / MS_PER_DAY));
  const count =
    facts.exchanges >= 10_000
      ? `${compact(facts.exchanges)} exchanges`
      : counted(facts.exchanges, "exchange");
  return `; they ran ${count} in ${days === 1 ? "1 day" : `${grouped(days)} days`}`;
}
