import { identifierKind } from "@/lib/engine";
import type { AddressOrigin } from "@/lib/domain/address-origin";
import type { CrowdFigures } from "@/lib/domain/roster-candidate";
import type { RosterClass } from "@/lib/domain/roster";
import { ipRangeOf } from "@/lib/domain/ip-range";

/** Kinds that can be shared infrastructure: what people pass through, or are served by. */
export const CANDIDATE_KINDS = [
  "ip",
  "ip_range",
  "asn",
  "payment_instrument",
  "card_bin",
  "email_domain",
  "phone",
  "referral_code",
] as const;

/** Accounts that must be on it, and strangers among them. Fewer say too little about a crowd. */
export const ACCOUNTS_MIN = 20;
const STRANGERS_MIN = 20;
/** The same where one's own list of networks says that the address is a service for everybody. */
export const STRANGERS_MIN_LISTED = 10;
const LISTED_CLASSES: ReadonlySet<string> = new Set(["vpn", "proxy", "cgnat", "mobile"]);
/** Of the accounts with a device or instrument on record, those that must be strangers. */
const STRANGER_SHARE_MIN = 0.5;
/** A crowd that came within a week is a class, an event or a batch, and no infrastructure. */
const SIGNUP_SPREAD_DAYS_MIN = 7;
/**
 * Accounts that run the same few builds, or the same prompt, are one party's tooling until a person says otherwise:
 * own cards and devices are cheap, so these are asked too.
 */
const CLIENT_SHARE_MAX = 0.6;
/** Pairs of strangers on one client, at most: this share, or twice what it is among all accounts. */
const SAME_CLIENT_PAIRS_MAX = 0.15;
const SAME_CLIENT_LIFT_MAX = 2;
const TEMPLATE_SHARE_MAX = 0.5;
const TOOLING_KNOWN_MIN = 10;
/** From this share on, a crowd is "all" of a kind: one organisation, verified, education. */
const MOST = 0.8;
/** No gap in time gives an identifier more bits than this (the engine's chance floor of 1e-3). */
const GAP_BITS_MAX = 10;
/** Addresses of a range that must be found before the range is proposed instead of them. */
const RANGE_ADDRESSES_MIN = 3;
const RANGE_SHARE_MIN = 0.5;

const isAddress = (kind: string): boolean => kind === "ip" || kind === "ip_range" || kind === "asn";

/** Whether two accounts on so large a crowd could still get bits from it. */
function canGiveBits(figures: CrowdFigures): boolean {
  return Math.log2(identifierKind(figures.kind).kappa) - Math.log2(figures.accounts - 1) + GAP_BITS_MAX > 0;
}

/** Whether its strangers run the same builds or prompts more than strangers do. */
function sharesTooling(figures: CrowdFigures): boolean {
  const { clientStrangers, templateStrangers } = figures;
  if (clientStrangers >= TOOLING_KNOWN_MIN) {
    if (figures.largestClient > clientStrangers * CLIENT_SHARE_MAX) return true;
    const pairsMax = Math.max(SAME_CLIENT_PAIRS_MAX, figures.sameClientPairsOfAll * SAME_CLIENT_LIFT_MAX);
    if (figures.sameClientPairs > pairsMax) return true;
  }
  return (
    templateStrangers >= TOOLING_KNOWN_MIN && figures.largestTemplate > templateStrangers * TEMPLATE_SHARE_MAX
  );
}

/**
 * Whether the accounts of an identifier look like strangers to each other. Its crowd alone never
 * counts: an operator's exit has a large crowd too, but one that shares devices, cards and builds.
 * @param listedClass what one's own list of networks says of an address, "" where nothing
 */
export function looksShared(figures: CrowdFigures, listedClass: string): boolean {
  const { lookedAt, marked, strangers } = figures;
  const strangersMin = LISTED_CLASSES.has(listedClass) ? STRANGERS_MIN_LISTED : STRANGERS_MIN;
  if (lookedAt < ACCOUNTS_MIN || strangers < strangersMin) return false;
  const verified = figures.verified >= lookedAt * MOST;
  if (!verified && figures.signupSpreadDays < SIGNUP_SPREAD_DAYS_MIN) return false;
  if (!verified && sharesTooling(figures)) return false;
  const oneOrganization = figures.largestOrganization >= lookedAt * MOST;
  if (oneOrganization && !verified && figures.education < lookedAt * MOST) return false;
  if (isAddress(figures.kind)) return strangers >= marked * STRANGER_SHARE_MIN || figures.kind === "ip";
  return !oneOrganization && strangers >= marked * STRANGER_SHARE_MIN && canGiveBits(figures);
}

/** Whether strangers are the smaller part: an operator's accounts are on it beside them. */
export function isMixed(figures: CrowdFigures): boolean {
  return figures.strangers < figures.marked * STRANGER_SHARE_MIN;
}

/**
 * Of the single addresses that look shared, the IPv4 ranges to propose instead of them: at least three of a range,
 * and at least half of those in it that have such a crowd at all.
 */
export function rangesOf(found: readonly CrowdFigures[]): Map<string, CrowdFigures[]> {
  const byRange = new Map<string, CrowdFigures[]>();
  for (const figures of found) {
    if (figures.kind !== "ip" || figures.value.includes(":")) continue;
    const range = ipRangeOf(figures.value);
    byRange.set(range, [...(byRange.get(range) ?? []), figures]);
  }
  for (const [range, addresses] of byRange) {
    const considered = addresses[0]?.rangeMates ?? 0;
    if (addresses.length < RANGE_ADDRESSES_MIN || addresses.length < considered * RANGE_SHARE_MIN)
      byRange.delete(range);
  }
  return byRange;
}

const CLASS_OF_NETWORK: Record<string, RosterClass> = {
  vpn: "vpn",
  proxy: "proxy",
  hosting: "hosting",
  campus: "campus",
  education: "campus",
  corporate: "corporate",
  business: "corporate",
  mobile: "cgnat",
  isp: "cgnat",
};

/** The class to prefill: from what is verified, what one's own list says of the network, then the kind. */
export function likelyClass(figures: CrowdFigures, origin: AddressOrigin | null): RosterClass {
  if (figures.verified >= figures.lookedAt * MOST) return "corporate";
  if (figures.education >= figures.lookedAt * MOST) return "campus";
  if (figures.reseller >= figures.lookedAt * MOST) return "reseller";
  if (isAddress(figures.kind)) return CLASS_OF_NETWORK[origin?.class ?? ""] ?? "cgnat";
  return figures.kind === "payment_instrument" || figures.kind === "card_bin" ? "payment_vendor" : "other";
}

/** The capacity to prefill: at least twice the crowd seen, as a round number. */
export function likelyCapacity(accounts: number): number {
  const wanted = accounts * 2;
  for (let step = 10; ; step *= 10) {
    for (const round of [step, step * 2, step * 5]) if (round >= wanted) return round;
  }
}
