"use client";

import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/Button";
import { grouped } from "@/lib/core/format";

const ROWS_FIRST = 10;

/** The first rows of a list, and a button that brings the others that came with it. */
export function useFirstRows<Row>(rows: readonly Row[]): { rows: readonly Row[]; more: ReactNode } {
  const [all, setAll] = useState(false);
  if (all || rows.length <= ROWS_FIRST) return { rows, more: null };
  return {
    rows: rows.slice(0, ROWS_FIRST),
    more: (
      <Button variant="quiet" size="small" onClick={() => setAll(true)}>
        {`Show ${grouped(rows.length)}`}
      </Button>
    ),
  };
}
