import { MS_PER_DAY, MS_PER_HOUR } from "@/lib/core/time";
import { countryAt, OCTET, siteAddress } from "../addresses";
import type { Campaign } from "../campaign";
import { clientBuild } from "../clients";
import { aspect } from "../draw";
import { accountInstrument, BINS, ownCard } from "../instruments";
import { mailName, organizationDomain, organizationName, personName } from "../names";
import { templateId } from "../prompts";
import type { Place, Segment, Subject } from "../segment";
import {
  countryOf,
  deviceToken,
  livedFrom,
  modelAt,
  ordinary,
  ordinaryCreatedMs,
  ownDevice,
  roaming,
  weekday,
} from "./ordinary";
import { first, share } from "./staff";

const CAMPUS = aspect("campus");
const CLASS = aspect("class");
const HACKATHON = aspect("hackathon");

/** The organisation all accounts of a group give. */
function joined(
  campaign: Campaign,
  subject: Subject,
  suffix: string,
): { organization: string; email: string } {
  const organization = organizationName(campaign.draw, first(subject), suffix);
  const name = mailName(personName(campaign.draw, subject.index));
  return { organization, email: `${name}${subject.groupSeat}@${organizationDomain(organization)}` };
}

/** A campus's outgoing address; it has four. */
function campusAddress(site: number, number: number): string {
  return siteAddress(OCTET.education, site & 127, 0x0501 + (number & 3));
}

export const campuses: Segment = {
  ...ordinary,
  name: "campus",
  why: "Universities: thousands behind one NAT range, one credit grant, lab machines, a course with one assignment template.",
  seats: share(0.03, 8),
  grouping: { kind: "groups", count: (seats) => Math.max(2, Math.round(Math.sqrt(seats / 90))) },
  source: () => "decoy:campus",
  life: (campaign, place) => {
    const termMs = 14 * MS_PER_DAY * campaign.draw.unit(CAMPUS, place.index, 1);
    const createdMs =
      campaign.draw.unit(CAMPUS, place.index) < 0.6
        ? campaign.startMs - 200 * MS_PER_DAY + termMs
        : ordinaryCreatedMs(campaign, place.index);
    return livedFrom(campaign, place, Math.floor(createdMs));
  },
  identity: (campaign, subject) => ({
    ...ordinary.identity(campaign, subject),
    ...joined(campaign, subject, "University"),
    accountType: "education",
    signupIp: campusAddress(subject.group, subject.index),
    referralCode: `CAMPUS-${campaign.draw.token(CAMPUS, subject.group).slice(0, 6)}`,
  }),
  instruments: (campaign, subject) => {
    if (campaign.draw.unit(CAMPUS, subject.index, 2) > 0.7) return [];
    const country = countryAt(countryOf(campaign, subject)).code;
    const name = organizationName(campaign.draw, first(subject), "University");
    return [
      accountInstrument(campaign.draw, CAMPUS, subject.group, "credits", {
        name,
        country,
        addedMs: subject.life.createdMs + 60_000,
      }),
    ];
  },
  devices: (campaign, subject) => {
    if (campaign.draw.unit(CAMPUS, subject.index, 3) > 0.25) return ownDevice(campaign, subject);
    const machine =
      subject.group * 4096 +
      campaign.draw.below(Math.max(1, Math.ceil(subject.groupSize / 15)), CAMPUS, subject.index, 4);
    const { createdMs, activeToMs } = subject.life;
    return [
      {
        value: deviceToken(campaign, CAMPUS, machine),
        firstMs: createdMs,
        lastMs: Math.max(createdMs, activeToMs - 5 * MS_PER_DAY),
        count: 6,
      },
    ];
  },
  address: (campaign, subject, moment) =>
    campaign.draw.unit(CAMPUS, subject.index, 16 + moment.day) < 0.6
      ? campusAddress(subject.group, moment.bits)
      : roaming(campaign, subject, moment, 0.3),
  prompt: (campaign, subject, moment) => {
    const prompt = ordinary.prompt(campaign, subject, moment);
    const course = subject.groupSeat % 3 === 0 && (moment.bits & 3) !== 0;
    return course
      ? { ...prompt, templateId: templateId(campaign.draw, CAMPUS, subject.group), capability: "coding" }
      : prompt;
  },
};

/** Day of the window a class meets: a weekday in its middle half. */
function classDay(campaign: Campaign, place: Place): number {
  const day = Math.floor(campaign.options.days * (0.15 + 0.55 * campaign.draw.unit(CLASS, place.group)));
  return Math.max(0, weekday(campaign, day) >= 5 ? day - 2 : day);
}

/** A school's range: one /24, six outgoing addresses. */
function schoolAddress(group: number, number: number): string {
  return siteAddress(
    OCTET.education,
    128 + ((group >>> 8) & 127),
    ((group & 255) << 8) | (20 + (number % 6)),
  );
}

