import type { WithheldValue } from "./redact";

/** One character of a script written without spaces, or a run of letters and digits. */
const TOKEN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{N}\p{M}]+/gu;
/** Characters that split a word for a program and not for a reader, and what stands in their place in CSV. */
const INVISIBLE = /[\p{Cf}\ufffd]/gu;
const SINGLE_WORD_CHARACTERS_MIN = 4;
const LOOKS_LIKE_ADDRESS = /@|^\+?[\d\s()/.-]{7,}$/;
const ALL_DIGITS = /^\d+$/;
const TELEPHONE_DIGITS_MAX = 16;

interface Pattern {
  tokens: readonly string[];
  source: WithheldValue;
  /** E-mail or telephone: nothing can explain its presence away. */
  address: boolean;
}

/** Where a withheld value was found. The value itself stays out of it. */
export interface Leak {
  field: string;
  accountId: string;
  file: string;
}

function tokensOf(text: string): string[] {
  return text.normalize("NFKC").replace(INVISIBLE, "").toLowerCase().match(TOKEN) ?? [];
}

/**
 * Looks for withheld values in everything a packet shows: as a run of words, whatever stands between
 * them, so that quoting, escaping and line breaks hide nothing. Single words under four
 * characters are not looked for (`tooShort` counts them).
 */
export class LeakScan {
  readonly searched: number;
  readonly tooShort: number;
  private readonly byFirst = new Map<string, Pattern[]>();
  /** Telephone numbers by their digits, however they are grouped. */
  private readonly byDigits = new Map<string, Pattern>();
  private readonly explained = new Set<Pattern>();

  constructor(withheld: readonly WithheldValue[]) {
    let searched = 0;
    let tooShort = 0;
    for (const source of withheld) {
      const address = LOOKS_LIKE_ADDRESS.test(source.value);
      const tokens = tokensOf(source.value);
      if (
        tokens.length === 0 ||
        (tokens.length === 1 && [...(tokens[0] ?? "")].length < SINGLE_WORD_CHARACTERS_MIN)
      ) {
        tooShort++;
        continue;
      }
      searched++;
      this.add({ tokens, source, address });
      if (address && !source.value.includes("@")) {
        this.byDigits.set(source.value.replace(/\D/g, ""), { tokens, source, address });
      }
    }
    this.searched = searched;
    this.tooShort = tooShort;
  }

  /**
   * Text the packet shows by right: its own wording and fields in clear. A name found there (somebody
   * called himself "network" or "Mozilla") tells nothing, so it is no leak elsewhere. Addresses never get off so.
   */
  explain(text: string): void {
    for (const pattern of this.matches(text)) if (!pattern.address) this.explained.add(pattern);
  }

  /** As `explain`, for names of a single word only: sentences the method wrote about these very accounts. */
  explainWords(text: string): void {
    for (const pattern of this.matches(text)) {
      if (!pattern.address && pattern.tokens.length === 1) this.explained.add(pattern);
    }
  }

  /** The withheld values a text shows. Hand in whole lines. */
  find(text: string, file: string): Leak[] {
    const leaks = new Map<string, Leak>();
    for (const pattern of this.matches(text)) {
      if (this.explained.has(pattern)) continue;
      const { field, accountId } = pattern.source;
      leaks.set(`${field}\0${accountId}`, { field, accountId, file });
    }
    return [...leaks.values()];
  }

  private add(pattern: Pattern): void {
    const first = pattern.tokens[0];
    if (first === undefined) return;
    const others = this.byFirst.get(first);
    if (others === undefined) this.byFirst.set(first, [pattern]);
    else others.push(pattern);
  }

  private *matches(text: string): Iterable<Pattern> {
    if (this.byFirst.size === 0) return;
    const tokens = tokensOf(text);
    for (let at = 0; at < tokens.length; at++) {
      for (const pattern of this.byFirst.get(tokens[at] ?? "") ?? []) {
        if (pattern.tokens.every((token, i) => tokens[at + i] === token)) yield pattern;
      }
      if (this.byDigits.size > 0) yield* this.numberAt(tokens, at);
    }
  }

  private *numberAt(tokens: readonly string[], at: number): Iterable<Pattern> {
    let digits = "";
    for (let i = at; ALL_DIGITS.test(tokens[i] ?? ""); i++) {
      digits += tokens[i];
      if (digits.length > TELEPHONE_DIGITS_MAX) return;
      const pattern = this.byDigits.get(digits);
      if (pattern !== undefined) yield pattern;
    }
  }
}
