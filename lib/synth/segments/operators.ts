import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "@/lib/core/time";
import { blockAddress, countryAt, homeAddress, HOST, OCTET } from "../addresses";
import type { Campaign } from "../campaign";
import { clientBuild } from "../clients";
import { aspect } from "../draw";
import { ownCard, virtualCard } from "../instruments";
import { BROWSERS, FREE_MAIL, organizationName, personName } from "../names";
import { MODELS, templateId } from "../prompts";
import type { Device, Identity, Instrument, Moment, Place, Prompt, Segment, Subject } from "../segment";
import {
  burstOf,
  cardBatch,
  cardsOf,
  gatewayOf,
  isHard,
  machineOf,
  operatorLife,
  takeOver,
} from "./operator-structure";
import { countryOf, deviceToken, homeOf, ordinary } from "./ordinary";
import { enterpriseAddress, FRAMED_SITE } from "./offices";
import { vpnAddress } from "./people";

const EXIT = aspect("exit pool");
const SIGNUP = aspect("operator sign-up");
const MACHINE = aspect("operator machine");
const HANDOVER = aspect("key hand-over");
const THROTTLE = aspect("throttle");
const MAIL = aspect("operator mail");
const WORK = aspect("operator work");
const KEY = aspect("operator key days");

const CHEAP_MAIL = ["zephyrnote.test", "quickbox-mail.test"] as const;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** What the operator is after, by template family; the last four come with the new model. */
const TARGETS = [
  "coding",
  "agentic_tool_use",
  "reasoning_traces",
  "coding",
  "agentic_tool_use",
  "reasoning_traces",
  "coding",
  "reasoning_traces",
  "tool_grading",
] as const;
const RETARGETS = ["agentic_tool_use", "reasoning_traces", "agentic_tool_use", "coding"] as const;

/** Relay exits that all operators rent from: one for every two accounts, at least 60. */
export function exitPoolSize(campaign: Campaign): number {
  return Math.max(60, Math.ceil(campaign.options.operatorAccounts * 0.5));
}

/** Exit `number`: one in four is the line of an honest person who does not know, one in four is hosted. */
export function exitAddress(campaign: Campaign, number: number, day: number): string {
  const { draw } = campaign;
  const individuals = campaign.seatsOf(ordinary.name);
  if (number % 4 === 0 && individuals > 0) {
    const owner = campaign.seated(ordinary.name, draw.below(individuals, EXIT, number));
    if (owner !== undefined) return homeOf(campaign, owner, day);
  }
  if (number % 4 === 1)
    return blockAddress(OCTET.hosting, HOST.relays, draw.below(4_096, EXIT, number, 1) * 8 + (number % 8));
  const country = number % 7;
  return homeAddress(draw, campaign.accounts + number, country, 0, campaign.options.honestAccounts);
}

/** A gateway draws from 40 exits that it changes weekly; sometimes from the whole pool, sometimes from a VPN. */
export function relayed(campaign: Campaign, place: Place, moment: Moment): string {
  const { draw } = campaign;
  const outing = moment.day * 8 + moment.sitting;
  const roll = draw.unit(EXIT, place.index, outing);
  if (
    place.index % 181 === 11 &&
    moment.day % 9 === 4 &&
    moment.sitting === 1 &&
    campaign.groupsOf("framed-enterprise") > 0
  ) {
    return enterpriseAddress(FRAMED_SITE, place.index);
  }
  if (roll < 0.1) return vpnAddress(campaign, place.index, outing);
  const size = exitPoolSize(campaign);
  if (roll < 0.72) {
    const slot = draw.below(40, EXIT, place.index, outing + 100_000);
    const week = Math.floor(moment.day / 7);
    return exitAddress(
      campaign,
      draw.below(size, EXIT ^ (place.index - place.seat), gatewayOf(place) * 64 + week, slot),
      moment.day,
    );
  }
  return exitAddress(campaign, draw.below(size, EXIT, place.index, outing + 200_000), moment.day);
}

