import { expect, test } from "vitest";
import { sortedRows } from "./sort-rows";

test("rows without a value come last in both directions", () => {
  const rows = [3, null, 1, null, 2];
  expect(sortedRows(rows, (row) => row, "ascending")).toEqual([1, 2, 3, null, null]);
  expect(sortedRows(rows, (row) => row, "descending")).toEqual([3, 2, 1, null, null]);
});

test("labels with numbers sort by the number", () => {
  expect(sortedRows(["N-10", "N-2"], (row) => row, "ascending")).toEqual(["N-2", "N-10"]);
});
