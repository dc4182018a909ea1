import { Fault } from "@/lib/ingest/fault";
import type { Column } from "./column";
import { pattern, plainText } from "./plain-text";
import { remembered } from "./remembered";
import { textOf } from "./text";

/** One of a list of words, in any case. */
export function choice(name: string, words: readonly string[], empty: string): Column {
  const known = new Set(words);
  const wrong = new Fault(`is none of ${words.join(", ")}`);
  return {
    name,
    required: false,
    empty,
    time: false,
    parse: remembered((cell) => {
      const text = textOf(cell);
      if (typeof text !== "string") return text;
      const word = text.toLowerCase();
      return known.has(word) ? word : wrong;
    }),
    byStore: (type) =>
      type === "text"
        ? {
            plain: (cell) => `(ifNull(${cell}, '') IN ('', ${words.map((word) => `'${word}'`).join(", ")}))`,
            value: (cell) => `if(ifNull(${cell}, '') = '', '${empty}', assumeNotNull(${cell}))`,
          }
        : undefined,
  };
}

const NO_COUNTRY = new Fault("is no country: two letters (ISO 3166-1)");

/** A country as two upper-case letters. */
export function country(name: string): Column {
  return {
    name,
    required: false,
    empty: "",
    time: false,
    parse: remembered((cell) => {
      const text = textOf(cell);
      if (typeof text !== "string") return text;
      return /^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : NO_COUNTRY;
    }),
    byStore: (type) => plainText(type, 2, (cell) => `match(${cell}, ${pattern("^[A-Z]{2}$")})`),
  };
}
