import { counted, grouped } from "@/lib/core/format";
import type { RosterCandidate } from "@/lib/domain/roster-candidate";

const ratio = (part: number, whole: number): string =>
  whole === 0 ? "none on record" : `${grouped(part)} of ${grouped(whole)}`;

const days = (value: number): string =>
  value < 1 ? "under a day" : value < 10 ? `${value.toFixed(1)} days` : counted(Math.round(value), "day");

/** The figures a proposal stands on, as name and value. */
export function candidateFacts({ figures, addresses }: RosterCandidate): (readonly [string, string])[] {
  const span =
    figures.firstMs === null || figures.lastMs === null
      ? null
      : (figures.lastMs - figures.firstMs) / (24 * 3_600_000);
  return [
    ["accounts ever", grouped(figures.accounts)],
    ...(figures.lookedAt < figures.accounts
      ? ([["looked at", ratio(figures.lookedAt, figures.accounts)]] as const)
      : []),
    ...(addresses > 0 ? ([["addresses found", grouped(addresses)]] as const) : []),
    ["accounts on a day", figures.accountsPerDay.toFixed(1)],
    ["median stay", `${days(figures.medianStayDays)}${span === null ? "" : `, in use for ${days(span)}`}`],
    ["sign-ups spread", days(figures.signupSpreadDays)],
    ["strangers", ratio(figures.strangers, figures.marked)],
    ["own device", ratio(figures.ownDevice, figures.deviceAccounts)],
    ["own instrument", ratio(figures.ownInstrument, figures.instrumentAccounts)],
    ["on one client", ratio(figures.largestClient, figures.clientStrangers)],
    ["on one template", ratio(figures.largestTemplate, figures.templateStrangers)],
    ["organisations", grouped(figures.organizations)],
    ["verified", ratio(figures.verified, figures.lookedAt)],
    [
      "in networks",
      figures.inNetworks === 0
        ? "none"
        : `${ratio(figures.inNetworks, figures.lookedAt)}, in ${counted(figures.networks, "network")}`,
    ],
  ];
}
