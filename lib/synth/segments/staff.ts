import { MS_PER_DAY } from "@/lib/core/time";
import { countryAt } from "../addresses";
import type { Campaign } from "../campaign";
import { aspect } from "../draw";
import { accountInstrument } from "../instruments";
import { mailName, organizationDomain, organizationName, personName } from "../names";
import type { Identity, Instrument, Place, Subject } from "../segment";
import { appetite, countryOf, livedFrom, ordinary, ordinaryCreatedMs, weekday } from "./ordinary";

const STARTUP = aspect("startup");

/** Seats of a segment as a portion of the honest accounts. */
export const share = (portion: number, minimum: number) => (honest: number) =>
  Math.max(minimum, Math.round(honest * portion));
/** Groups of a segment: at least two, fewer and larger as it grows. */
export const few = (perGroup: number) => (seats: number) =>
  Math.max(2, Math.round(Math.sqrt(seats / perGroup)));
/** The account that leads a group. */
export const first = (place: Place): number => place.index - place.groupSeat;
/** Truth: everybody in the group is one honest party. */
export const oneParty = (campaign: Campaign, place: Place): string =>
  `h_${campaign.accountId(first(place)).slice(5)}`;
/** Wish of somebody who works on weekdays. */
export const officeDay = (campaign: Campaign, place: Place, day: number, volume: number): number =>
  campaign.draw.unit(STARTUP, place.index, day) < (weekday(campaign, day) >= 5 ? 0.08 : 0.55)
    ? volume * appetite(campaign, place.index)
    : 0;

/** Everybody of an organisation signs up within a span: the office being onboarded. */
export const onboarded = (spanMs: number) => (campaign: Campaign, place: Place) => {
  const beginMs = Math.min(ordinaryCreatedMs(campaign, first(place)), campaign.endMs - 2 * MS_PER_DAY);
  const withinMs = campaign.draw.below(spanMs, STARTUP, place.index, 7_001);
  return livedFrom(campaign, place, beginMs + withinMs);
};

/** Somebody on an organisation's staff, with its mail domain. */
export function staff(
  campaign: Campaign,
  subject: Subject,
  suffix: string,
  type: Identity["accountType"],
  signupIp: string,
): Identity {
  const organization = organizationName(campaign.draw, first(subject), suffix);
  const name = personName(campaign.draw, subject.index);
  const email = `${mailName(name)}${subject.groupSeat + 1}@${organizationDomain(organization)}`;
  return {
    ...ordinary.identity(campaign, subject),
    accountType: type,
    organization,
    email,
    signupIp,
    referralCode: "",
  };
}

/** One instrument that pays for the whole group. */
export function paidBy(
  campaign: Campaign,
  subject: Subject,
  kind: "invoice" | "bank" | "wallet",
  owner: number,
  name: string,
): Instrument[] {
  const country = countryAt(countryOf(campaign, subject)).code;
  return [
    accountInstrument(campaign.draw, owner, subject.group, kind, {
      name,
      country,
      addedMs: subject.life.createdMs + 600_000,
    }),
  ];
}
