import type { ClickHouseClient } from "@clickhouse/client";
import type { Identifier } from "@/lib/domain/identifier";
import * as accounts from "@/lib/stores/evidence/reads/accounts";
import * as addresses from "@/lib/stores/evidence/reads/addresses";
import * as caseFigures from "@/lib/stores/evidence/reads/case-figures";
import * as contacts from "@/lib/stores/evidence/reads/contacts";
import * as crowds from "@/lib/stores/evidence/reads/crowds";
import * as engineInput from "@/lib/stores/evidence/reads/engine-input";
import * as engineRows from "@/lib/stores/evidence/reads/engine-rows";
import * as handovers from "@/lib/stores/evidence/reads/handovers";
import * as hours from "@/lib/stores/evidence/reads/hours";
import * as identifiers from "@/lib/stores/evidence/reads/identifiers";
import * as importRows from "@/lib/stores/evidence/reads/import-rows";
import * as mix from "@/lib/stores/evidence/reads/mix";
import * as networkGraph from "@/lib/stores/evidence/reads/network-graph";
import * as networkBehaviour from "@/lib/stores/evidence/reads/network-behaviour";
import * as networkFacts from "@/lib/stores/evidence/reads/network-facts";
import * as roster from "@/lib/stores/evidence/reads/roster";
import * as rosterCandidates from "@/lib/stores/evidence/reads/roster-candidates";
import * as timeline from "@/lib/stores/evidence/reads/timeline";
import * as useImports from "@/lib/stores/evidence/reads/use-imports";
import { CAMPAIGN_ACCOUNTS, CAMPAIGN_OPERATED } from "./campaign";

export const RUN_ID = "run_1";
export const LOAD_ID = "load_1";
export const DATA_VERSION = "invented-1";
export const IMPORT_ID = "imp_1";

const SOME = [...CAMPAIGN_ACCOUNTS.filter((_, number) => number % 7 === 0), "acct_nobody"];
const ONE = CAMPAIGN_OPERATED[3] ?? "";
const SHARED: Identifier[] = [
  { kind: "device", value: "dev_3" },
  { kind: "ip", value: "240.1.1.0" },
  { kind: "payment_instrument", value: "fp_2" },
  { kind: "client_profile", value: "bulk" },
  { kind: "ip", value: "240.9.0.1" },
];
const ADDRESSES = ["240.9.0.7", "240.1.2.3", "10.0.0.1", "2001:db8::5"];

/** An answer whose order its function leaves open. */
async function anyOrder(rows: AsyncIterable<unknown> | Promise<Iterable<unknown>>): Promise<unknown[]> {
  const all: unknown[] = [];
  if (Symbol.asyncIterator in rows) for await (const row of rows) all.push(row);
  else all.push(...(await rows));
  return all.map((row) => JSON.stringify(row)).sort();
}

