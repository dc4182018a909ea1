import { Campaign } from "../campaign";
import type { SynthRow } from "../columns";
import { completeOptions, type SynthOptions } from "../options";
import type { Segment } from "../segment";
import { HONEST_SEGMENTS } from "../segments/honest";
import { accountRows, apiKeyRows, observationRows, paymentInstrumentRows, subjects } from "../tables/holders";
import { rosterRows } from "../tables/networks";
import type { World } from "../world";
import { observedDays } from "./observed-days";

export const SCALES = ["quick", "small", "full"] as const;
export type Scale = (typeof SCALES)[number];

type Size = Pick<SynthOptions, "operatorAccounts" | "honestAccounts" | "exchanges">;

const SIZES: Record<Scale, Size> = {
  quick: { operatorAccounts: 300, honestAccounts: 3_000, exchanges: 75_000 },
  small: { operatorAccounts: 1_000, honestAccounts: 10_000, exchanges: 250_000 },
  full: { operatorAccounts: 25_000, honestAccounts: 1_000_000, exchanges: 10_000_000 },
};

/** Exchanges that are honest people's, for worlds of nobody else: as many as they make next to an operator. */
const HONEST_EXCHANGES = 0.28;

/** Truth with what is asked of it here besides who runs an account. */
export interface ScenarioTruth {
  accountId: string;
  operatorId: string;
  label: "operator" | "innocent";
  source: string;
  /** Decoy organisation the account belongs to ("class/3"); empty where to none. */
  decoyOrganization: string;
}

/** The rows of one world. Times are epoch ms; rows are made while they are read. */
export interface ScenarioWorld {
  options: SynthOptions;
  accounts: () => Generator<SynthRow<"accounts">>;
  apiKeys: () => Generator<SynthRow<"api_keys">>;
  paymentInstruments: () => Generator<SynthRow<"payment_instruments">>;
  /** Devices, and what the exchanges show by day. */
  observations: () => Generator<SynthRow<"observations">>;
  roster: () => Generator<SynthRow<"roster">>;
  truth: () => Generator<ScenarioTruth>;
}

export interface Scenario {
  id: string;
  title: string;
  /** One sentence: what it asks of an engine. */
  why: string;
  /**
   * What a right answer looks like. `whole`: each operator in one network. `not enough`: the evidence does not
   * suffice, so that no network is right. `apart`: there is no operator at all.
   */
  aim: "whole" | "not enough" | "apart";
  options: Record<Scale, Size>;
  /** Throws RingleaderError bad_input on an impossible seed or size. */
  build: (seed: number, size: Scale | Size) => ScenarioWorld;
}

interface ScenarioSpec extends Pick<Scenario, "id" | "title" | "why" | "aim"> {
  world: World;
  /** False where the provider knows of no shared infrastructure. */
  roster: boolean;
}

/** A scenario of a world; without operators where the aim is `apart`. */
export function scenario({ world, roster, ...about }: ScenarioSpec): Scenario {
  const sizeAt = (wanted: Scale | Size): Size => {
    const size = typeof wanted === "string" ? SIZES[wanted] : wanted;
    if (about.aim !== "apart") return size;
    return { ...size, operatorAccounts: 0, exchanges: Math.round(size.exchanges * HONEST_EXCHANGES) };
  };
  return {
    ...about,
    options: { quick: sizeAt("quick"), small: sizeAt("small"), full: sizeAt("full") },
    build: (seed, size) => worldOf(completeOptions({ ...sizeAt(size), seed }), world, roster),
  };
}

function worldOf(options: SynthOptions, world: World, roster: boolean): ScenarioWorld {
  const campaign = new Campaign(options, world);
  return {
    options,
    accounts: () => accountRows(campaign),
    apiKeys: () => apiKeyRows(campaign),
    paymentInstruments: () => paymentInstrumentRows(campaign),
    observations: function* observations() {
      yield* observationRows(campaign);
      yield* observedDays(campaign);
    },
    roster: function* known() {
      if (roster) yield* rosterRows(campaign);
    },
    truth: () => truthOf(campaign),
  };
}

function* truthOf(campaign: Campaign): Generator<ScenarioTruth> {
  for (const subject of subjects(campaign)) {
    const { segment } = subject;
    const source = segment.source(campaign, subject);
    const organized = source.startsWith("decoy:") && segment.grouping.kind !== "alone";
    yield {
      accountId: subject.accountId,
      operatorId: segment.party(campaign, subject),
      label: segment.label,
      source,
      decoyOrganization: organized ? `${segment.name}/${subject.group}` : "",
    };
  }
}

/** The honest population with the segments of these names replaced. */
export function honestBut(...replacements: readonly Segment[]): readonly Segment[] {
  const byName = new Map(replacements.map((segment) => [segment.name, segment]));
  return HONEST_SEGMENTS.map((segment) => byName.get(segment.name) ?? segment);
}
