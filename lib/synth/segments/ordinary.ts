import { MS_PER_DAY, MS_PER_HOUR } from "@/lib/core/time";
import { countryAt, countryIndex, homeAddress, mobileAddress } from "../addresses";
import type { Campaign } from "../campaign";
import { popularBuild } from "../clients";
import { aspect } from "../draw";
import { ownCard } from "../instruments";
import { BROWSERS, FREE_MAIL, mailName, personName } from "../names";
import { everydayPrompt, MODELS } from "../prompts";
import type { Identity, Life, Moment, Place, Segment, Subject } from "../segment";

const CREATED = aspect("ordinary created");
const ENDED = aspect("ordinary ended");
const MAIL = aspect("ordinary mail");
const PHONE = aspect("ordinary phone");
const REFERRAL = aspect("ordinary referral");
const PAYS = aspect("ordinary pays");
const DEVICE = aspect("own device");
const KEY = aspect("ordinary key days");
const OUT = aspect("away from home");
const BROWSER = aspect("browser");
const VOLUME = aspect("ordinary volume");
const AWAKE = aspect("active day");
const MIGRATION = aspect("moves to the new model");

const YEARS_BEFORE_MS = 720 * MS_PER_DAY;

/** Country of the account's group, so that people under one roof live in one country. */
export function countryOf(campaign: Campaign, place: Place): number {
  return countryIndex(campaign.draw, place.index - place.groupSeat);
}

/** Where the account is when at home; groups under one roof pass the group's first account. */
export function homeOf(campaign: Campaign, place: Place, day: number): string {
  return homeAddress(
    campaign.draw,
    place.index,
    countryOf(campaign, place),
    day,
    campaign.options.honestAccounts,
  );
}

/** Subscribers per outgoing address of a mobile carrier: about 40 in a small population, more in a large one. */
export function mobileOf(campaign: Campaign, place: Place, sitting: number): string {
  const country = countryOf(campaign, place);
  const pool = Math.ceil((campaign.options.honestAccounts * countryAt(country).share) / 90);
  return mobileAddress(campaign.draw, place.index, country, sitting, Math.min(pool, 60_000));
}

/** An account created at a moment; a few of the older ones are closed, suspended or banned for other reasons. */
export function livedFrom(campaign: Campaign, place: Place, createdMs: number): Life {
  const roll = campaign.draw.unit(ENDED, place.index);
  const status = roll < 0.012 ? "closed" : roll < 0.015 ? "suspended" : roll < 0.018 ? "banned" : "active";
  const activeFromMs = createdMs + 20 * 60_000;
  if (status === "active") {
    return { createdMs, activeFromMs, activeToMs: campaign.endMs, status, statusChangedMs: null };
  }
  const from = Math.max(activeFromMs, campaign.startMs);
  const endedMs = Math.floor(
    from + campaign.draw.unit(ENDED, place.index, 1) * Math.max(0, campaign.endMs - from),
  );
  return { createdMs, activeFromMs, activeToMs: endedMs, status, statusChangedMs: endedMs };
}

/** 88 % signed up in the two years before the window, the rest during it. */
export function ordinaryCreatedMs(campaign: Campaign, about: number): number {
  const u = campaign.draw.unit(CREATED, about, 1);
  if (campaign.draw.unit(CREATED, about) < 0.88)
    return Math.floor(campaign.startMs - YEARS_BEFORE_MS * u * u - MS_PER_HOUR);
  return Math.floor(campaign.startMs + (campaign.endMs - campaign.startMs) * 0.96 * u);
}

/** Close to log-normal, median 1; two in a hundred are power users. */
export function appetite(campaign: Campaign, index: number): number {
  const { draw } = campaign;
  const spread = draw.unit(VOLUME, index) + draw.unit(VOLUME, index, 1) + draw.unit(VOLUME, index, 2) - 1.5;
  return Math.exp(spread * 2.6) * (draw.unit(VOLUME, index, 3) < 0.02 ? 12 : 1);
}

/** 0 = Monday … 6 = Sunday, in UTC. */
export function weekday(campaign: Campaign, day: number): number {
  return (Math.floor(campaign.dayMs(day) / MS_PER_DAY) + 3) % 7;
}

