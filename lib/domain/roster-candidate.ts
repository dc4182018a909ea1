import type { AddressOrigin } from "./address-origin";
import type { Identifier } from "./identifier";
import type { RosterClass } from "./roster";

/** Figures on the accounts of one identifier, counted by the store. */
export interface CrowdFigures extends Identifier {
  accounts: number;
  lookedAt: number;
  firstMs: number | null;
  lastMs: number | null;
  accountsPerDay: number;
  medianStayDays: number;
  signupSpreadDays: number;
  marked: number;
  strangers: number;
  deviceAccounts: number;
  ownDevice: number;
  instrumentAccounts: number;
  ownInstrument: number;
  organizations: number;
  largestOrganization: number;
  verified: number;
  education: number;
  reseller: number;
  clientStrangers: number;
  largestClient: number;
  sameClientPairs: number;
  sameClientPairsOfAll: number;
  templateStrangers: number;
  largestTemplate: number;
  inNetworks: number;
  networks: number;
  largestNetwork: number;
  rangeMates: number;
}

/** An identifier that looks like shared infrastructure, with what speaks for it; a person decides. */
export interface RosterCandidate {
  kind: string;
  kindLabel: string;
  value: string;
  display: string;
  /** What the entry would be, prefilled and editable. */
  entry: { cidrOrValue: string; kind: string; class: RosterClass; capacity: number };
  /** Also accounts of a network are on it in number: an operator uses what strangers use. */
  mixed: boolean;
  sentence: string;
  figures: CrowdFigures;
  /** Addresses of the range that were found on their own, where the candidate is a range. */
  addresses: number;
  origin: AddressOrigin | null;
}

export interface RosterCandidatesView {
  /** Run whose networks the figures count; null before the first. */
  runId: string | null;
  candidates: RosterCandidate[];
  /** Found too, but a person has dismissed them. */
  dismissed: { kind: string; value: string; reason: string; byName: string; atMs: number }[];
}
