import { MS_PER_DAY, MS_PER_HOUR } from "@/lib/core/time";
import { blockAddress, countryAt, HOST, OCTET, officeAddress } from "../addresses";
import type { Campaign } from "../campaign";
import { clientBuild } from "../clients";
import { aspect } from "../draw";
import { accountInstrument, ownCard } from "../instruments";
import { organizationDomain, organizationName } from "../names";
import { templateId } from "../prompts";
import type { Segment } from "../segment";
import { countryOf, deviceToken, livedFrom, modelAt, ordinary, roaming } from "./ordinary";
import { few, first, officeDay, onboarded, oneParty, paidBy, share, staff } from "./staff";

const RESELLER = aspect("reseller");
const BUILDS = aspect("build farm");
const AGENCY = aspect("contractor agency");

/** What a reseller pays with, and the code its customers come with. */
export function resellerMarks(
  campaign: Campaign,
  group: number,
): { fingerprint: string; referralCode: string } {
  const none = { name: "", country: "", addedMs: 0 };
  return {
    fingerprint: accountInstrument(campaign.draw, RESELLER, group, "wallet", none).fingerprint,
    referralCode: `PARTNER-${campaign.draw.token(RESELLER, group).slice(0, 6)}`,
  };
}

export const resellers: Segment = {
  ...ordinary,
  name: "reseller",
  why: "A reseller's customers: strangers to one another behind one payment instrument and one referral code.",
  seats: share(0.03, 8),
  grouping: { kind: "groups", count: few(90) },
  source: () => "decoy:reseller",
  life: (campaign, place) => {
    const monthMs = 30 * MS_PER_DAY;
    const monthsAgo = campaign.draw.below(14, RESELLER, place.index) - 1;
    const delivery = campaign.draw.unit(RESELLER, place.group, 100 + monthsAgo) * 20 * MS_PER_DAY;
    const createdMs = Math.floor(
      campaign.startMs -
        monthsAgo * monthMs +
        delivery +
        campaign.draw.below(5 * MS_PER_HOUR, RESELLER, place.index, 1),
    );
    return livedFrom(campaign, place, Math.min(createdMs, campaign.endMs - MS_PER_DAY));
  },
  identity: (campaign, subject) => ({
    ...ordinary.identity(campaign, subject),
    accountType: "reseller",
    referralCode: resellerMarks(campaign, subject.group).referralCode,
  }),
  instruments: (campaign, subject) =>
    paidBy(
      campaign,
      subject,
      "wallet",
      RESELLER,
      organizationName(campaign.draw, RESELLER + subject.group, "Resale"),
    ),
};

export const buildFarms: Segment = {
  ...ordinary,
  name: "build-farm",
  why: "One verified company's pipelines: one hosting range, one client build, high volume round the clock. One party.",
  seats: (honest) => Math.max(6, Math.round(Math.sqrt(honest) * 0.5)),
  grouping: { kind: "sizes", sizes: [60] },
  source: () => "decoy:ci-farm",
  party: oneParty,
  rhythm: "flat",
  life: (campaign, place) => ({
    ...livedFrom(
      campaign,
      place,
      campaign.startMs - 120 * MS_PER_DAY + campaign.draw.below(2 * MS_PER_DAY, BUILDS, place.index),
    ),
    activeToMs: campaign.endMs,
    status: "active",
    statusChangedMs: null,
  }),
  identity: (campaign, subject) => {
    const identity = staff(
      campaign,
      subject,
      "Systems",
      "enterprise",
      blockAddress(OCTET.hosting, HOST.builds, subject.group * 64),
    );
    const displayName = `pipeline ${subject.groupSeat + 1}`;
    const email = `pipeline-${subject.groupSeat + 1}@${organizationDomain(identity.organization)}`;
    return {
      ...identity,
      displayName,
      email,
      phone: "",
      verifiedEntity: `entity:${identity.organization}`,
      contractId: `C-${campaign.draw.token(BUILDS, first(subject)).slice(0, 8)}`,
    };
  },
  instruments: (campaign, subject) =>
    paidBy(campaign, subject, "invoice", BUILDS, organizationName(campaign.draw, first(subject), "Systems")),
  devices: () => [],
  address: (_campaign, subject, moment) =>
    blockAddress(OCTET.hosting, HOST.builds, subject.group * 64 + (moment.bits % 24)),
  client: (campaign, subject) => clientBuild(campaign.draw, 900 + subject.group),
  prompt: (campaign, subject, moment) => ({
    model: modelAt(campaign, first(subject), moment.atMs),
    templateId: templateId(campaign.draw, BUILDS, subject.group * 8 + (moment.bits % 3)),
    capability: "coding",
    maxTokens: 4096,
    temperature: 0,
  }),
  weight: (campaign, place, day) => 1 + 0.3 * campaign.draw.unit(BUILDS, place.index, day),
  louderThanOperator: true,
};

export const contractorPools: Segment = {
  ...ordinary,
  name: "contractor-pool",
  why: "An agency's contractors: one agency card, one office line, one laptop image, all signed up in an hour. One party.",
  seats: share(0.005, 6),
  grouping: { kind: "sizes", sizes: [24, 36] },
  source: () => "decoy:contractor-pool",
  party: oneParty,
  rhythm: "office",
  life: onboarded(MS_PER_HOUR),
  identity: (campaign, subject) =>
    staff(
      campaign,
      subject,
      "Staffing",
      "team",
      officeAddress(600_000 + subject.group, countryOf(campaign, subject)),
    ),
  instruments: (campaign, subject) => {
    const country = countryAt(countryOf(campaign, subject)).code;
    const name = organizationName(campaign.draw, first(subject), "Staffing");
    return [
      ownCard(campaign.draw, first(subject), { name, country, addedMs: subject.life.createdMs + 900_000 }),
    ];
  },
  devices: (campaign, subject) => [
    {
      value: deviceToken(campaign, AGENCY, subject.group),
      firstMs: subject.life.createdMs,
      lastMs: subject.life.activeToMs,
      count: 12,
    },
  ],
  address: (campaign, subject, moment) =>
    campaign.draw.unit(AGENCY, subject.index, moment.day) < 0.8
      ? officeAddress(600_000 + subject.group, countryOf(campaign, subject))
      : roaming(campaign, subject, moment, 0.1),
  weight: (campaign, place, day) => officeDay(campaign, place, day, 6),
};
