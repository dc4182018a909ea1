import { groupBy } from "@/lib/core/group-by";
import { MS_PER_DAY, MS_PER_HOUR } from "@/lib/core/time";
import type { DistillationAssessment } from "@/lib/domain/distillation";
import {
  type AccountHours,
  accountsActivity,
  type AccountsActivity,
  assessNetwork,
  capabilityMix,
  type NetworkActivity,
  type ReleaseTakeUp,
} from "@/lib/engine/behaviour/assess-network";
import type { Stores } from "@/lib/stores/connect";
import {
  type AccountHoursRow,
  type AccountMixRow,
  type NetworkSampling,
  readHoursOf,
  readKeyGroups,
  readNewTemplates,
  readOtherHours,
  readOtherMix,
  readReleases,
  readSampledHours,
  readSampledMembers,
  readSampledMix,
  readSampledTemplates,
  readTakeUp,
  type SampledMemberRow,
  type SampledTemplateRow,
} from "@/lib/stores/evidence/reads/network-behaviour";
import { storeTotals } from "@/lib/stores/evidence/reads/network-facts";

const ACCOUNTS_MIN = 8;
const NETWORKS_MAX = 200;
/** Members looked at one by one: of one network at most, at least, and of all together about. */
const SAMPLE_MAX = 400;
const SAMPLE_MIN = 50;
const SAMPLE_ALL = 20_000;
/** Accounts outside that the tests compare with: as many as say a rate to a few per cent. */
const OTHERS = 500;
const OTHER_HOURS_MIN = 40;
const OTHER_LABELLED_MIN = 10;
const TEMPLATES_MAX = 200;
const RELEASES_MAX = 3;
/** A template that so many members sent is no one's own. */
const NEW_TEMPLATE_ACCOUNTS_MIN = 3;
const KEYS_PER_NETWORK = 60;
const GROUP_ACCOUNTS_MIN = 3;

export interface NetworkToAssess {
  id: string;
  accounts: number;
}

/**
 * Distillation assessments of the networks with at least 8 accounts, the 200 largest, by network id. Reads
 * the members of `runId` that `resolved_members` has; a dozen queries, whatever the number of networks.
 */
export async function assessNetworks(
  stores: Stores,
  runId: string,
  networks: readonly NetworkToAssess[],
): Promise<Map<string, DistillationAssessment>> {
  const chosen = networks
    .filter((network) => network.accounts >= ACCOUNTS_MIN)
    .toSorted((x, y) => y.accounts - x.accounts || (x.id < y.id ? -1 : 1))
    .slice(0, NETWORKS_MAX);
  const { firstMs, lastMs } = await storeTotals(stores.evidence);
  if (chosen.length === 0 || firstMs === null || lastMs === null) return new Map();
  const window = { fromHour: Math.floor(firstMs / MS_PER_HOUR), hours: 0 };
  window.hours = Math.floor(lastMs / MS_PER_HOUR) - window.fromHour + 1;
  const sampling: NetworkSampling = {
    runId,
    networks: chosen.map((network) => network.id),
    accountsPerNetwork: accountsPerNetwork(chosen.map((network) => network.accounts)),
  };
  const records = await readRecords(stores, sampling);
  const releases = await readReleaseTakeUps(stores, sampling);
  const keyGroups = await readGroups(stores, sampling, chosen, window);
  const others = {
    activity: activityOf(records.otherHours, window),
    mix: capabilityMix(records.otherMix),
  };
  const membersOf = groupBy(records.members, (row) => row.networkId);
  const templatesOf = groupBy(records.templates, (row) => row.networkId);
  const hoursOf = new Map(records.hours.map((row) => [row.accountId, row]));
  const mixOf = new Map(records.mix.map((row) => [row.accountId, row]));
  return new Map(
    chosen.map(({ id, accounts }) => {
      const members = membersOf.get(id) ?? [];
      const mix = members.flatMap(({ accountId }) => mixOf.get(accountId) ?? []);
      const activity: NetworkActivity = {
        networkId: id,
        accounts,
        windowFromMs: window.fromHour * MS_PER_HOUR,
        windowHours: window.hours,
        sample: accountsActivity(
          members.map((member) => ({
            ...hoursWithin(hoursOf.get(member.accountId), window),
            createdMs: member.createdMs === 0 ? null : member.createdMs,
            bannedMs: member.bannedMs === 0 ? null : member.bannedMs,
          })),
          window.hours,
        ),
        keyGroups: keyGroups.get(id) ?? [],
        mix: capabilityMix(mix),
        templates: templatesOf.get(id) ?? [],
        mixExchanges: sumOf(mix, (row) => row.exchanges),
        templateExchanges: sumOf(mix, (row) => row.templateExchanges),
        releases: releases.get(id) ?? [],
        others,
      };
      return [id, assessNetwork(activity)];
    }),
  );
}

/** The most members of one network that can be looked at with about 20,000 of all networks together. */
function accountsPerNetwork(sizes: readonly number[]): number {
  let most = SAMPLE_MAX;
  while (most > SAMPLE_MIN && sizes.reduce((sum, size) => sum + Math.min(size, most), 0) > SAMPLE_ALL)
    most -= 10;
  return most;
}

