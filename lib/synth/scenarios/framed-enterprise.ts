import type { Campaign } from "../campaign";
import { aspect } from "../draw";
import type { Segment } from "../segment";
import { evadingOperator, POOLED } from "../segments/evasion";
import { enterpriseAddress, FRAMED_SITE, framedEnterprises } from "../segments/offices";
import { share } from "../segments/staff";
import { honestBut, type Scenario, scenario } from "./scenario";

const FRAMED = aspect("framing operator");
/** Shares: sittings from the enterprise's range, accounts with a card of its, accounts that name it. */
const SITTINGS = 0.3;
const CARDS = 0.25;
const NAMED = 0.33;

const referralCode = (campaign: Campaign): string => `STAFF-${campaign.draw.token(FRAMED, 1).slice(0, 6)}`;

/** One enterprise whose staff came with a code of its own; unverified, it is any firm nobody has looked at. */
function enterprise(verified: boolean): Segment {
  return {
    ...framedEnterprises,
    seats: share(0.015, 40),
    grouping: { kind: "groups", count: () => 1 },
    identity: (campaign, subject) => {
      const identity = {
        ...framedEnterprises.identity(campaign, subject),
        referralCode: referralCode(campaign),
      };
      return verified ? identity : { ...identity, accountType: "team", verifiedEntity: "", contractId: "" };
    },
  };
}

const pooled = evadingOperator("op_1", 1_000, POOLED);

const framing: Segment = {
  ...pooled,
  identity: (campaign, subject) => {
    const identity = { ...pooled.identity(campaign, subject), referralCode: referralCode(campaign) };
    const framed = campaign.seated(framedEnterprises.name, 0);
    if (framed === undefined || campaign.draw.unit(FRAMED, subject.index) >= NAMED) return identity;
    return { ...identity, organization: framed.segment.identity(campaign, framed).organization };
  },
  instruments: (campaign, subject) => {
    const own = pooled.instruments(campaign, subject);
    const framed = campaign.seated(framedEnterprises.name, 0);
    if (framed === undefined || campaign.draw.unit(FRAMED, subject.index, 1) >= CARDS) return own;
    const addedMs = subject.life.createdMs + 1_200_000;
    return [...own, ...framed.segment.instruments(campaign, framed).map((card) => ({ ...card, addedMs }))];
  },
  address: (campaign, subject, moment) =>
    campaign.draw.unit(FRAMED, subject.index, 16 + moment.day * 8 + moment.sitting) < SITTINGS
      ? enterpriseAddress(FRAMED_SITE, moment.bits)
      : pooled.address(campaign, subject, moment),
};

function framedScenario(id: string, verified: boolean): Scenario {
  return scenario({
    id,
    title: `framing an enterprise${verified ? "" : ", unverified and in no roster"}`,
    why: "The operator works from an enterprise's range, pays with its invoice account and gives its name and code: the enterprise stays out.",
    aim: "whole",
    roster: true,
    world: {
      operators: (seats) => [{ segment: framing, seats }],
      honest: honestBut(enterprise(verified)),
    },
  });
}

export const framedVerified = framedScenario("s7a", true);
export const framedUnverified = framedScenario("s7b", false);
