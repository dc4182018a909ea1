import type { Campaign } from "../campaign";
import { aspect } from "../draw";
import type { Life, Place } from "../segment";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "@/lib/core/time";

const HARD = aspect("hard operator account");
const BURST = aspect("sign-up burst");
const CARD = aspect("operator card");
const MACHINE = aspect("provisioning machine");
const BANNED = aspect("ban wave");

/** An operator's accounts by pool: those of the first days, the spares, those made after the ban wave. */
type Pool = "first" | "spare" | "late";
const FIRST_SHARE = 0.6;
const SPARE_SHARE = 0.3;

function poolOf(place: Place): Pool {
  const at = place.seat / place.seats;
  return at < FIRST_SHARE ? "first" : at < FIRST_SHARE + SPARE_SHARE ? "spare" : "late";
}

/** One account in ten has its own card, address and machine: only templates and client builds tie it. */
export function isHard(campaign: Campaign, place: Place): boolean {
  return campaign.draw.unit(HARD, place.index) < 0.1;
}

// Batches of different lengths and offsets over the same provisioning order, so that cards, machines,
// bursts and gateways cross-cut each other and one can walk from any cell to the next.
const BURST_SIZE = 33;
const MACHINE_BATCH = 27;
const GATEWAY_SIZE = 55;
const CARD_BATCHES = [14, 18, 16, 20, 17] as const;
const CARD_BLOCK = CARD_BATCHES.reduce((total, size) => total + size, 0);

export function burstOf(place: Place): number {
  return Math.floor((place.seat + 7) / BURST_SIZE);
}

export function gatewayOf(place: Place): number {
  return Math.floor((place.seat + 29) / GATEWAY_SIZE);
}

/** A provisioning machine makes about two batches of accounts, often for different pools. */
export function machineOf(campaign: Campaign, place: Place): number {
  const machines = Math.max(1, Math.ceil(place.seats / MACHINE_BATCH / 2));
  return campaign.draw.below(
    machines,
    MACHINE,
    Math.floor((place.seat + 13) / MACHINE_BATCH),
    place.index - place.seat,
  );
}

/** The batch of accounts a seat's card was bought for. */
export function cardBatch(seat: number): { card: number; from: number; size: number } {
  let card = Math.floor(seat / CARD_BLOCK) * CARD_BATCHES.length;
  let from = Math.floor(seat / CARD_BLOCK) * CARD_BLOCK;
  for (const size of CARD_BATCHES) {
    if (seat < from + size) return { card, from, size };
    from += size;
    card += 1;
  }
  throw new RangeError(`no card for seat ${seat}`);
}

/** Cards of an account: its batch's; spares partly reuse a first-pool card; one in eight gets a neighbour's as well. */
export function cardsOf(campaign: Campaign, place: Place): number[] {
  const { draw } = campaign;
  const own = cardBatch(place.seat).card;
  const reuse = poolOf(place) !== "first" && draw.unit(CARD, place.index) < 0.35;
  const firstPool = Math.max(1, Math.floor(place.seats * FIRST_SHARE));
  const main = reuse ? cardBatch(draw.below(firstPool, CARD, place.index, 1)).card : own;
  if (draw.unit(CARD, place.index, 2) > 0.12) return [main];
  const far = draw.unit(CARD, place.index, 3) < 0.3;
  const second = far ? cardBatch(draw.below(place.seats, CARD, place.index, 4)).card : Math.max(0, own - 1);
  return second === main ? [main] : [main, second];
}

/** Sign-up of a seat: its burst's moment, then one account every 45 seconds or so. */
function createdMs(campaign: Campaign, place: Place): number {
  const burst = burstOf(place);
  const at = Math.max(0, burst * BURST_SIZE - 7) / place.seats;
  const days = campaign.options.days;
  const day =
    at < FIRST_SHARE
      ? -0.35 + 0.5 * (at / FIRST_SHARE)
      : at < FIRST_SHARE + SPARE_SHARE
        ? 0.15 + 0.4 * ((at - FIRST_SHARE) / SPARE_SHARE)
        : 0.65 + 0.12 * ((at - FIRST_SHARE - SPARE_SHARE) / (1 - FIRST_SHARE - SPARE_SHARE));
  const jitterMs =
    campaign.draw.unit(BURST, burst, place.index - place.seat) *
    Math.min(20 * MS_PER_HOUR, 0.04 * days * MS_PER_DAY);
  const inBurst = (place.seat + 7) % BURST_SIZE;
  return Math.floor(
    campaign.dayMs(day * days) +
      jitterMs +
      inBurst * 45_000 +
      campaign.draw.below(30_000, BURST, place.index, 1),
  );
}

/** The ban wave takes seven of ten first-pool accounts within 18 hours; the spares wait for it. */
export function operatorLife(
  campaign: Campaign,
  place: Place,
  created: number = createdMs(campaign, place),
): Life {
  const { draw } = campaign;
  const waveMs = campaign.dayMs(campaign.banDay);
  const pool = poolOf(place);
  const roll = draw.unit(BANNED, place.index);
  const activeFromMs = created + MS_PER_HOUR;
  const bannedMs =
    pool === "first" && roll < 0.7
      ? waveMs + draw.unit(BANNED, place.index, 1) * 18 * MS_PER_HOUR
      : pool === "first" && roll < 0.73
        ? Math.max(created + MS_PER_DAY, campaign.startMs) +
          draw.unit(BANNED, place.index, 2) * 0.4 * (waveMs - campaign.startMs)
        : pool === "spare" && roll < 0.08
          ? waveMs + (0.3 + 0.6 * draw.unit(BANNED, place.index, 3)) * (campaign.endMs - waveMs)
          : null;
  const endsMs =
    bannedMs === null ? campaign.endMs : Math.floor(Math.max(bannedMs, activeFromMs + MS_PER_HOUR));
  if (bannedMs === null || endsMs >= campaign.endMs) {
    const suspended = roll > 0.985;
    return {
      createdMs: created,
      activeFromMs,
      activeToMs: suspended ? campaign.endMs - MS_PER_MINUTE : campaign.endMs,
      status: suspended ? "suspended" : "active",
      statusChangedMs: suspended ? campaign.endMs - MS_PER_MINUTE : null,
    };
  }
  return { createdMs: created, activeFromMs, activeToMs: endsMs, status: "banned", statusChangedMs: endsMs };
}

/** Spares run at a trickle until the wave, then take over within a day and a half. */
export function takeOver(campaign: Campaign, place: Place, day: number): number {
  if (poolOf(place) !== "spare") return 1;
  const since = day - campaign.banDay - campaign.draw.unit(BURST, burstOf(place), 2) * 1.5;
  return since >= 0 ? 1 : 0.06;
}
