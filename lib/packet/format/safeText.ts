/** Longest text of an account holder or analyst that a page or table cell carries. */
const TEXT_CHARACTERS_MAX = 2_000;

/** Control, format (bidi, zero-width, tags), private-use and unassigned characters, and lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu;
/** All white space but the no-break spaces that hold a number together. */
const SPACES = /[^\S\u00a0\u202f]+/g;
const LINE_BREAKS = /[\r\n\t\u2028\u2029]+/g;

/**
 * Text typed by somebody hostile, made fit for one line of a page: no control, bidi or
 * zero-width characters, white space folded, at most `max` characters with "…" where cut.
 */
export function safeLine(text: string, max = TEXT_CHARACTERS_MAX): string {
  return capped(text.replace(LINE_BREAKS, " ").replace(UNSAFE, "").replace(SPACES, " ").trim(), max);
}

/** As `safeLine`, keeping paragraphs. */
export function safeParagraphs(text: string, max = TEXT_CHARACTERS_MAX): string {
  const lines = text.split(/\r\n|\r|\n|\u2028|\u2029/).map((line) => safeLine(line, max));
  return capped(
    lines
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim(),
    max,
  );
}

/** Text for a data file: as recorded, but for the characters that can only mislead a reader. */
export function safeValue(text: string): string {
  return text.replace(UNSAFE, (character) =>
    character === "\n" || character === "\t" ? character : "\ufffd",
  );
}

function capped(text: string, max: number): string {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join("")}…`;
}
