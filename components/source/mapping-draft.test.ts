import { describe, expect, test } from "vitest";
import { importMappingSchema } from "@/lib/domain/import";
import type { InspectedFile, TableColumns } from "@/lib/domain/upload";
import { ambiguousFiles, draftFor, draftProblems, mappingOf } from "./mapping-draft";

const TABLES: TableColumns[] = [
  {
    table: "observations",
    columns: [
      { name: "account_id", required: true, time: false },
      { name: "kind", required: true, time: false },
      { name: "value", required: true, time: false },
      { name: "first_seen", required: false, time: true },
      { name: "count", required: false, time: false },
    ],
  },
];

const FILE: InspectedFile = {
  name: "Device export.csv",
  stem: "device export",
  refused: null,
  inspection: {
    format: "csv",
    columns: [
      { name: "Customer", samples: [], guess: { table: "observations", column: "account_id" } },
      { name: "Device", samples: [], guess: null },
      { name: "seen", samples: [], guess: null },
      { name: "count", samples: [], guess: null },
    ],
    columnsLeftOff: 0,
    rows: [],
    guesses: {
      preset: null,
      table: "observations",
      columns: { account_id: "Customer", first_seen: "seen" },
      convert: { first_seen: "epoch_seconds" },
    },
  },
};

describe("a draft begins with what was guessed and names what is still open", () => {
  const draft = draftFor(FILE, "observations", TABLES);
  test("guesses, then columns of the same name", () => {
    expect(draft.columns).toEqual({
      account_id: { from: "column", name: "Customer", convert: null },
      kind: { from: "nothing" },
      value: { from: "nothing" },
      first_seen: { from: "column", name: "seen", convert: "epoch_seconds" },
      count: { from: "column", name: "count", convert: null },
    });
  });
  test("needed columns without a source are problems, others are not", () => {
    expect(draftProblems(draft, TABLES)).toEqual([
      "kind needs a column or a fixed text",
      "value needs a column or a fixed text",
    ]);
  });
  test("a file that is passed over has no problems and is not in the mapping", () => {
    const passed = draftFor(FILE, null, TABLES);
    expect(draftProblems(passed, TABLES)).toEqual([]);
    expect(mappingOf("x", [{ file: FILE, draft: passed }]).files).toEqual([]);
  });
});

test("a finished draft is a mapping the server takes, and a column set to nothing is not read by its name", () => {
  const draft = draftFor(FILE, "observations", TABLES);
  draft.columns["kind"] = { from: "constant", text: " device " };
  draft.columns["value"] = { from: "column", name: "Device", convert: null };
  draft.columns["count"] = { from: "nothing" };
  expect(draftProblems(draft, TABLES)).toEqual([]);
  const mapping = mappingOf("Devices", [{ file: FILE, draft }]);
  expect(mapping).toEqual({
    name: "Devices",
    files: [
      {
        stem: "device export",
        table: "observations",
        columns: { account_id: "Customer", first_seen: "seen", value: "Device", count: "(not read)" },
        constants: { kind: "device" },
        convert: { first_seen: "epoch_seconds" },
      },
    ],
  });
  expect(importMappingSchema.parse(mapping)).toEqual(mapping);
});

test("names of which one continues the other cannot be told apart for two tables", () => {
  const export1 = { name: "export.csv", stem: "export", table: "accounts" as const };
  const part = { name: "export-2.csv", stem: "export-2", table: "exchanges" as const };
  expect(ambiguousFiles([export1, part])).toEqual(["export-2.csv"]);
  expect(ambiguousFiles([export1, { ...part, table: "accounts" }])).toEqual([]);
  expect(ambiguousFiles([export1, { ...part, stem: "exported" }])).toEqual([]);
});
