import { holdsToken, tokenHash } from "@/lib/ingest/secret-token";
import { withoutCardNumbers } from "@/lib/ingest/card-number";
import { Fault } from "@/lib/ingest/fault";
import type { Cell } from "@/lib/ingest/formats/row-batch";
import { OVERLONG } from "@/lib/ingest/formats/row-batch";
import { FIELD_LENGTH_MAX, ID_LENGTH_MAX, VALUE_LENGTH_MAX } from "@/lib/ingest/limits";
import type { Column } from "./column";
import { MANY_DIGITS, pattern, plainText } from "./plain-text";
import { remembered } from "./remembered";

const NOT_TEXT = new Fault("is not text");
const NUL_BYTE = new Fault("has a NUL byte");
const TOO_LONG = new Fault("is longer than 64 KiB");
const INEXACT = new Fault("is a number too large to be exact; write ids as text");
const CONTROL = new Fault("has control characters");
const CONTROL_CHARACTER = /\p{Cc}/u;

/** A cell as trimmed text, or why it is none. */
export function textOf(cell: Cell): string | Fault {
  if (typeof cell === "string") {
    if (cell.length > FIELD_LENGTH_MAX) return TOO_LONG;
    if (cell.includes("\0")) return NUL_BYTE;
    const first = cell.charCodeAt(0);
    const last = cell.charCodeAt(cell.length - 1);
    return first <= 32 || last <= 32 || first > 126 || last > 126 ? cell.trim() : cell;
  }
  if (cell === OVERLONG) return TOO_LONG;
  if (typeof cell === "bigint") return cell.toString();
  if (typeof cell === "number") {
    if (Number.isInteger(cell) && !Number.isSafeInteger(cell)) return INEXACT;
    return Number.isFinite(cell) ? String(cell) : NOT_TEXT;
  }
  return NOT_TEXT;
}

const ID_TOO_LONG = new Fault(`is longer than ${ID_LENGTH_MAX} characters`);

/** A cell as an id: trimmed text without control characters, at most 256 characters. */
export function idOf(cell: Cell): string | Fault {
  const text = textOf(cell);
  if (typeof text !== "string") return text;
  if (text.length > ID_LENGTH_MAX) return ID_TOO_LONG;
  return CONTROL_CHARACTER.test(text) ? CONTROL : text;
}

/** An id, kept as it is. */
export function id(name: string): Column {
  return {
    name,
    required: false,
    empty: "",
    time: false,
    parse: idOf,
    byStore: (type) => plainText(type, ID_LENGTH_MAX),
  };
}

const SECRET_KEY = "^(sk|rk)[-_]";

/** The id of an API key. A key itself, by its prefix, is kept as its hash only. */
export function apiKeyId(name: string): Column {
  const isSecret = new RegExp(SECRET_KEY, "i");
  return {
    name,
    required: false,
    empty: "",
    time: false,
    parse(cell) {
      const text = idOf(cell);
      return typeof text === "string" && isSecret.test(text) && holdsToken(text) ? tokenHash(text) : text;
    },
    byStore: (type) =>
      plainText(type, ID_LENGTH_MAX, (cell) => `NOT match(${cell}, ${pattern(`(?i)${SECRET_KEY}`)})`),
  };
}

const VALUE_TOO_LONG = new Fault(`is longer than ${VALUE_LENGTH_MAX} characters`);

/** A cell as the value of an identifier: as an id, at most 1,024 characters. */
export function identifierValueOf(cell: Cell): string | Fault {
  const text = textOf(cell);
  if (typeof text !== "string") return text;
  if (text.length > VALUE_LENGTH_MAX) return VALUE_TOO_LONG;
  return CONTROL_CHARACTER.test(text) ? CONTROL : text;
}

/** A value of few kinds (a model, a fingerprint, a template): checked once, then remembered. */
export function label(name: string): Column {
  return {
    name,
    required: false,
    empty: "",
    time: false,
    parse: remembered(identifierValueOf),
    byStore: (type) => plainText(type, VALUE_LENGTH_MAX),
  };
}

/** Text somebody typed. A full card number in it is replaced by a note; the row stays. */
export function freeText(name: string): Column {
  const parse = (cell: Cell): string | Fault => {
    const text = textOf(cell);
    return typeof text === "string" ? withoutCardNumbers(text) : text;
  };
  return {
    name,
    required: false,
    empty: "",
    time: false,
    parse: remembered(parse),
    byStore: (type) =>
      plainText(type, FIELD_LENGTH_MAX, (cell) => `NOT match(${cell}, ${pattern(MANY_DIGITS)})`),
  };
}
