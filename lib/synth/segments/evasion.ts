import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "@/lib/core/time";
import { blockAddress, homeAddress, HOST, OCTET } from "../addresses";
import type { Campaign } from "../campaign";
import { clientBuild } from "../clients";
import { aspect } from "../draw";
import { ownCard, virtualCard } from "../instruments";
import { personName } from "../names";
import { publicTemplate } from "../prompts";
import type { Client, Device, Identity, Instrument, Life, Moment, Place, Segment, Subject } from "../segment";
import { cardBatch, gatewayOf, operatorLife } from "./operator-structure";
import { exitAddress, exitPoolSize, operator, relayed } from "./operators";
import { deviceToken, homeOf, ordinary } from "./ordinary";

const CARD = aspect("evading card");
const MACHINE = aspect("evading machine");
const EXIT = aspect("evading exit");
const SIGNUP = aspect("evading sign-up");
const HANDOVER = aspect("evading key hand-over");
const PUBLIC = aspect("public templates in use");

/** How an operator avoids being tied together; every setting is one more thing its accounts do not share. */
export interface Evasion {
  /** Accounts one card pays for. */
  accountsPerCard: number;
  /** BINs as a vendor mixes them, one BIN for all cards, or bank cards like everybody's. */
  cards: "vendor" | "bank" | { bin: string };
  /** Accounts one machine makes. */
  accountsPerDevice: number;
  /**
   * `fixed`: one hosted address for so many accounts. `gateways`: as the reported operator. `rented`: gateways
   * without VPN, exits of each pool its own. `residential`: another exit of one large pool each sitting, all of
   * them home lines. `home`: a home line of the account's own.
   */
  exits:
    | { kind: "fixed"; accountsPerAddress: number }
    | { kind: "gateways" | "rented" | "residential" | "home" };
  /** Share of account-days on the key of an account of the same batch. */
  keyHandOver: number;
  templates: "own" | "public";
  /** `own`: two builds nobody else has. `mixed`: those and popular ones. `popular`: one that many use. */
  builds: "own" | "mixed" | "popular";
  /** `batch`: pattern mail, phones and codes shared in batches. `pattern`: pattern mail alone. `person`: like anybody. */
  identity: "batch" | "pattern" | "person";
  /** In bursts of 33, or each at a time of its own. */
  signUps: "bursts" | "spread";
  /** Pools that take over from one another at the ban wave, sharing no card, machine or exit. */
  pools: 1 | 2;
}

/** The reported operator without its hard accounts. */
export const POOLED: Evasion = {
  accountsPerCard: 17,
  cards: "vendor",
  accountsPerDevice: 27,
  exits: { kind: "gateways" },
  keyHandOver: 0.12,
  templates: "own",
  builds: "mixed",
  identity: "batch",
  signUps: "bursts",
  pools: 1,
};

const FIRST_POOL_SHARE = 0.55;
const POOL_SPAN = 0x100000;
const OWN_CARD_FROM = 0x40000000;
/** Exits of a residential pool for each account of the operator. */
const RESIDENTIAL_EXITS_PER_ACCOUNT = 2;
const PUBLIC_TEMPLATES_IN_USE = 4;

const ownerOf = (place: Place): number => place.index - place.seat;

/** Pool of a seat and the seat's number in it. */
function poolSeat({ pools }: Evasion, place: Place): { pool: number; seat: number } {
  const first = pools === 1 ? place.seats : Math.ceil(place.seats * FIRST_POOL_SHARE);
  return place.seat < first ? { pool: 0, seat: place.seat } : { pool: 1, seat: place.seat - first };
}

/** Number of the batch a seat is in, unlike those of other pools. */
function batchOf(evasion: Evasion, place: Place, size: number, offset = 0): number {
  const { pool, seat } = poolSeat(evasion, place);
  return pool * POOL_SPAN + Math.floor((seat + offset) / size);
}

function life(evasion: Evasion, campaign: Campaign, place: Place): Life {
  if (evasion.pools === 2) return pooledLife(evasion, campaign, place);
  if (evasion.signUps === "bursts") return operatorLife(campaign, place);
  const day = (campaign.draw.unit(SIGNUP, place.index, 1) * 0.95 - 0.35) * campaign.options.days;
  return operatorLife(campaign, place, Math.floor(campaign.dayMs(day)));
}