function identity(campaign: Campaign, subject: Subject): Identity {
  const { draw } = campaign;
  const { index } = subject;
  const burst = burstOf(subject);
  const owner = index - subject.seat;
  const letter = (n: number): string => LETTERS.charAt(draw.below(26, MAIL, index, n));
  const hard = isHard(campaign, subject);
  const domain =
    !hard && draw.unit(MAIL, index, 10) < 0.55
      ? draw.pick(CHEAP_MAIL, MAIL, index, 11)
      : draw.pick(FREE_MAIL, MAIL, index, 12);
  const stations = Math.max(6, Math.ceil(subject.seats / 60));
  const station = draw.below(stations, SIGNUP ^ owner, burst, 50 + draw.below(3, SIGNUP, index));
  const roll = draw.unit(SIGNUP, index, 1);
  return {
    accountType: roll < 0.6 ? "individual" : roll < 0.9 ? "trial" : "startup",
    organization: roll < 0.85 ? "" : organizationName(draw, SIGNUP ^ (burst + owner), "Studio"),
    displayName: personName(draw, index),
    email: `${letter(1)}${letter(2)}${letter(3)}${letter(4)}${10 + draw.below(90, MAIL, index, 5)}@${domain}`,
    phone:
      !hard && draw.unit(SIGNUP, index, 2) < 0.25
        ? `+9990${draw.below(99_999_999, SIGNUP ^ owner, Math.floor(subject.seat / 16), 9)}`
        : "",
    country: countryAt(countryOf(campaign, subject)).code,
    signupIp: hard
      ? homeOf(campaign, subject, 0)
      : draw.unit(SIGNUP, index, 3) < 0.7
        ? blockAddress(OCTET.hosting, HOST.provisioning, (owner > 0 ? 4_096 : 0) + station * 3)
        : exitAddress(campaign, draw.below(exitPoolSize(campaign), SIGNUP, index, 4), 0),
    signupUserAgent: draw.pick(BROWSERS, SIGNUP ^ owner, burst, 5),
    referralCode:
      draw.unit(SIGNUP ^ owner, burst, 6) < 0.2
        ? `FRIEND-${draw.token(SIGNUP ^ owner, burst >> 1).slice(0, 6)}`
        : "",
    verifiedEntity: "",
    contractId: "",
  };
}

function instruments(campaign: Campaign, subject: Subject): Instrument[] {
  const { draw } = campaign;
  const owner = subject.index - subject.seat;
  const name = personName(draw, subject.index);
  const addedMs = subject.life.createdMs + draw.below(6 * MS_PER_HOUR, SIGNUP, subject.index, 20);
  const victims = campaign.seatsOf("stolen-card");
  const spacing = Math.max(1, Math.floor(subject.seats / Math.max(1, victims)));
  const victim =
    owner === 0 && subject.seat % spacing === spacing - 1
      ? campaign.seated("stolen-card", Math.floor(subject.seat / spacing))
      : undefined;
  if (victim !== undefined) {
    return victim.segment
      .instruments(campaign, victim)
      .map((card) => ({ ...card, billingName: name, addedMs }));
  }
  if (isHard(campaign, subject)) {
    return draw.unit(SIGNUP, subject.index, 21) < 0.5
      ? [virtualCard(draw, SIGNUP, subject.index, { name, addedMs })]
      : [
          ownCard(draw, subject.index, {
            name,
            country: countryAt(countryOf(campaign, subject)).code,
            addedMs,
          }),
        ];
  }
  return cardsOf(campaign, subject).map((card, i) => ({
    ...virtualCard(draw, SIGNUP ^ (owner + 1), card, { name, addedMs: addedMs + i * 5 * MS_PER_DAY }),
    removedMs: null,
  }));
}

function devices(campaign: Campaign, subject: Subject): Device[] {
  if (isHard(campaign, subject)) return ordinary.devices(campaign, subject);
  if (campaign.draw.unit(MACHINE, subject.index) > 0.85) return [];
  const owner = subject.index - subject.seat;
  const firstMs = subject.life.createdMs;
  const value = deviceToken(campaign, MACHINE ^ owner, machineOf(campaign, subject));
  return [{ value, firstMs, lastMs: firstMs + 12 * MS_PER_MINUTE, count: 3 }];
}

