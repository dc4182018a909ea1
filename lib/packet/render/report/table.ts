import { INK, MUTED, RULE, SHADE, type ReportPages } from "./reportPages";
import { printableLine } from "./printable";

export interface TableColumn {
  title: string;
  /** Share of the page's width; all columns of a table make 1. */
  share: number;
  align?: "left" | "right";
}

/** A cell: its paragraphs, each of which may wrap. */
export type TableCell = string | readonly string[];

const SIZE = 8;
const LINE = SIZE * 1.4;
const PADDING = 5;

/**
 * A table that breaks between rows, with its header on every page. A row too tall for what is left
 * of a page moves on; one taller than a page breaks by line.
 */
export function drawTable(
  pages: ReportPages,
  columns: readonly TableColumn[],
  rows: Iterable<readonly TableCell[]>,
): void {
  const boxes = columns.map((column, i) => {
    const before = columns.slice(0, i).reduce((sum, one) => sum + one.share, 0);
    return { ...column, x: pages.left + before * pages.width, width: column.share * pages.width };
  });

  const header = (): void => {
    pages.doc.rect(pages.left, pages.y, pages.width, LINE + 2 * PADDING).fill(SHADE);
    pages.use("semibold", SIZE, MUTED);
    for (const { title, x, width, align } of boxes) {
      pages.place(title, x + PADDING, pages.y + PADDING, width - 2 * PADDING, align);
    }
    pages.y += LINE + 2 * PADDING;
  };

  pages.reserve(4 * (LINE + 2 * PADDING));
  header();
  for (const row of rows) {
    pages.use("regular", SIZE, INK);
    const cells = boxes.map(({ width }, i) => {
      const cell = row[i] ?? "";
      const paragraphs = typeof cell === "string" ? [cell] : cell;
      return paragraphs.flatMap((text) => pages.wrapped(printableLine(text, 4_000), width - 2 * PADDING));
    });
    const tallest = Math.max(...cells.map((lines) => lines.length));
    const needed = tallest * LINE + 2 * PADDING;
    if (
      pages.y + needed > pages.bottom &&
      (needed < (pages.bottom - 100) / 2 || pages.y + 3 * LINE > pages.bottom)
    ) {
      pages.newPage();
      header();
    }
    let top = pages.y;
    for (let line = 0; line < tallest; line++) {
      if (top + PADDING + LINE > pages.bottom) {
        pages.newPage();
        header();
        top = pages.y;
        pages.y = top;
      }
      pages.use("regular", SIZE, INK);
      boxes.forEach(({ x, width, align }, i) => {
        const text = cells[i]?.[line];
        if (text !== undefined) pages.place(text, x + PADDING, top + PADDING, width - 2 * PADDING, align);
      });
      top += LINE;
    }
    pages.y = top + 1.6 * PADDING;
    pages.horizontalRule(RULE);
  }
  pages.y += 10;
}
