import { namedFigures } from "@/lib/domain/figures";

/** The rules of analytic language (after ICD-203) that software can see. */
export type LanguageRule =
  | "proof"
  | "certainty"
  | "likelihood_and_confidence"
  | "mixed_likelihood_rows"
  | "typed_figure"
  | "count_without_window"
  | "personal_data";

export interface LanguageHint {
  rule: LanguageRule;
  /** The words it is about, as written. */
  found: string;
  /** What is wrong and what to write instead, in one sentence. */
  advice: string;
  /** The figure to name instead, where the hint is about one. */
  figure?: string;
}

/** ICD-203's two rows of likelihood words; a text keeps to one of them. */
const LIKELIHOOD_ROW_A = [
  "almost no chance",
  "very unlikely",
  "unlikely",
  "roughly even chance",
  "very likely",
  "likely",
  "almost certain",
  "almost certainly",
];
const LIKELIHOOD_ROW_B = [
  "remote",
  "highly improbable",
  "improbable",
  "roughly even odds",
  "highly probable",
  "probable",
  "probably",
  "nearly certain",
];

function anyOf(words: readonly string[], tail = ""): RegExp {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  return new RegExp(
    `\\b(?:${longestFirst.map((word) => word.replaceAll(" ", "\\s+")).join("|")})\\b${tail}`,
    "giu",
  );
}

/** "probable members" is a membership, "remote access" a thing: neither is a judgement of likelihood. */
const NOT_A_JUDGEMENT = "(?!\\s+(?:members?|membership|accounts?|access|desktop|hosts?|work|employees?))";
const ROW_A = anyOf(LIKELIHOOD_ROW_A);
const ROW_B = anyOf(LIKELIHOOD_ROW_B, NOT_A_JUDGEMENT);
const CONFIDENCE =
  /\b(?:(?:low|moderate|medium|high)\s+confidence|confidence\s+(?:is\s+|level\s+is\s+)?(?:low|moderate|medium|high)|(?:highly|very|moderately)\s+confident)\b/giu;
const PROOF = /\b(?:prove[sdn]?|proving|proof|conclusively|undeniabl[ey]|beyond\s+(?:any\s+)?doubt)\b/giu;
const CERTAINTY =
  /(?<![\d.,])(?:0+(?:[.,]0+)?|100(?:[.,]0+)?)\s*(?:%|per\s?cent\b)|\b(?:zero|hundred)\s+per\s?cent\b|\b(?:impossible|definitely|certainly|without\s+(?:a\s+)?doubt)\b/giu;
const PERSONAL =
  /(?<![\p{L}\p{N}])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,190}\.\p{L}{2,}|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)|(?<!\d)\+\d[\d ()-]{7,20}\d/gu;

/** A figure by the noun an analyst would write after its number. */
const FIGURE_NOUN: readonly (readonly [figure: string, noun: string])[] = [
  ["core_accounts", "core\\s+(?:accounts?|members?)"],
  ["input_tokens", "input\\s+tokens?"],
  ["output_tokens", "output\\s+tokens?"],
  ["payment_instruments", "(?:payment\\s+instruments?|(?:virtual\\s+)?cards?)"],
  ["api_keys", "(?:api\\s+)?keys?"],
  ["ip_ranges", "(?:ip\\s+)?ranges?"],
  ["exchanges", "exchanges?"],
  ["accounts", "accounts?"],
];
const NUMBER = "\\d[\\d\\s\\u202f,.']{0,40}(?:\\s?(?:k|M|bn|thousand|million|billion)\\b)?";

function withoutFigures(text: string): string {
  return text.replace(/\{\{[^{}]*\}\}/g, (whole) => " ".repeat(whole.length));
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])\s+(?=\S)/u).filter((sentence) => sentence.trim() !== "");
}

function wordsIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[0].trim());
}

function plainDigits(text: string): string {
  return text.replace(/[\s\u202f,']/g, "");
}

function typedFigures(text: string, printed: Readonly<Record<string, string>>): LanguageHint[] {
  const hints: LanguageHint[] = [];
  let rest = withoutFigures(text);
  const typed = (figure: string, found: string): void => {
    const value = printed[figure];
    hints.push({
      rule: "typed_figure",
      found,
      figure,
      advice:
        value === undefined
          ? `Name the figure {{${figure}}} instead of typing its number.`
          : `Name {{${figure}}} (now ${value}) instead of typing the number: it is counted again whenever the case is read.`,
    });
  };
  for (const [figure, noun] of FIGURE_NOUN) {
    const pattern = new RegExp(`(?<![\\p{L}\\d.])${NUMBER}\\s*${noun}\\b`, "giu");
    rest = rest.replace(pattern, (found) => {
      typed(figure, found.trim());
      return " ".repeat(found.length);
    });
  }
  for (const found of rest.matchAll(/(?<![\p{L}\d._-])\d[\d\u202f ,]{0,30}\d{3}(?![\d%\p{L}_-])/gu)) {
    const digits = plainDigits(found[0]);
    const figure = Object.keys(printed).find((name) => plainDigits(printed[name] ?? "") === digits);
    if (figure !== undefined) typed(figure, found[0].trim());
  }
  return hints;
}

/**
 * What an editor with ICD-203 at hand would mark in a claim. Hints only: nothing here keeps a claim
 * from being added. `printed` holds the case's figures as they read now.
 */
export function languageHints(text: string, printed: Readonly<Record<string, string>> = {}): LanguageHint[] {
  const hints: LanguageHint[] = [];
  for (const found of wordsIn(text, PROOF)) {
    hints.push({
      rule: "proof",
      found,
      advice: "Evidence supports or is consistent with a finding; deciding what is proven is for others.",
    });
  }
  for (const found of wordsIn(text, CERTAINTY)) {
    hints.push({
      rule: "certainty",
      found,
      advice:
        "No judgement is certain: the scale runs from “almost no chance” (01–05 %) to “almost certain” (95–99 %).",
    });
  }
  for (const sentence of sentencesOf(text)) {
    const likelihood = [...wordsIn(sentence, ROW_A), ...wordsIn(sentence, ROW_B)][0];
    const confidence = wordsIn(sentence, CONFIDENCE)[0];
    if (likelihood !== undefined && confidence !== undefined) {
      hints.push({
        rule: "likelihood_and_confidence",
        found: `${likelihood} … ${confidence}`,
        advice:
          "How likely it is and how good the basis is are two things: give the confidence a sentence of its own.",
      });
    }
  }
  const rowA = wordsIn(text, ROW_A)[0];
  const rowB = wordsIn(text, ROW_B)[0];
  if (rowA !== undefined && rowB !== undefined) {
    hints.push({
      rule: "mixed_likelihood_rows",
      found: `${rowA}, ${rowB}`,
      advice:
        "Likelihood words come from one row only: “likely” and “probable” in one text read as two degrees.",
    });
  }
  hints.push(...typedFigures(text, printed));
  const named = namedFigures(text);
  const flow = named.find((figure) => ["exchanges", "input_tokens", "output_tokens"].includes(figure));
  if (flow !== undefined && !named.includes("window")) {
    hints.push({
      rule: "count_without_window",
      found: `{{${flow}}}`,
      figure: "window",
      advice: "A count says when: put {{window}} beside it.",
    });
  }
  for (const found of wordsIn(text, PERSONAL)) {
    hints.push({
      rule: "personal_data",
      found,
      advice:
        "Addresses and contact data stay out of sentences: attach them as evidence, where the tier decides who sees them.",
    });
  }
  return hints;
}
