import { aspect } from "../draw";
import { ownCard } from "../instruments";
import { personName } from "../names";
import type { Campaign } from "../campaign";
import type { Instrument, Segment, Subject } from "../segment";
import { evadingOperator, POOLED } from "../segments/evasion";
import { ordinary } from "../segments/ordinary";
import { resellerMarks, resellers } from "../segments/suppliers";
import { honestBut, scenario } from "./scenario";

const CUSTOMER_CARD = aspect("reseller customer card");
/** The roster knows every other reseller, beginning with the first; this one it does not know. */
const RESELLER = 1;
const BIN = "990703";

function wallet(campaign: Campaign, subject: Subject): Instrument {
  return {
    fingerprint: resellerMarks(campaign, RESELLER).fingerprint,
    kind: "wallet",
    bin: "",
    funding: "unknown",
    issuerCountry: ordinary.identity(campaign, subject).country,
    billingName: personName(campaign.draw, subject.index),
    addedMs: subject.life.createdMs + 600_000,
    removedMs: null,
  };
}

function client(name: string, build: number): Segment {
  const operator = evadingOperator(name, build, { ...POOLED, cards: { bin: BIN } });
  return {
    ...operator,
    identity: (campaign, subject) => ({
      ...operator.identity(campaign, subject),
      accountType: "reseller",
      referralCode: resellerMarks(campaign, RESELLER).referralCode,
    }),
    instruments: (campaign, subject) => [
      ...operator.instruments(campaign, subject),
      wallet(campaign, subject),
    ],
  };
}

/** The reseller's honest customers get a card of its BIN as well, each their own. */
const customers: Segment = {
  ...resellers,
  instruments: (campaign, subject) => {
    const paid = resellers.instruments(campaign, subject);
    if (subject.group !== RESELLER) return paid;
    const card = ownCard(campaign.draw, CUSTOMER_CARD ^ subject.index, {
      name: personName(campaign.draw, subject.index),
      country: ordinary.identity(campaign, subject).country,
      addedMs: subject.life.createdMs + 900_000,
    });
    return [...paid, { ...card, bin: BIN, funding: "virtual" }];
  },
};

const OPERATORS = [client("op_1", 1_000), client("op_2", 1_010), client("op_3", 1_020)];

export const oneReseller = scenario({
  id: "s4",
  title: "three operators at one reseller",
  why: "Three operators share a reseller's wallet, code, BIN and exits with one another and with its honest customers: three networks, no customer.",
  aim: "whole",
  roster: true,
  world: {
    operators: (accounts) =>
      OPERATORS.map((segment, i) => ({
        segment,
        seats:
          Math.floor((accounts * (i + 1)) / OPERATORS.length) - Math.floor((accounts * i) / OPERATORS.length),
      })),
    honest: honestBut(customers),
  },
});