interface Window {
  /** Hours since the epoch. */
  fromHour: number;
  hours: number;
}

/** Records of the members drawn, and of accounts outside. */
interface Records {
  members: SampledMemberRow[];
  hours: AccountHoursRow[];
  mix: AccountMixRow[];
  templates: SampledTemplateRow[];
  otherHours: AccountHoursRow[];
  otherMix: AccountMixRow[];
}

async function readRecords(stores: Stores, sampling: NetworkSampling): Promise<Records> {
  const { evidence } = stores;
  const [members, hours, mix, templates, otherHours, otherMix] = await Promise.all([
    readSampledMembers(evidence, sampling),
    readSampledHours(evidence, sampling),
    readSampledMix(evidence, sampling),
    readSampledTemplates(evidence, sampling, TEMPLATES_MAX),
    readOtherHours(evidence, sampling, { hoursMin: OTHER_HOURS_MIN, limit: OTHERS }),
    readOtherMix(evidence, sampling, { labelledMin: OTHER_LABELLED_MIN, limit: OTHERS }),
  ]);
  return { members, hours, mix, templates, otherHours, otherMix };
}

function hoursWithin(
  row: AccountHoursRow | undefined,
  window: Window,
): Pick<AccountHours, "hours" | "exchanges"> {
  return { hours: (row?.hours ?? []).map((hour) => hour - window.fromHour), exchanges: row?.exchanges ?? [] };
}

function activityOf(rows: readonly AccountHoursRow[], window: Window): AccountsActivity {
  return accountsActivity(
    rows.map((row) => ({ ...hoursWithin(row, window), createdMs: null, bannedMs: null })),
    window.hours,
  );
}

function sumOf(rows: readonly AccountMixRow[], figure: (row: AccountMixRow) => number): number {
  return rows.reduce((sum, row) => sum + figure(row), 0);
}

/** How each network took up each released model, on the first whole UTC day after the release. */
async function readReleaseTakeUps(
  stores: Stores,
  sampling: NetworkSampling,
): Promise<Map<string, ReleaseTakeUp[]>> {
  const found = new Map<string, ReleaseTakeUp[]>();
  for (const { atMs, model } of await readReleases(stores.evidence, RELEASES_MAX)) {
    const dayMs = (Math.floor(atMs / MS_PER_DAY) + 1) * MS_PER_DAY;
    const [takeUp, templates] = await Promise.all([
      readTakeUp(stores.evidence, sampling, { atMs, dayMs, model }),
      readNewTemplates(stores.evidence, sampling, { atMs, dayMs, accountsMin: NEW_TEMPLATE_ACCOUNTS_MIN }),
    ]);
    const others = takeUp.find((row) => row.networkId === "");
    const templatesOf = new Map(templates.map((row) => [row.networkId, row]));
    for (const row of takeUp) {
      if (row.networkId === "") continue;
      const own = templatesOf.get(row.networkId);
      found.set(row.networkId, [
        ...(found.get(row.networkId) ?? []),
        {
          atMs,
          model,
          dayMs,
          accounts: row.accounts,
          switched: row.switched,
          otherAccounts: others?.accounts ?? 0,
          otherSwitched: others?.switched ?? 0,
          templateExchanges: own?.templateExchanges ?? 0,
          newTemplateExchanges: own?.newTemplateExchanges ?? 0,
        },
      ]);
    }
  }
  return found;
}

/** Groups of accounts that share keys, of the networks too large to be looked at as a whole. */
async function readGroups(
  stores: Stores,
  sampling: NetworkSampling,
  chosen: readonly NetworkToAssess[],
  window: Window,
): Promise<Map<string, AccountsActivity[]>> {
  const large = chosen.filter((network) => network.accounts > sampling.accountsPerNetwork);
  if (large.length === 0) return new Map();
  const groups = await readKeyGroups(
    stores.evidence,
    { runId: sampling.runId, networks: large.map((network) => network.id) },
    { accountsMin: GROUP_ACCOUNTS_MIN, limit: KEYS_PER_NETWORK },
  );
  const accountIds = [...new Set(groups.flatMap((group) => group.accountIds))];
  const rows = new Map((await readHoursOf(stores.evidence, accountIds)).map((row) => [row.accountId, row]));
  const taken = new Map<string, Set<string>>();
  const found = new Map<string, AccountsActivity[]>();
  for (const { networkId, accountIds: ids } of groups) {
    const before = taken.get(networkId) ?? new Set<string>();
    // An account counts in one group only, so that none is seen twice.
    const fresh = ids.filter((id) => !before.has(id));
    taken.set(networkId, new Set([...before, ...ids]));
    if (fresh.length < GROUP_ACCOUNTS_MIN) continue;
    const activity = activityOf(
      fresh.flatMap((id) => rows.get(id) ?? []),
      window,
    );
    found.set(networkId, [...(found.get(networkId) ?? []), activity]);
  }
  return found;
}
