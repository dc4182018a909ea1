import { middleTruncated } from "@/lib/core/format";

const UNSHOWABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** A value typed by a stranger, without control and direction characters and at most `max` long. */
export function shownPlain(value: string, max = 64): string {
  return middleTruncated(value.replace(UNSHOWABLE, "\ufffd"), max);
}

/** A long token with both ends kept. */
export function shownToken(value: string): string {
  return shownPlain(value, 18);
}

/** All but the last three characters hidden. */
export function shownTail(value: string): string {
  const plain = shownPlain(value);
  return plain.length <= 3 ? "•••" : `•••${plain.slice(-3)}`;
}
