import { ipRangeOf } from "@/lib/domain/ip-range";
import type { Campaign } from "../campaign";
import type { SynthRow } from "../columns";
import { dayPlans } from "../day-plans";
import { keyAt } from "../keys";
import { momentsOf } from "../schedule";
import type { Moment, Subject } from "../segment";

/**
 * What the exchanges of a campaign show of its accounts, one row per account, identifier and day:
 * the same identifiers, windows and counts as the exchange rows give, without making those.
 */
export function* observedDays(campaign: Campaign): Generator<SynthRow<"observations">> {
  for (const plan of dayPlans(campaign, { fromDay: 0, toDay: campaign.options.days })) {
    for (const [slot, index] of plan.accounts.entries()) {
      const subject = campaign.subject(index);
      const seen = new Map<string, SynthRow<"observations"> & { first_seen: number; last_seen: number }>();
      const counts = new Map<string, number>();
      for (const moment of momentsOf(campaign, subject, plan.day, plan.counts[slot] ?? 0)) {
        for (const [kind, value] of identifiersOf(campaign, subject, moment)) {
          if (value === "") continue;
          const key = `${kind}:${value}`;
          const row = seen.get(key);
          counts.set(key, (counts.get(key) ?? 0) + 1);
          if (row === undefined) {
            const at = { first_seen: moment.atMs, last_seen: moment.atMs };
            seen.set(key, { account_id: subject.accountId, kind, value, ...at, count: 1 });
            continue;
          }
          row.first_seen = Math.min(row.first_seen, moment.atMs);
          row.last_seen = Math.max(row.last_seen, moment.atMs);
        }
      }
      for (const [key, row] of seen) yield { ...row, count: counts.get(key) ?? 1 };
    }
  }
}

function identifiersOf(campaign: Campaign, subject: Subject, moment: Moment): [string, string][] {
  const { segment } = subject;
  const ip = segment.address(campaign, subject, moment);
  const { tlsFingerprint, clientProfile } = segment.client(campaign, subject, moment);
  return [
    ["api_key", keyAt(campaign, segment.keyHolder(campaign, subject, moment), moment.atMs)],
    ["ip", ip],
    ["ip_range", ipRangeOf(ip) ?? ""],
    ["tls_fingerprint", tlsFingerprint],
    ["client_profile", clientProfile],
    ["prompt_template", segment.prompt(campaign, subject, moment).templateId],
  ];
}