/** All of the first pool is banned within 18 hours; the second signed up in the week before and takes over. */
function pooledLife(evasion: Evasion, campaign: Campaign, place: Place): Life {
  const { draw, options } = campaign;
  const { pool, seat } = poolSeat(evasion, place);
  const burst = Math.floor(seat / 33);
  const bursts = Math.ceil(place.seats / 66);
  const day =
    pool === 0 ? options.days * (-0.35 + 0.5 * (burst / bursts)) : campaign.banDay - 7 * (burst / bursts);
  const createdMs = Math.floor(
    campaign.dayMs(day) +
      draw.unit(SIGNUP, burst + pool * POOL_SPAN, ownerOf(place)) * 8 * MS_PER_HOUR +
      (seat % 33) * 45_000,
  );
  const waveMs = campaign.dayMs(campaign.banDay);
  const bannedMs = Math.floor(waveMs + draw.unit(SIGNUP, place.index, 2) * 18 * MS_PER_HOUR);
  return pool === 0
    ? {
        createdMs,
        activeFromMs: createdMs + MS_PER_HOUR,
        activeToMs: bannedMs,
        status: "banned",
        statusChangedMs: bannedMs,
      }
    : {
        createdMs,
        activeFromMs: Math.floor(waveMs + draw.unit(SIGNUP, place.index, 3) * 30 * MS_PER_HOUR),
        activeToMs: campaign.endMs,
        status: "active",
        statusChangedMs: null,
      };
}

function instruments(evasion: Evasion, campaign: Campaign, subject: Subject): Instrument[] {
  const { draw } = campaign;
  const name = personName(draw, subject.index);
  const addedMs = subject.life.createdMs + draw.below(6 * MS_PER_HOUR, SIGNUP, subject.index, 20);
  const country = ordinary.identity(campaign, subject).country;
  if (evasion.cards === "bank")
    return [ownCard(draw, OWN_CARD_FROM + subject.index, { name, country, addedMs })];
  const number = batchOf(evasion, subject, evasion.accountsPerCard);
  const card = virtualCard(draw, CARD ^ ownerOf(subject), number, { name, addedMs });
  return [
    evasion.cards === "vendor" ? card : { ...card, bin: evasion.cards.bin, funding: "virtual" as const },
  ];
}

function devices(evasion: Evasion, campaign: Campaign, subject: Subject): Device[] {
  const firstMs = subject.life.createdMs;
  const number = batchOf(evasion, subject, evasion.accountsPerDevice, evasion.accountsPerDevice >> 1);
  const value = deviceToken(campaign, MACHINE ^ ownerOf(subject), number);
  return [{ value, firstMs, lastMs: firstMs + 12 * MS_PER_MINUTE, count: 3 }];
}

/** Exit `number` of a proxy service that sells home lines: one in four is an honest person's. */
function residentialExit(campaign: Campaign, number: number, day: number): string {
  if (number % 4 === 0) return exitAddress(campaign, number, day);
  const line = campaign.accounts + number;
  return homeAddress(campaign.draw, line, number % 7, 0, campaign.options.honestAccounts);
}

function drawnResidential(evasion: Evasion, campaign: Campaign, place: Place, outing: number): string {
  const size = Math.max(60, campaign.options.operatorAccounts * RESIDENTIAL_EXITS_PER_ACCOUNT);
  const { pool } = poolSeat(evasion, place);
  const number = pool * POOL_SPAN + campaign.draw.below(size, EXIT, place.index, outing);
  return residentialExit(campaign, number, Math.floor(outing / 8));
}

function fixedAddress(evasion: Evasion, subject: Subject, accountsPerAddress: number): string {
  const batch = batchOf(evasion, subject, accountsPerAddress);
  return blockAddress(OCTET.hosting, HOST.relays, 40_000 + (ownerOf(subject) % 97) * 512 + batch);
}

function rented(evasion: Evasion, campaign: Campaign, subject: Subject, moment: Moment): string {
  const { pool } = poolSeat(evasion, subject);
  const size = exitPoolSize(campaign);
  const slot = campaign.draw.below(40, EXIT, subject.index, moment.day * 8 + moment.sitting);
  const week = Math.floor(moment.day / 7);
  const gateway = gatewayOf(subject) * 64 + week;
  const number = campaign.draw.below(size, EXIT ^ ownerOf(subject), gateway, slot);
  return exitAddress(campaign, pool * POOL_SPAN + number, moment.day);
}