async function listed(rows: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

async function everyUse(client: ClickHouseClient): Promise<unknown> {
  const names: string[] = [];
  const numberOf = (name: string): number => names.push(name) - 1;
  const uses: string[] = [];
  const count = await engineRows.readEveryUse(
    client,
    {
      accountOf: numberOf,
      identifierOf: (kind, value) => numberOf(`${kind} ${value}`),
      soleIdentifierOf: () => undefined,
      addUse: (account, identifier, firstMs, lastMs, times) =>
        void uses.push(`${names[account]} ${names[identifier]} ${firstMs} ${lastMs} ${times}`),
    },
    () => undefined,
  );
  return { count, uses: uses.sort() };
}

async function eachAccount(client: ClickHouseClient): Promise<unknown> {
  const rows: string[] = [];
  await engineRows.eachEngineAccount(client, (account) => void rows.push(JSON.stringify(account)));
  return rows.sort();
}

const subjects = SOME.map((accountId, number) => ({
  accountId,
  membership: number % 2 === 0 ? "core" : "fringe",
}));
const crowdLimits = { sampleMax: 1_000, knownShared: ["dev_0", "fp_1"] };

const SAMPLING = { runId: RUN_ID, networks: ["network_1", "network_2"], accountsPerNetwork: 7 };
const RELEASE = { atMs: Date.UTC(2026, 3, 26, 14), dayMs: Date.UTC(2026, 3, 27), model: "sable-3" };

type Reads = Readonly<Record<string, (client: ClickHouseClient) => Promise<unknown>>>;

/** Functions that write: what they do is looked at through the others. */
export const WRITES: ReadonlySet<string> = new Set([
  "insertAddressRanges",
  "finishAddressLoad",
  "dropAddressLoad",
  "writeResolvedMembers",
  "writeSharedCrowds",
  "writeNetworkGraphs",
  "dropRun",
  "dropOtherRuns",
]);

/** Every function that reads the evidence store, by the file in `reads/` that exports it. */
export const EVERY_READ: Readonly<Record<string, Reads>> = {
  accounts: {
    readAccounts: async (client) => anyOrder(accounts.readAccounts(client, SOME)),
    accountsWithRecords: async (client) => anyOrder(accounts.accountsWithRecords(client, SOME)),
    readUsage: async (client) => anyOrder(accounts.readUsage(client, SOME)),
    streamDailyActivity: async (client) => listed(accounts.streamDailyActivity(client, SOME)),
    readDailyActivity: async (client) => accounts.readDailyActivity(client, ONE),
    searchAccounts: async (client) => [
      await accounts.searchAccounts(client, "acct_00", 5),
      await accounts.searchAccounts(client, "shell", 200),
    ],
    streamApiKeys: async (client) => listed(accounts.streamApiKeys(client, SOME)),
    streamPaymentInstruments: async (client) => listed(accounts.streamPaymentInstruments(client, SOME)),
    streamObservations: async (client) => listed(accounts.streamObservations(client, SOME)),
  },
  addresses: {
    readOwnNetworks: async (client) => anyOrder(addresses.readOwnNetworks(client, ADDRESSES)),
    readPublicNetworks: async (client) => [
      await anyOrder(addresses.readPublicNetworks(client, LOAD_ID, ADDRESSES)),
      await addresses.readPublicNetworks(client, LOAD_ID, ADDRESSES.slice(0, 1)),
    ],
    readAddressLoad: async (client) => addresses.readAddressLoad(client, DATA_VERSION),
  },
  "case-figures": {
    countCaseFigures: async (client) => caseFigures.countCaseFigures(client, subjects),
  },
  contacts: {
    readContacts: async (client) => contacts.readContacts(client, ONE),
  },
  crowds: {
    usesVersion: async (client) => (await crowds.usesVersion(client)) > 0,
    countCrowds: async (client) => anyOrder(crowds.countCrowds(client, SHARED)),
  },
  "engine-input": {
    readEngineAccounts: async (client) => anyOrder(engineInput.readEngineAccounts(client, SOME)),
    readUsesOfAccount: async (client) => anyOrder(engineInput.readUsesOfAccount(client, ONE)),
    eachUseOfIdentifiers: async (client) => {
      const uses: engineInput.EngineUseRow[] = [];
      await engineInput.eachUseOfIdentifiers(client, SHARED, (use) => uses.push(use));
      return anyOrder(Promise.resolve(uses));
    },
  },
  "engine-rows": { eachEngineAccount: eachAccount, readEveryUse: everyUse },
  hours: {
    eachHourCounts: async (client) => {
      const rows: string[] = [];
      const keep = (accountId: string, counts: readonly number[]): void =>
        void rows.push(`${accountId} ${counts.join(" ")}`);
      await hours.eachHourCounts(client, undefined, 1, keep);
      await hours.eachHourCounts(client, SOME, 5, keep);
      return rows.sort();
    },
  },
  handovers: {
    readHandovers: async (client) => handovers.readHandovers(client, ONE, 3),
    readHandedKeys: async (client) => handovers.readHandedKeys(client, ONE, 1),
  },
  identifiers: {
    readCrowds: async (client) => anyOrder(identifiers.readCrowds(client, SHARED, "network_1")),
    readMostShared: async (client) => identifiers.readMostShared(client, SOME, "ip", 3),
    readUsesBetween: async (client) => anyOrder(identifiers.readUsesBetween(client, SOME, SHARED)),
    readIdentifiersOf: async (client) => [
      await identifiers.readIdentifiersOf(client, ONE, undefined, 6),
      await identifiers.readIdentifiersOf(client, ONE, "ip", 100),
    ],
    readUsersOf: async (client) =>
      identifiers.readUsersOf(client, { kind: "client_profile", value: "bulk" }, "network_1", 30),
    countIdentifierKinds: async (client) => identifiers.countIdentifierKinds(client, ONE),
    countIdentifiers: async (client) => anyOrder(identifiers.countIdentifiers(client, SOME)),
    searchIdentifiers: async (client) => identifiers.searchIdentifiers(client, "240.1", 8),
  },
  "import-rows": {
    // Roll-ups have fewer rows once the store has merged them; what an import brought, it keeps row by row.
    countByTable: async (client) =>
      (await importRows.countByTable(client, IMPORT_ID))
        .filter(({ table }) => !/^(identifier_|activity_|mix_|key_handovers)/.test(table))
        .map(({ table, rows }) => `${table} ${rows}`),
    importSpeaksOf: async (client) => [
      await importRows.importSpeaksOf(client, IMPORT_ID, [ONE]),
      await importRows.importSpeaksOf(client, IMPORT_ID, ["acct_nobody"]),
    ],
    importsWithRows: async (client) => anyOrder(importRows.importsWithRows(client)),
  },
  mix: {
    readMixCounts: async (client) => [
      await mix.readMixCounts(client, ONE, "template_id", 1),
      await mix.readMixCounts(client, ONE, "capability", 20),
    ],
    readModelDays: async (client) => mix.readModelDays(client, ONE, ["sable-3", "no-such-model"]),
  },
  "network-behaviour": {
    readSampledMembers: async (client) => networkBehaviour.readSampledMembers(client, SAMPLING),
    readSampledHours: async (client) => networkBehaviour.readSampledHours(client, SAMPLING),
    readOtherHours: async (client) =>
      networkBehaviour.readOtherHours(client, SAMPLING, { hoursMin: 10, limit: 6 }),
    readSampledMix: async (client) => networkBehaviour.readSampledMix(client, SAMPLING),
    readOtherMix: async (client) =>
      networkBehaviour.readOtherMix(client, SAMPLING, { labelledMin: 10, limit: 6 }),
    readSampledTemplates: async (client) => networkBehaviour.readSampledTemplates(client, SAMPLING, 2),
    readReleases: async (client) => networkBehaviour.readReleases(client, 3),
    readTakeUp: async (client) => networkBehaviour.readTakeUp(client, SAMPLING, RELEASE),
    readNewTemplates: async (client) =>
      networkBehaviour.readNewTemplates(client, SAMPLING, { ...RELEASE, accountsMin: 3 }),
    readKeyGroups: async (client) =>
      networkBehaviour.readKeyGroups(client, SAMPLING, { accountsMin: 2, limit: 4 }),
    readHoursOf: async (client) => networkBehaviour.readHoursOf(client, SOME),
  },
  "network-facts": {
    networkActivity: async (client) => anyOrder(networkFacts.networkActivity(client, RUN_ID)),
    networkWindows: async (client) => anyOrder(networkFacts.networkWindows(client, RUN_ID)),
    networkAccountFacts: async (client) => anyOrder(networkFacts.networkAccountFacts(client, RUN_ID)),
    networkSharedCounts: async (client) => anyOrder(networkFacts.networkSharedCounts(client, RUN_ID)),
    storeTotals: async (client) => networkFacts.storeTotals(client),
    exchangesPerDay: async (client) => networkFacts.exchangesPerDay(client),
  },
  "network-graph": {
    readNetworkGraph: async (client) => networkGraph.readNetworkGraph(client, RUN_ID, "network_1"),
  },
  roster: { readImportedRoster: async (client) => roster.readImportedRoster(client) },
  "roster-candidates": {
    readWideCrowds: async (client) =>
      rosterCandidates.readWideCrowds(client, {
        kinds: ["ip", "ip_range", "device", "client_profile"],
        accountsMin: 3,
        strangersMin: 2,
        ...crowdLimits,
      }),
    readCrowdFigures: async (client) =>
      anyOrder(rosterCandidates.readCrowdFigures(client, SHARED, crowdLimits)),
  },
  timeline: {
    readAccountsOverTime: async (client) =>
      Promise.all(SHARED.map((one) => timeline.readAccountsOverTime(client, one, 7))),
  },
  "use-imports": {
    readImportsOfUses: async (client) => anyOrder(useImports.readImportsOfUses(client, SOME, SHARED)),
  },
};
