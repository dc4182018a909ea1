export interface SortState {
  columnId: string;
  direction: "ascending" | "descending";
}

/** A sorted copy; stable, with nulls last in both directions. */
export function sortedRows<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => number | string | null,
  direction: SortState["direction"],
): Row[] {
  const sign = direction === "ascending" ? 1 : -1;
  return [...rows].sort((left, right) => {
    const a = valueOf(left);
    const b = valueOf(right);
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (typeof a === "number" && typeof b === "number") return sign * (a - b);
    return sign * String(a).localeCompare(String(b), "en", { numeric: true });
  });
}
