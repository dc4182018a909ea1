import { aspect, type Draw } from "./draw";
import type { Instrument } from "./segment";

const TOKEN = aspect("payment token");
const BIN = aspect("card bin");
const ISSUER_COUNTRIES = ["US", "GB", "DE", "CA", "FR"] as const;

/** BINs are invented, from 990000–990999. */
export const BINS = {
  prepaidPopular: "990500",
  virtualPopular: "990701",
  virtualVendor: "990702",
} as const;

/** The token of an instrument, by what it belongs to. */
function paymentToken(draw: Draw, owner: number, number: number): string {
  return `pi_${draw.token(TOKEN ^ owner, number)}`;
}

interface Holder {
  name: string;
  country: string;
  addedMs: number;
}

const OWN_CARD = aspect("own card");

/** The bank card of a person; now and then a virtual or prepaid one. */
export function ownCard(draw: Draw, holder: number, at: Holder): Instrument {
  const roll = draw.unit(BIN, holder);
  const bank = (): string => String(990_100 + draw.below(160, BIN, holder, 1));
  const [bin, funding]: [string, Instrument["funding"]] =
    roll < 0.03
      ? [BINS.virtualPopular, "virtual"]
      : roll < 0.07
        ? [BINS.prepaidPopular, "prepaid"]
        : [bank(), roll < 0.5 ? "debit" : "credit"];
  return {
    fingerprint: paymentToken(draw, OWN_CARD, holder),
    kind: "card",
    bin,
    funding,
    issuerCountry: at.country,
    billingName: at.name,
    addedMs: at.addedMs,
    removedMs: null,
  };
}

/** A virtual card bought from a vendor. */
export function virtualCard(
  draw: Draw,
  owner: number,
  number: number,
  at: { name: string; addedMs: number },
): Instrument {
  const roll = draw.unit(BIN, number, owner);
  return {
    fingerprint: paymentToken(draw, owner, number),
    kind: "card",
    bin: roll < 0.5 ? BINS.virtualVendor : roll < 0.85 ? BINS.virtualPopular : BINS.prepaidPopular,
    funding: roll < 0.85 ? "virtual" : "prepaid",
    issuerCountry: draw.pick(ISSUER_COUNTRIES, BIN, number, owner ^ 1),
    billingName: at.name,
    addedMs: at.addedMs,
    removedMs: null,
  };
}

/** An invoice, bank account, wallet or credit grant. */
export function accountInstrument(
  draw: Draw,
  owner: number,
  number: number,
  kind: "invoice" | "bank" | "wallet" | "credits",
  at: Holder,
): Instrument {
  return {
    fingerprint: paymentToken(draw, owner, number),
    kind,
    bin: "",
    funding: "unknown",
    issuerCountry: at.country,
    billingName: at.name,
    addedMs: at.addedMs,
    removedMs: null,
  };
}
