import { safeLine, safeParagraphs } from "@/lib/packet/format/safeText";

/** Characters the report's font has; anything else is printed as its code point. */
const WITHOUT_GLYPH =
  /[^\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u0148\u014a-\u01c3\u01c5-\u024f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u0479\u048a-\u049d\u04a0-\u04ff\u1e00-\u1e9b\u1e9d-\u1eff\u2010-\u2027\u202f\u2030-\u203a\u20ac\u2190-\u2199\u2212\u2248\u2260\u2264\u2265]/gu;

function withCodePoints(text: string): string {
  return text.normalize("NFC").replace(WITHOUT_GLYPH, (character) => {
    const code = character.codePointAt(0) ?? 0xfffd;
    return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
  });
}

/** Anybody's text as one line the report can print: nothing hidden, nothing reordered, nothing missing unsaid. */
export function printableLine(text: string, max?: number): string {
  return withCodePoints(safeLine(text, max));
}

export function printableParagraphs(text: string, max?: number): string {
  return withCodePoints(safeParagraphs(text, max));
}
