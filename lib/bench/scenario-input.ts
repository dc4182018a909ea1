import type { EngineInput } from "@/lib/engine/input";
import type { ScenarioWorld } from "@/lib/synth/scenarios";
import { loadInput, type RowsOf } from "./load-input";
import type { CsvRow } from "./read-table";

function* asText(rows: Iterable<Record<string, string | number>>): Generator<CsvRow> {
  for (const row of rows) {
    const text: CsvRow = {};
    for (const column in row) text[column] = String(row[column]);
    yield text;
  }
}

function* truthText(world: ScenarioWorld): Generator<CsvRow> {
  for (const { accountId, operatorId, label, source } of world.truth())
    yield { account_id: accountId, operator_id: operatorId, label, source };
}

/**
 * The tables of a world for `loadInput`. Exchanges are not made one by one: what they show is among the
 * observations, by account, identifier and day.
 */
export function tablesOf(world: ScenarioWorld): RowsOf {
  return (table) => {
    switch (table) {
      case "accounts":
        return asText(world.accounts());
      case "api_keys":
        return asText(world.apiKeys());
      case "payment_instruments":
        return asText(world.paymentInstruments());
      case "observations":
        return asText(world.observations());
      case "roster":
        return asText(world.roster());
      case "truth":
        return truthText(world);
      default:
        return [];
    }
  };
}

export function inputOf(world: ScenarioWorld): Promise<EngineInput> {
  return loadInput(tablesOf(world));
}
