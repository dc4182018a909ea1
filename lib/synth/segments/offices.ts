import { MS_PER_HOUR, MS_PER_MINUTE } from "@/lib/core/time";
import { countryAt, OCTET, officeAddress, siteAddress } from "../addresses";
import type { Campaign } from "../campaign";
import { aspect } from "../draw";
import { ownCard } from "../instruments";
import { organizationName } from "../names";
import type { Segment, Subject } from "../segment";
import { countryOf, ordinary, roaming } from "./ordinary";
import { few, first, officeDay, onboarded, oneParty, paidBy, share, staff } from "./staff";

const STARTUP = aspect("startup");
const TEAM = aspect("team");
const ENTERPRISE = aspect("enterprise");
const FRAMED = aspect("framed enterprise");

const startupOffice = (campaign: Campaign, subject: Subject): string =>
  officeAddress(subject.group, countryOf(campaign, subject));

export const startups: Segment = {
  ...ordinary,
  name: "startup",
  why: "Small firms: one office line, one company card, everybody onboarded the same day. Truth calls a firm one party.",
  seats: share(0.05, 4),
  grouping: { kind: "sizes", sizes: [3, 5, 4, 9, 6, 3, 12] },
  party: oneParty,
  rhythm: "office",
  life: onboarded(9 * MS_PER_HOUR),
  identity: (campaign, subject) =>
    staff(campaign, subject, "Labs", "startup", startupOffice(campaign, subject)),
  instruments: (campaign, subject) => {
    const country = countryAt(countryOf(campaign, subject)).code;
    const addedMs = subject.life.createdMs + MS_PER_HOUR;
    return [
      ownCard(campaign.draw, first(subject), {
        name: organizationName(campaign.draw, first(subject), "Labs"),
        country,
        addedMs,
      }),
    ];
  },
  address: (campaign, subject, moment) =>
    campaign.draw.unit(STARTUP, subject.index, 500 + moment.day) < 0.65
      ? startupOffice(campaign, subject)
      : roaming(campaign, subject, moment, 0.15),
  weight: (campaign, place, day) => officeDay(campaign, place, day, 6),
};

/** The enterprise's outgoing address; it has four. */
export function enterpriseAddress(site: number, number: number): string {
  return siteAddress(OCTET.enterprise, site, 0x0a10 + (number & 3));
}

const enterpriseIdentity = (suffix: string, offset: number) => (campaign: Campaign, subject: Subject) => {
  const identity = staff(
    campaign,
    subject,
    suffix,
    "enterprise",
    enterpriseAddress(offset + subject.group, subject.index),
  );
  return {
    ...identity,
    verifiedEntity: `entity:${identity.organization}`,
    contractId: `C-${campaign.draw.token(ENTERPRISE, first(subject)).slice(0, 8)}`,
  };
};

export const enterprises: Segment = {
  ...ordinary,
  name: "enterprise",
  why: "Verified companies: hundreds of employees behind one NAT, one contract, one invoice.",
  seats: share(0.03, 8),
  grouping: { kind: "groups", count: few(80) },
  source: () => "decoy:enterprise-nat",
  rhythm: "office",
  life: onboarded(90 * MS_PER_MINUTE),
  identity: enterpriseIdentity("Industries", 0),
  instruments: (campaign, subject) =>
    paidBy(
      campaign,
      subject,
      "invoice",
      ENTERPRISE,
      organizationName(campaign.draw, first(subject), "Industries"),
    ),
  address: (campaign, subject, moment) =>
    campaign.draw.unit(ENTERPRISE, subject.index, moment.day) < 0.9
      ? enterpriseAddress(subject.group, moment.bits)
      : roaming(campaign, subject, moment, 0.1),
  weight: (campaign, place, day) => officeDay(campaign, place, day, 9),
};

/** Sites of framed enterprises begin here in OCTET.enterprise. */
export const FRAMED_SITE = 128;

export const framedEnterprises: Segment = {
  ...enterprises,
  name: "framed-enterprise",
  why: "A verified company whose address range the operator borrows for a few sittings, to put the blame there.",
  seats: share(0.004, 4),
  grouping: { kind: "groups", count: (seats) => Math.ceil(seats / 400) },
  source: () => "decoy:framed-enterprise",
  identity: enterpriseIdentity("Holdings", FRAMED_SITE),
  instruments: (campaign, subject) =>
    paidBy(campaign, subject, "invoice", FRAMED, organizationName(campaign.draw, first(subject), "Holdings")),
  address: (_campaign, subject, moment) =>
    enterpriseAddress(FRAMED_SITE + (subject.group & 127), moment.bits),
};

export const sharedKeyTeams: Segment = {
  ...startups,
  name: "shared-key-team",
  why: "Teams of a verified company that hand one API key around. Truth calls a team one party.",
  seats: share(0.005, 4),
  grouping: { kind: "sizes", sizes: [5, 7, 4, 6] },
  identity: (campaign, subject) => {
    const identity = staff(
      campaign,
      subject,
      "Works",
      "team",
      officeAddress(400_000 + subject.group, countryOf(campaign, subject)),
    );
    return {
      ...identity,
      verifiedEntity: `entity:${identity.organization}`,
      contractId: `C-${campaign.draw.token(TEAM, first(subject)).slice(0, 8)}`,
    };
  },
  instruments: (campaign, subject) =>
    paidBy(campaign, subject, "invoice", TEAM, organizationName(campaign.draw, first(subject), "Works")),
  keyHolder: (campaign, subject, moment) => {
    const lead = campaign.subject(first(subject));
    return (moment.bits & 1) === 1 && lead.life.createdMs < moment.atMs ? lead : subject;
  },
  address: (campaign, subject, moment) =>
    campaign.draw.unit(TEAM, subject.index, moment.day) < 0.6
      ? officeAddress(400_000 + subject.group, countryOf(campaign, subject))
      : roaming(campaign, subject, moment, 0.1),
};
