import type { StoreReading, StoreType } from "./column";

/** Thirteen digits or more, however grouped: somebody must look whether they are a card number. */
export const MANY_DIGITS = "[0-9]([^0-9A-Za-z]{0,3}[0-9]){12}";

/** A SQL literal of a regular expression (no quotes in it). */
export function pattern(expression: string): string {
  return `'${expression.replaceAll("\\", "\\\\")}'`;
}

/** Nothing in the cell: `parse` is never asked. */
export function emptyCell(cell: string): string {
  return `(${cell} IS NULL OR ${cell} = '')`;
}

/** The text of a cell, empty for none. */
function textValue(cell: string): string {
  return `ifNull(toString(${cell}), '')`;
}

/**
 * Printable ASCII without space at its ends, at most `lengthMax` characters, and whatever `also`
 * asks for: text that needs no cleaning. Whole numbers are such text.
 */
export function plainText(
  type: StoreType,
  lengthMax: number,
  also?: (cell: string) => string,
): StoreReading | undefined {
  if (type === "integer") {
    return {
      plain: (cell) =>
        also === undefined ? "1" : `(${cell} IS NULL OR ${also(`assumeNotNull(toString(${cell}))`)})`,
      value: textValue,
    };
  }
  if (type !== "text") return undefined;
  return {
    plain(cell) {
      const text = `ifNull(${cell}, '')`;
      // Positively: no class of the store's expressions matches a byte that is no UTF-8.
      const clean = `match(${text}, ${pattern("^([!-~]([ -~]*[!-~])?)?$")}) AND length(${text}) <= ${lengthMax}`;
      return also === undefined ? `(${clean})` : `(${clean} AND (${text} = '' OR ${also(text)}))`;
    },
    value: textValue,
  };
}
