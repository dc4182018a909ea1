import { RingleaderError } from "@/lib/core/errors";
import { MS_PER_DAY } from "@/lib/core/time";
import { identifierId } from "@/lib/domain/identifier";
import type { AccountProfile } from "@/lib/domain/profile";
import { identifierKind } from "@/lib/engine";
import { membershipsOf } from "@/lib/services/networks/read";
import type { Stores } from "@/lib/stores/connect";
import { readAccounts, readUsage } from "@/lib/stores/evidence/reads/accounts";
import { countCrowds } from "@/lib/stores/evidence/reads/crowds";
import { readHandedKeys, readHandovers } from "@/lib/stores/evidence/reads/handovers";
import { readMixCounts, readModelDays, type ModelDayRow } from "@/lib/stores/evidence/reads/mix";

const MODELS_DRAWN = 5;
const ROWS_SHOWN = 200;
/** A window of more days is not filled up with empty ones. */
const DAYS_FILLED_MAX = 1_100;
const TEMPLATE = "prompt_template";

/** The days with exchanges, and where the window allows the days between them, with none. */
function everyDay(days: readonly ModelDayRow[], models: number): { rows: ModelDayRow[]; filled: boolean } {
  const firstMs = days[0]?.dayMs ?? 0;
  const span = days.length === 0 ? 0 : ((days.at(-1)?.dayMs ?? firstMs) - firstMs) / MS_PER_DAY + 1;
  if (span > DAYS_FILLED_MAX) return { rows: [...days], filled: false };
  const byDay = new Map(days.map((day) => [day.dayMs, day]));
  const rows = Array.from({ length: span }, (_, number) => {
    const dayMs = firstMs + number * MS_PER_DAY;
    return byDay.get(dayMs) ?? { dayMs, counts: Array.from({ length: models }, () => 0), exchanges: 0 };
  });
  return { rows, filled: true };
}

async function modelsOf(stores: Stores, accountId: string): Promise<AccountProfile["models"]> {
  const { top, names, exchanges } = await readMixCounts(stores.evidence, accountId, "model", MODELS_DRAWN);
  // By name, so that a model has the same place and colour on the pages of accounts that ask for the same ones.
  const drawn = top.map((model) => model.name).sort();
  const days = drawn.length === 0 ? [] : await readModelDays(stores.evidence, accountId, drawn);
  const { rows, filled } = everyDay(days, drawn.length);
  return {
    days: rows.map((row) => row.dayMs),
    everyDay: filled,
    top: drawn.map((name, number) => ({ name, perDay: rows.map((row) => row.counts[number] ?? 0) })),
    rest: rows.map((row) => row.exchanges - row.counts.reduce((sum, count) => sum + count, 0)),
    names,
    exchanges,
  };
}

async function templatesOf(stores: Stores, accountId: string): Promise<AccountProfile["templates"]> {
  const { top, names, exchanges } = await readMixCounts(
    stores.evidence,
    accountId,
    "template_id",
    ROWS_SHOWN,
  );
  const spec = identifierKind(TEMPLATE);
  const identifiers = top.map(({ name }) => ({ kind: TEMPLATE, value: name }));
  const crowds = await countCrowds(stores.evidence, identifiers);
  const rows = top.map(({ name, count }) => ({
    value: name,
    display: spec.show(name),
    // What only this account uses is in no crowd.
    crowd: crowds.get(identifierId({ kind: TEMPLATE, value: name })) ?? 1,
    count,
  }));
  return { rows, names, exchanges };
}

async function handoversOf(stores: Stores, accountId: string): Promise<AccountProfile["handovers"]> {
  const [{ rows, total }, { top, ...sums }] = await Promise.all([
    readHandovers(stores.evidence, accountId, ROWS_SHOWN),
    readHandedKeys(stores.evidence, accountId, 1),
  ]);
  const otherOf = (row: { fromAccount: string; toAccount: string }): string =>
    row.fromAccount === accountId ? row.toAccount : row.fromAccount;
  const memberships = await membershipsOf(stores.casebook, [...new Set(rows.map(otherOf))]);
  return {
    ...sums,
    total,
    busiest: top[0] ?? null,
    rows: rows.map((row) => {
      const member = memberships.get(otherOf(row));
      return {
        ...row,
        otherNetwork:
          member === undefined ? null : { networkId: member.networkId, membership: member.membership },
      };
    }),
  };
}

/**
 * What an account asks for, by model and day, template and capability, and which API keys went to
 * and fro between it and others. @throws RingleaderError `not_found`
 */
export async function readAccountProfile(stores: Stores, accountId: string): Promise<AccountProfile> {
  const [account] = await readAccounts(stores.evidence, [accountId]);
  if (account === undefined)
    throw new RingleaderError("not_found", "there is no such account in the records");
  const [[usage], models, templates, capabilities, handovers] = await Promise.all([
    readUsage(stores.evidence, [accountId]),
    modelsOf(stores, accountId),
    templatesOf(stores, accountId),
    readMixCounts(stores.evidence, accountId, "capability", ROWS_SHOWN),
    handoversOf(stores, accountId),
  ]);
  return {
    accountId,
    exchanges: usage?.exchanges ?? 0,
    models,
    templates,
    capabilities: { rows: capabilities.top, names: capabilities.names, exchanges: capabilities.exchanges },
    handovers,
  };
}
