import { MS_PER_DAY } from "@/lib/core/time";
import { blockAddress, countryAt, drawnBlockAddress, OCTET, officeAddress, VPN_SERVICES } from "../addresses";
import type { Campaign } from "../campaign";
import { aspect } from "../draw";
import { ownCard } from "../instruments";
import { personName } from "../names";
import type { Place, Segment } from "../segment";
import {
  countryOf,
  deviceToken,
  homeOf,
  livedFrom,
  mobileOf,
  ordinary,
  ordinaryCreatedMs,
  ownDevice,
  roaming,
} from "./ordinary";
import { oneParty, share } from "./staff";

const VPN = aspect("vpn");
const CARRIER_NAT = aspect("carrier nat");
const HOUSEHOLD = aspect("household");
const COWORKING = aspect("coworking");
const HEAVY = aspect("heavy");

/** Exit addresses of one VPN service: about 25 honest users each. */
function vpnExits(campaign: Campaign): number {
  return Math.min(4_000, Math.max(4, Math.ceil(campaign.seatsOf("vpn") / 25)));
}

/** One of a VPN service's exits, another one each sitting. */
export function vpnAddress(campaign: Campaign, account: number, outing: number): string {
  const service = campaign.draw.below(VPN_SERVICES, VPN, account);
  return drawnBlockAddress(campaign.draw, OCTET.vpn, service, vpnExits(campaign), account, outing);
}

export const vpnUsers: Segment = {
  ...ordinary,
  name: "vpn",
  why: "People behind commercial VPN exits, some of which the operator uses too.",
  seats: share(0.06, 4),
  source: () => "decoy:vpn",
  address: (campaign, subject, moment) => {
    const outing = moment.day * 64 + moment.sitting;
    return campaign.draw.unit(VPN, subject.index, outing) < 0.75
      ? vpnAddress(campaign, subject.index, outing)
      : homeOf(campaign, subject, moment.day);
  },
};

/** A carrier's NAT has one outgoing address for every 1,000 of our accounts in its country; they move between them. */
function carrierNatAddress(campaign: Campaign, place: Place, day: number): string {
  const country = countryOf(campaign, place);
  const addresses = Math.ceil((campaign.seatsOf("carrier-nat") * countryAt(country).share) / 1_000);
  return blockAddress(
    OCTET.carrierNat,
    country,
    campaign.draw.below(Math.max(1, addresses), CARRIER_NAT, place.index, Math.floor(day / 10)),
  );
}

export const carrierNatUsers: Segment = {
  ...ordinary,
  name: "carrier-nat",
  why: "Subscribers behind a carrier's NAT: hundreds to thousands of strangers on one address.",
  seats: share(0.12, 6),
  source: () => "decoy:cgnat",
  identity: (campaign, subject) => ({
    ...ordinary.identity(campaign, subject),
    signupIp: carrierNatAddress(
      campaign,
      subject,
      Math.floor((subject.life.createdMs - campaign.startMs) / MS_PER_DAY),
    ),
  }),
  address: (campaign, subject, moment) => carrierNatAddress(campaign, subject, moment.day),
};

export const mobileUsers: Segment = {
  ...ordinary,
  name: "mobile",
  why: "People on a phone network: another shared address nearly every sitting.",
  seats: share(0.1, 6),
  source: () => "decoy:mobile-carrier",
  identity: (campaign, subject) => ({
    ...ordinary.identity(campaign, subject),
    signupIp: mobileOf(campaign, subject, -1),
  }),
  address: (campaign, subject, moment) => mobileOf(campaign, subject, moment.day * 64 + moment.sitting),
};

const head = (place: Place): Place => ({ ...place, index: place.index - place.groupSeat, groupSeat: 0 });

export const households: Segment = {
  ...ordinary,
  name: "household",
  why: "Families: one home line, often one card and a family computer. Truth calls a household one party.",
  seats: share(0.09, 4),
  grouping: { kind: "sizes", sizes: [2, 2, 3, 2, 4, 3, 2, 5] },
  party: oneParty,
  identity: (campaign, subject) => ({
    ...ordinary.identity(campaign, subject),
    signupIp: homeOf(
      campaign,
      head(subject),
      Math.floor((subject.life.createdMs - campaign.startMs) / MS_PER_DAY),
    ),
  }),
  instruments: (campaign, subject) => {
    const first = subject.index - subject.groupSeat;
    if (campaign.draw.unit(HOUSEHOLD, first) > 0.6) return ordinary.instruments(campaign, subject);
    const country = countryAt(countryOf(campaign, subject)).code;
    const addedMs = subject.life.createdMs + campaign.draw.below(MS_PER_DAY, HOUSEHOLD, subject.index, 1);
    return [ownCard(campaign.draw, first, { name: personName(campaign.draw, first), country, addedMs })];
  },
  devices: (campaign, subject) => {
    const first = subject.index - subject.groupSeat;
    const own = ownDevice(campaign, subject);
    if (campaign.draw.unit(HOUSEHOLD, first, 2) > 0.4) return own;
    const { createdMs, activeToMs } = subject.life;
    return [
      ...own,
      { value: deviceToken(campaign, HOUSEHOLD, first), firstMs: createdMs, lastMs: activeToMs, count: 4 },
    ];
  },
  address: (campaign, subject, moment) =>
    campaign.draw.unit(HOUSEHOLD, subject.index, 64 + moment.day * 64 + moment.sitting) < 0.2
      ? mobileOf(campaign, subject, moment.day * 64 + moment.sitting)
      : homeOf(campaign, head(subject), moment.day),
};

export const freelancers: Segment = {
  ...ordinary,
  name: "coworking",
  why: "Freelancers who share nothing but the address of their coworking space.",
  seats: share(0.03, 4),
  grouping: { kind: "sizes", sizes: [18, 25, 12] },
  source: () => "decoy:coworking",
  rhythm: "office",
  address: (campaign, subject, moment) =>
    campaign.draw.unit(COWORKING, subject.index, moment.day) < 0.7
      ? officeAddress(200_000 + subject.group, countryOf(campaign, subject))
      : roaming(campaign, subject, moment, 0.1),
};

export const heavyUsers: Segment = {
  ...ordinary,
  name: "heavy",
  why: "Single honest developers louder than any account of the operator: volume is no proof.",
  seats: (honest) => Math.max(2, Math.round(Math.sqrt(honest) / 9)),
  source: () => "decoy:heavy-user",
  life: (campaign, place) => ({
    ...livedFrom(
      campaign,
      place,
      Math.min(ordinaryCreatedMs(campaign, place.index), campaign.startMs - MS_PER_DAY),
    ),
    activeToMs: campaign.endMs,
    status: "active",
    statusChangedMs: null,
  }),
  weight: (campaign, place, day) =>
    (2.5 + 6 * campaign.draw.unit(HEAVY, place.index)) *
    (0.6 + 0.8 * campaign.draw.unit(HEAVY, place.index, day + 1)),
  louderThanOperator: true,
};

export const stolenCardVictims: Segment = {
  ...ordinary,
  name: "stolen-card",
  why: "People whose card also pays for one of the operator's accounts: victims, not members.",
  seats: share(1 / 2_400, 1),
  source: () => "decoy:stolen-card-victim",
  instruments: (campaign, subject) => [
    ownCard(campaign.draw, subject.index, {
      name: personName(campaign.draw, subject.index),
      country: countryAt(countryOf(campaign, subject)).code,
      addedMs: Math.min(subject.life.createdMs + MS_PER_DAY, campaign.endMs),
    }),
  ],
};
