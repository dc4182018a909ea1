const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const STACKED_MARKS = /(\p{M}{2})\p{M}+/gu;
const SPACES = /\s+/gu;
/** UTF-16 units looked at; what lies beyond cannot reach a label anyway. */
const READ_MAX = 4_096;

/**
 * A text an account holder typed, made fit for a one-line label: control, bidirectional-override,
 * zero-width and private-use characters go, piled-up combining marks are cut to two, white space
 * becomes one space. Markup stays as text (nothing here ever becomes HTML).
 */
export function cleanText(text: string): string {
  const cleaned = text
    .slice(0, READ_MAX)
    .replace(/[\t\n\r\u2028\u2029]/g, " ")
    .replace(UNSEEN, "")
    .replace(STACKED_MARKS, "$1")
    .replace(SPACES, " ")
    .trim();
  if (cleaned !== "") return cleaned;
  return text === "" ? "(empty)" : "(no visible characters)";
}

/** `cleanText` cut in the middle to at most `max` characters (code points), both ends kept. */
export function shortLabel(text: string, max = 28): string {
  const points = [...cleanText(text)];
  const whole = points.length <= max && text.length <= READ_MAX;
  if (whole) return points.join("");
  const keep = Math.min(points.length, Math.max(2, max - 1));
  const head = Math.ceil(keep * 0.6);
  return `${points.slice(0, head).join("")}…${points.slice(points.length - (keep - head)).join("")}`;
}