function ordinaryIdentity(campaign: Campaign, subject: Subject): Identity {
  const { draw } = campaign;
  const { index } = subject;
  const name = personName(draw, index);
  const digits = draw.below(10 ** (2 + draw.below(4, MAIL, index)), MAIL, index, 1);
  return {
    accountType: draw.unit(CREATED, index, 2) < 0.88 ? "individual" : "trial",
    organization: "",
    displayName: name,
    email: `${mailName(name)}${digits}@${draw.pick(FREE_MAIL, MAIL, index, 2)}`,
    phone:
      draw.unit(PHONE, index) < 0.5 ? `+999${1_000_000_000 + draw.below(999_999_999, PHONE, index, 1)}` : "",
    country: countryAt(countryOf(campaign, subject)).code,
    signupIp: homeOf(campaign, subject, Math.floor((subject.life.createdMs - campaign.startMs) / MS_PER_DAY)),
    signupUserAgent: draw.pick(BROWSERS, BROWSER, index),
    referralCode:
      draw.unit(REFERRAL, index) < 0.04
        ? `FRIEND-${draw.token(REFERRAL, draw.below(600, REFERRAL, index, 1)).slice(0, 6)}`
        : "",
    verifiedEntity: "",
    contractId: "",
  };
}

/** Model in use: some move to a new one over the days after its release. */
export function modelAt(campaign: Campaign, holder: number, atMs: number): string {
  const moved = campaign.releaseDay + campaign.draw.unit(MIGRATION, holder) * 30;
  if (atMs >= campaign.dayMs(moved)) return MODELS.after;
  return campaign.draw.unit(MIGRATION, holder, 1) < 0.4 ? MODELS.small : MODELS.before;
}

/** A person with a home line, a bank card, a device and days off. */
export const ordinary: Segment = {
  name: "individual",
  why: "People on their own: day and night by their country's clock, their own card, a home line and a phone.",
  seats: () => 0,
  grouping: { kind: "alone" },
  label: "innocent",
  source: (_campaign, place) => place.segment.name,
  party: (campaign, place) => `i_${campaign.accountId(place.index).slice(5)}`,
  rhythm: "waking",
  life: (campaign, place) => livedFrom(campaign, place, ordinaryCreatedMs(campaign, place.index)),
  identity: ordinaryIdentity,
  instruments: (campaign, subject) => {
    const { draw } = campaign;
    if (draw.unit(PAYS, subject.index) > 0.72) return [];
    const country = countryAt(countryOf(campaign, subject)).code;
    const addedMs = subject.life.createdMs + draw.below(3 * MS_PER_DAY, PAYS, subject.index, 1);
    return [ownCard(draw, subject.index, { name: personName(draw, subject.index), country, addedMs })];
  },
  devices: (campaign, subject) => ownDevice(campaign, subject),
  keyDays: (campaign, place) => 150 + campaign.draw.below(400, KEY, place.index),
  keyHolder: (_campaign, subject) => subject,
  address: (campaign, subject, moment) => roaming(campaign, subject, moment, 0.15),
  client: (campaign, subject) => popularBuild(campaign.draw, subject.index),
  prompt: (campaign, subject, moment) =>
    everydayPrompt(campaign.draw, subject.index, modelAt(campaign, subject.index, moment.atMs), moment.bits),
  weight: (campaign, place, day) => {
    const weekend = weekday(campaign, day) >= 5 ? 0.6 : 1;
    const often = 0.08 + 0.5 * campaign.draw.unit(AWAKE, place.index);
    return campaign.draw.unit(AWAKE, place.index, day + 1) < often * weekend
      ? appetite(campaign, place.index) / 0.33
      : 0;
  },
  louderThanOperator: false,
};

/** At home, or on the phone for a share of sittings. */
export function roaming(campaign: Campaign, subject: Subject, moment: Moment, away: number): string {
  const outing = moment.day * 64 + moment.sitting;
  return campaign.draw.unit(OUT, subject.index, outing) < away
    ? mobileOf(campaign, subject, outing)
    : homeOf(campaign, subject, moment.day);
}

export function ownDevice(campaign: Campaign, subject: Subject): ReturnType<Segment["devices"]> {
  const { draw } = campaign;
  if (draw.unit(DEVICE, subject.index) < 0.3) return [];
  const { createdMs, activeToMs } = subject.life;
  const lastMs = Math.max(
    createdMs,
    Math.floor(activeToMs - draw.unit(DEVICE, subject.index, 1) * 9 * MS_PER_DAY),
  );
  const count = 2 + draw.below(40, DEVICE, subject.index, 2);
  return [{ value: deviceToken(campaign, DEVICE, subject.index), firstMs: createdMs, lastMs, count }];
}

/** A device's token, by what it belongs to and its number. */
export function deviceToken(campaign: Campaign, owner: number, number: number): string {
  return `dev_${campaign.draw.token(owner, number, 3)}`;
}