export const classes: Segment = {
  ...ordinary,
  name: "class",
  why: "Classroom bursts: 30 to 300 students sign up within an hour, one range, one referral code, one exercise.",
  seats: share(0.025, 30),
  grouping: { kind: "sizes", sizes: [45, 85, 170, 30, 300, 60] },
  source: () => "decoy:classroom",
  life: (campaign, place) => {
    const hour = 8 + campaign.draw.below(6, CLASS, place.group, 1);
    const createdMs =
      campaign.dayMs(classDay(campaign, place)) +
      hour * MS_PER_HOUR +
      campaign.draw.below(50 * 60_000, CLASS, place.index);
    return {
      createdMs,
      activeFromMs: createdMs + 120_000,
      activeToMs: campaign.endMs,
      status: "active",
      statusChangedMs: null,
    };
  },
  identity: (campaign, subject) => ({
    ...ordinary.identity(campaign, subject),
    ...joined(campaign, subject, "College"),
    accountType: "education",
    signupIp: schoolAddress(subject.group, subject.index),
    referralCode: `CLASS-${campaign.draw.token(CLASS, subject.group).slice(0, 6)}`,
  }),
  instruments: () => [],
  devices: (campaign, subject) =>
    campaign.draw.unit(CLASS, subject.index, 2) < 0.5 ? [] : ownDevice(campaign, subject),
  address: (campaign, subject, moment) =>
    moment.day === classDay(campaign, subject) ||
    campaign.draw.unit(CLASS, subject.index, 9 + moment.day) < 0.3
      ? schoolAddress(subject.group, subject.index)
      : roaming(campaign, subject, moment, 0.3),
  client: (campaign, subject) => clientBuild(campaign.draw, 2 + (subject.group % 3)),
  prompt: (campaign, subject, moment) => ({
    model: modelAt(campaign, first(subject), moment.atMs),
    templateId: (moment.bits & 7) === 0 ? "" : templateId(campaign.draw, CLASS, subject.group),
    capability: "coding",
    maxTokens: 1024,
    temperature: 0.7,
  }),
  weight: (campaign, place, day) => {
    const since = day - classDay(campaign, place);
    if (since < 0) return 0;
    const often = since === 0 ? 1 : 0.5 * 0.8 ** since;
    return campaign.draw.unit(CLASS, place.index, 200 + day) < often ? 40 : 0;
  },
};

/** First day of a hackathon: a Saturday of the window where it has one. */
function hackathonDay(campaign: Campaign, place: Place): number {
  const from = Math.floor(campaign.options.days * (0.2 + 0.5 * campaign.draw.unit(HACKATHON, place.group)));
  for (let day = from; day < campaign.options.days - 1; day++) if (weekday(campaign, day) === 5) return day;
  return Math.min(from, campaign.options.days - 1);
}

/** The venue's Wi-Fi has one address. */
function venueAddress(group: number): string {
  return siteAddress(OCTET.venue, group & 255, 0x0101);
}

export const hackathons: Segment = {
  ...ordinary,
  name: "hackathon",
  why: "One weekend, one Wi-Fi address, one starter kit's client build, many prepaid cards, each its owner's.",
  seats: share(0.012, 10),
  grouping: { kind: "sizes", sizes: [144] },
  source: () => "decoy:hackathon",
  life: (campaign, place) => {
    const createdMs =
      campaign.dayMs(hackathonDay(campaign, place)) +
      8 * MS_PER_HOUR +
      campaign.draw.below(3 * MS_PER_HOUR, HACKATHON, place.index);
    return {
      createdMs,
      activeFromMs: createdMs + 300_000,
      activeToMs: campaign.endMs,
      status: "active",
      statusChangedMs: null,
    };
  },
  identity: (campaign, subject) => ({
    ...ordinary.identity(campaign, subject),
    accountType: "trial",
    signupIp: venueAddress(subject.group),
    referralCode: `HACK-${campaign.draw.token(HACKATHON, subject.group).slice(0, 6)}`,
  }),
  instruments: (campaign, subject) => {
    const country = countryAt(countryOf(campaign, subject)).code;
    const addedMs = subject.life.createdMs + 120_000;
    const card = ownCard(campaign.draw, subject.index, {
      name: personName(campaign.draw, subject.index),
      country,
      addedMs,
    });
    const prepaid = campaign.draw.unit(HACKATHON, subject.index, 1) < 0.6;
    return [prepaid ? { ...card, bin: BINS.prepaidPopular, funding: "prepaid" } : card];
  },
  address: (campaign, subject, moment) =>
    moment.day - hackathonDay(campaign, subject) < 2
      ? venueAddress(subject.group)
      : roaming(campaign, subject, moment, 0.2),
  client: (campaign, subject) => clientBuild(campaign.draw, 800 + subject.group),
  weight: (campaign, place, day) => {
    const since = day - hackathonDay(campaign, place);
    if (since < 0) return 0;
    if (since < 2) return 50;
    return campaign.draw.unit(HACKATHON, place.index, 100 + day) < 0.06 ? 1 : 0;
  },
};
