const LENGTH_MIN = 13;
const LENGTH_MAX = 19;
/** Spaces and dashes of any kind between the groups of a card number. */
const SEPARATOR = /^[\s\-\u2010-\u2015\u2212_]{1,3}$/u;
/** A dot parts short groups only, or every long decimal fraction would be suspect. */
const DOTTED_GROUP_MAX = 6;
const MAY_HOLD_CARD = /\d(?:[^0-9A-Za-z]{0,3}\d){12}/u;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const EPOCH_TIME = /^1(?:\d{12}|\d{15}|\d{18})$/;
const HASH_LENGTH_MIN = 24;

/** The Luhn checksum (ISO/IEC 7812-1) over a text of digits. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, double = false; at >= 0; at -= 1, double = !double) {
    const digit = digits.charCodeAt(at) - 48;
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}

function isCard(digits: string): boolean {
  if (digits.length < LENGTH_MIN || digits.length > LENGTH_MAX) return false;
  if (EPOCH_TIME.test(digits) || /^0+$/.test(digits)) return false;
  return passesLuhn(digits);
}

/** Digits with a letter on either side, or inside a long hexadecimal token: an id or a hash, no card. */
function insideHash(text: string, from: number, to: number): boolean {
  if (/[A-Za-z]/.test(text.charAt(from - 1)) && /[A-Za-z]/.test(text.charAt(to))) return true;
  let start = from;
  let end = to;
  while (start > 0 && /[0-9A-Za-z]/.test(text.charAt(start - 1))) start -= 1;
  while (end < text.length && /[0-9A-Za-z]/.test(text.charAt(end))) end += 1;
  const token = text.slice(start, end);
  return token.length >= HASH_LENGTH_MIN && /[a-f]/i.test(token) && /^[0-9a-f]+$/i.test(token);
}

interface Span {
  from: number;
  to: number;
}

function mayContinue(between: string, before: string, after: string): boolean {
  if (SEPARATOR.test(between)) return true;
  return between === "." && before.length <= DOTTED_GROUP_MAX && after.length <= DOTTED_GROUP_MAX;
}

function cardSpans(given: string): Span[] {
  const text = given.replace(UUID, (uuid) => "x".repeat(uuid.length));
  const groups: (Span & { digits: string })[] = [];
  for (const match of text.matchAll(/\d+/g)) {
    const from = match.index;
    const to = from + match[0].length;
    if (!insideHash(text, from, to)) groups.push({ from, to, digits: match[0] });
  }
  const spans: Span[] = [];
  for (let first = 0; first < groups.length; first += 1) {
    let digits = "";
    let from = -1;
    let to = -1;
    for (let last = first; last < groups.length; last += 1) {
      const group = groups[last];
      if (group === undefined) break;
      const previous = groups[last - 1];
      if (
        last > first &&
        previous !== undefined &&
        !mayContinue(text.slice(to, group.from), previous.digits, group.digits)
      )
        break;
      if (from === -1) from = group.from;
      to = group.to;
      digits += group.digits;
      if (digits.length > LENGTH_MAX) break;
      if (isCard(digits)) {
        spans.push({ from, to });
        first = last;
        break;
      }
    }
  }
  return spans;
}

/** Digits of other scripts count as digits: a full-width card number is a card number. */
function withAsciiDigits(text: string): string {
  if (!/[^\x20-\x7e]/.test(text)) return text;
  return text.normalize("NFKC").replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    // Unicode lays a script's ten digits out from a code ending in 0, or from one ending in 6.
    const zero = /\p{Nd}/u.test(String.fromCodePoint(code | 0xf)) ? 6 : 0;
    return code < 0x80 ? digit : String(((code & 0xf) - zero) % 10);
  });
}

/**
 * Whether a text holds what looks like a full card number: 13 to 19 digits passing the Luhn check,
 * in groups parted by spaces, dashes or dots. Hashes, UUIDs and epoch times are none.
 */
export function holdsCardNumber(text: string): boolean {
  if (text.length < LENGTH_MIN) return false;
  const plain = withAsciiDigits(text);
  return MAY_HOLD_CARD.test(plain) && cardSpans(plain).length > 0;
}

const REMOVED = "[card number removed]";

/** The text without full card numbers, for free text outside the payment tables. */
export function withoutCardNumbers(text: string): string {
  if (!holdsCardNumber(text)) return text;
  const plain = withAsciiDigits(text);
  let out = "";
  let at = 0;
  for (const span of cardSpans(plain)) {
    out += plain.slice(at, span.from) + REMOVED;
    at = span.to;
  }
  return out + plain.slice(at);
}
