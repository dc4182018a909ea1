import type { Campaign } from "../campaign";
import { aspect, shuffled } from "../draw";
import type { Moment, Segment, Subject } from "../segment";
import { evadingOperator, POOLED } from "../segments/evasion";
import { HONEST_SEGMENTS } from "../segments/honest";
import { ordinary } from "../segments/ordinary";
import { type Scenario, scenario } from "./scenario";

const VICTIM = aspect("victim of the operator");
const STOLEN_KEY = aspect("stolen key");
/** Share of accounts that also use a stolen key, and on how many of their days. */
const STOLEN_KEYS = 0.15;
const STOLEN_KEY_DAYS = 0.3;
const TRIES = 3;

/** An honest person with a card, another one for each seat. */
function victimOf(campaign: Campaign, subject: Subject): Subject | undefined {
  const people = campaign.seatsOf(ordinary.name);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const position = (subject.seat + attempt * subject.seats) % Math.max(1, people);
    const victim = campaign.seated(ordinary.name, shuffled(campaign.draw, VICTIM, people, position));
    if (victim !== undefined && victim.segment.instruments(campaign, victim).length > 0) return victim;
  }
  return undefined;
}

function keyOwnerOf(
  campaign: Campaign,
  subject: Subject,
  moment: Moment,
  ofOneVictim: boolean,
): Subject | undefined {
  const { draw } = campaign;
  if (draw.unit(STOLEN_KEY, subject.index) >= STOLEN_KEYS) return undefined;
  if (draw.unit(STOLEN_KEY, subject.index, moment.day + 10) >= STOLEN_KEY_DAYS) return undefined;
  const people = campaign.seatsOf(ordinary.name);
  const owner = ofOneVictim
    ? victimOf(campaign, subject)
    : campaign.seated(ordinary.name, draw.below(people, STOLEN_KEY, subject.index, 2));
  return owner !== undefined && owner.life.activeFromMs < moment.atMs ? owner : undefined;
}

const pooled = evadingOperator("op_1", 1_000, POOLED);

function thief(ofOneVictim: boolean): Segment {
  return {
    ...pooled,
    instruments: (campaign, subject) => {
      const own = pooled.instruments(campaign, subject);
      const victim = victimOf(campaign, subject);
      if (victim === undefined) return own;
      const { billingName = "", addedMs = subject.life.createdMs } = own[0] ?? {};
      return victim.segment.instruments(campaign, victim).map((card) => ({ ...card, billingName, addedMs }));
    },
    keyHolder: (campaign, subject, moment) =>
      keyOwnerOf(campaign, subject, moment, ofOneVictim) ?? pooled.keyHolder(campaign, subject, moment),
  };
}

function stolen(id: string, ofOneVictim: boolean): Scenario {
  const segment = thief(ofOneVictim);
  return scenario({
    id,
    title: `stolen cards and keys${ofOneVictim ? " of one victim" : ""}`,
    why: `Every account pays with an honest person's card and some use ${ofOneVictim ? "that" : "another"} person's key: the operator hangs together by machines and exits, its victims stay out.`,
    aim: "whole",
    roster: true,
    world: { operators: (seats) => [{ segment, seats }], honest: HONEST_SEGMENTS },
  });
}

export const stolenCards = stolen("s6a", false);
export const stolenCardsAndKeys = stolen("s6b", true);
