"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import Link from "next/link";
import { useMemo, useState, type ReactNode } from "react";
import { grouped } from "@/lib/core/format";
import styles from "./DataTable.module.css";
import { classNames } from "./class-names";
import { sortedRows, type SortState } from "./sort-rows";

export interface Column<Row> {
  id: string;
  header: ReactNode;
  /** Right-aligned and tabular. */
  numeric?: boolean;
  /** Makes the column sortable; null sorts last either way. */
  sortValue?: (row: Row) => number | string | null;
  cell: (row: Row) => ReactNode;
  /** CSS width, for columns that must not shift. */
  width?: string;
}

/**
 * A semantic table. The cell of the first column becomes the row's link where `rowHref` is given;
 * a click anywhere on the row follows it. `total` prints "showing n of m".
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowHref,
  initialSort,
  total,
  noun,
  more,
  empty,
  selectedKey,
}: {
  /** Names the table for screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowHref?: (row: Row) => string;
  initialSort?: SortState;
  /** All rows there are, where `rows` may be a part. */
  total?: number;
  /** What the rows are, in the plural: "networks". */
  noun?: string;
  /** Offered beside "showing n of m": a button or link to the rest. */
  more?: ReactNode;
  empty?: ReactNode;
  selectedKey?: string;
}) {
  const [sort, setSort] = useState<SortState | null>(initialSort ?? null);
  const shown = useMemo(() => {
    const column = columns.find((candidate) => candidate.id === sort?.columnId);
    return sort === null || column?.sortValue === undefined
      ? rows
      : sortedRows(rows, column.sortValue, sort.direction);
  }, [rows, columns, sort]);

  const toggle = (column: Column<Row>): void => {
    const first = column.numeric === true ? "descending" : "ascending";
    setSort((present) =>
      present?.columnId === column.id
        ? { columnId: column.id, direction: present.direction === "ascending" ? "descending" : "ascending" }
        : { columnId: column.id, direction: first },
    );
  };

  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                style={column.width === undefined ? undefined : { width: column.width }}
                className={classNames(column.numeric === true && styles.numeric)}
                aria-sort={sort?.columnId === column.id ? sort.direction : undefined}
              >
                {column.sortValue === undefined ? (
                  column.header
                ) : (
                  <button type="button" className={styles.sort} onClick={() => toggle(column)}>
                    {column.header}
                    <SortMark direction={sort?.columnId === column.id ? sort.direction : null} />
                  </button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => {
            const key = rowKey(row);
            const href = rowHref?.(row);
            return (
              <tr
                key={key}
                className={classNames(href !== undefined && styles.linked)}
                aria-selected={selectedKey === key ? true : undefined}
              >
                {columns.map((column, index) => (
                  <td key={column.id} className={classNames(column.numeric === true && styles.numeric)}>
                    {index === 0 && href !== undefined ? (
                      <Link href={href} className={styles.rowLink}>
                        {column.cell(row)}
                      </Link>
                    ) : (
                      column.cell(row)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {total === undefined ? null : (
        <div className={styles.foot}>
          <span>
            showing {grouped(rows.length)} of {grouped(total)}
            {noun === undefined ? "" : ` ${noun}`}
          </span>
          {more}
        </div>
      )}
    </div>
  );
}

function SortMark({ direction }: { direction: SortState["direction"] | null }) {
  if (direction === null) return <ChevronDown aria-hidden className={styles.sortMarkIdle} />;
  return direction === "ascending" ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />;
}