/** One sitting in eight runs on the key of an account from the same card batch, throttled or banned by then. */
function keyHolder(campaign: Campaign, subject: Subject, moment: Moment): Subject {
  const { draw } = campaign;
  if (isHard(campaign, subject) || draw.unit(HANDOVER, subject.index, moment.day) > 0.12) return subject;
  const { from, size } = cardBatch(subject.seat);
  const donor = campaign.seated(
    subject.segment.name,
    from + draw.below(size, HANDOVER, subject.index, 4_000 + moment.day),
  );
  return donor === undefined || isHard(campaign, donor) || donor.life.activeFromMs > moment.atMs
    ? subject
    : donor;
}

function prompt(campaign: Campaign, subject: Subject, moment: Moment): Prompt {
  const owner = subject.index - subject.seat;
  const roll = (moment.bits & 0xff) / 256;
  const cohort = Math.floor(subject.seat / 110);
  const switchedMs =
    campaign.dayMs(campaign.releaseDay) + campaign.draw.unit(WORK, subject.index) * 20 * MS_PER_HOUR;
  const after = moment.atMs >= switchedMs;
  if (roll < 0.14)
    return {
      ...ordinary.prompt(campaign, subject, { ...moment, bits: moment.bits >>> 8 }),
      model: after ? MODELS.after : MODELS.before,
    };
  const choice = (moment.bits >>> 8) % 3;
  const retarget = after && ((moment.bits >>> 16) & 3) !== 0;
  const family = retarget
    ? TARGETS.length + ((cohort + choice) % RETARGETS.length)
    : (cohort + choice) % TARGETS.length;
  return {
    model: after ? MODELS.after : MODELS.before,
    templateId: templateId(campaign.draw, WORK ^ owner, family),
    capability: (retarget ? RETARGETS[family - TARGETS.length] : TARGETS[family]) ?? "coding",
    maxTokens: family % 2 === 0 ? 8192 : 16384,
    temperature: family % 3 === 0 ? 1 : 0.7,
  };
}

/** An operator and the first of the two builds it made itself. */
export function operator(name: string, build: number): Segment {
  return {
    ...ordinary,
    name,
    why: "A hydra: throttled accounts that share cards, machines, keys, exits, builds and templates, never all of them.",
    label: "operator",
    source: (campaign, place) => (isHard(campaign, place) ? "operator:hard" : "operator:pooled"),
    party: () => name,
    rhythm: "flat",
    life: (campaign, place) => operatorLife(campaign, place),
    identity,
    instruments,
    devices,
    keyDays: (campaign, place) => 5 + campaign.draw.below(5, KEY, place.index),
    keyHolder,
    address: (campaign, subject, moment) =>
      isHard(campaign, subject) ? homeOf(campaign, subject, moment.day) : relayed(campaign, subject, moment),
    client: (campaign, subject) => {
      const roll = campaign.draw.unit(WORK, gatewayOf(subject), subject.index - subject.seat);
      return clientBuild(campaign.draw, roll < 0.45 ? build : roll < 0.75 ? build + 1 : roll < 0.9 ? 1 : 3);
    },
    prompt,
    weight: (campaign, place, day) => {
      const plateau = campaign.draw.pick([1, 1, 0.8, 0.6], THROTTLE, place.index);
      return plateau * takeOver(campaign, place, day);
    },
  };
}

const LARGE = operator("op_1", 1_000);
const SMALL = operator("op_2", 1_010);
const SECOND_OPERATOR_FROM = 200;

/** One operator, or from 200 accounts on two who rent from the same relays and card vendors. */
export function operatorSegments(accounts: number): { segment: Segment; seats: number }[] {
  const second = accounts >= SECOND_OPERATOR_FROM ? Math.floor(accounts * 0.12) : 0;
  return [
    { segment: LARGE, seats: accounts - second },
    { segment: SMALL, seats: second },
  ];
}