function address(evasion: Evasion, campaign: Campaign, subject: Subject, moment: Moment): string {
  const { exits } = evasion;
  if (exits.kind === "fixed") return fixedAddress(evasion, subject, exits.accountsPerAddress);
  if (exits.kind === "home") return homeOf(campaign, subject, moment.day);
  if (exits.kind === "residential")
    return drawnResidential(evasion, campaign, subject, moment.day * 8 + moment.sitting);
  return exits.kind === "rented"
    ? rented(evasion, campaign, subject, moment)
    : relayed(campaign, subject, moment);
}

function signupIp(evasion: Evasion, campaign: Campaign, subject: Subject, asReported: string): string {
  const { exits } = evasion;
  const day = Math.floor((subject.life.createdMs - campaign.startMs) / MS_PER_DAY);
  if (exits.kind === "gateways") return asReported;
  if (exits.kind === "home") return homeOf(campaign, subject, day);
  const moment = { day, sitting: 7, atMs: subject.life.createdMs, bits: 0 };
  return address(evasion, campaign, subject, moment);
}

function identity(evasion: Evasion, campaign: Campaign, subject: Subject, reported: Segment): Identity {
  const batch = reported.identity(campaign, subject);
  const ip = signupIp(evasion, campaign, subject, batch.signupIp);
  if (evasion.identity === "person")
    return { ...ordinary.identity(campaign, subject), referralCode: "", signupIp: ip };
  return evasion.identity === "batch"
    ? { ...batch, signupIp: ip }
    : { ...batch, organization: "", phone: "", referralCode: "", signupIp: ip };
}

function keyHolder(evasion: Evasion, campaign: Campaign, subject: Subject, moment: Moment): Subject {
  const { draw } = campaign;
  if (draw.unit(HANDOVER, subject.index, moment.day) >= evasion.keyHandOver) return subject;
  const { from, size } = cardBatch(subject.seat);
  const seat = from + draw.below(size, HANDOVER, subject.index, 4_000 + moment.day);
  const donor = campaign.seated(subject.segment.name, seat);
  return donor === undefined || donor.life.activeFromMs > moment.atMs ? subject : donor;
}

function client(evasion: Evasion, campaign: Campaign, subject: Subject, build: number): Client {
  const roll = campaign.draw.unit(SIGNUP, gatewayOf(subject), ownerOf(subject));
  return clientBuild(campaign.draw, evasion.builds === "popular" ? 1 : roll < 0.6 ? build : build + 1);
}

/** An operator like the reported one, but for its evasion; `build` is the first of two builds of its own. */
export function evadingOperator(name: string, build: number, evasion: Evasion): Segment {
  const reported = operator(name, build);
  return {
    ...reported,
    source: () => "operator:evading",
    life: (campaign, place) => life(evasion, campaign, place),
    identity: (campaign, subject) => identity(evasion, campaign, subject, reported),
    instruments: (campaign, subject) => instruments(evasion, campaign, subject),
    devices: (campaign, subject) => devices(evasion, campaign, subject),
    keyHolder: (campaign, subject, moment) => keyHolder(evasion, campaign, subject, moment),
    address: (campaign, subject, moment) => address(evasion, campaign, subject, moment),
    client: (campaign, subject, moment) =>
      evasion.builds === "mixed"
        ? reported.client(campaign, subject, moment)
        : client(evasion, campaign, subject, build),
    prompt: (campaign, subject, moment) => {
      const prompt = reported.prompt(campaign, subject, moment);
      if (evasion.templates === "own" || prompt.templateId === "") return prompt;
      const number = campaign.draw.below(PUBLIC_TEMPLATES_IN_USE, PUBLIC, moment.bits);
      return { ...prompt, templateId: publicTemplate(campaign.draw, number) };
    },
    weight: (campaign, place, day) => (evasion.pools === 2 ? 1 : reported.weight(campaign, place, day)),
  };
}

/** A world with one operator of that evasion. */
export function oneOperator(
  evasion: Partial<Evasion>,
): (accounts: number) => { segment: Segment; seats: number }[] {
  const segment = evadingOperator("op_1", 1_000, { ...POOLED, ...evasion });
  return (seats) => [{ segment, seats }];
}
