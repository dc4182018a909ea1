import { counted, grouped } from "@/lib/core/format";
import type { OverviewView } from "@/lib/domain/views";

/** From this size on a network is named on its own; smaller ones may be a household or a team. */
const LARGE_NETWORK_ACCOUNTS_MIN = 8;

/** The page's first sentence, from facts: how many networks nobody has taken into a case yet. */
export function overviewHeadline(view: OverviewView): string {
  if (view.totals.imports === 0 && view.totals.accounts === 0) return "Nothing imported yet";
  if (view.run === null) return "Records are in, networks are not resolved yet";
  if (view.networksTotal === 0) {
    return view.run.status === "running" ? "Resolving networks" : "No network found in these records";
  }
  const listed = view.networks.length;
  const untouched = view.networks.filter((network) => network.cases.length === 0).length;
  if (listed < view.networksTotal) {
    const ofSize = view.networks.filter((network) => network.accounts >= LARGE_NETWORK_ACCOUNTS_MIN);
    const waiting = ofSize.filter((network) => network.cases.length === 0).length;
    // The list is by size, so one small network in it means that every large one is.
    if (waiting > 0 && ofSize.length < listed) {
      return `${sizedWords(waiting)} a look, ${grouped(view.networksTotal - ofSize.length)} smaller ones were found`;
    }
    return `${grouped(view.networksTotal)} networks found; ${grouped(untouched)} of the ${grouped(listed)} largest ${untouched === 1 ? "needs" : "need"} a look`;
  }
  if (untouched === 0)
    return `${counted(listed, "network")}, ${listed === 1 ? "taken" : "all taken"} into cases`;
  const large = view.networks.filter(
    (network) => network.cases.length === 0 && network.accounts >= LARGE_NETWORK_ACCOUNTS_MIN,
  ).length;
  const small = untouched - large;
  if (large === 0 || small === 0) {
    return `${counted(untouched, "network")} ${untouched === 1 ? "needs" : "need"} a look`;
  }
  return `${sizedWords(large)} a look, ${grouped(small)} smaller ${small === 1 ? "one waits" : "ones wait"}`;
}

function sizedWords(count: number): string {
  return `${counted(count, "network")} of ${LARGE_NETWORK_ACCOUNTS_MIN} or more accounts ${count === 1 ? "needs" : "need"}`;
}
