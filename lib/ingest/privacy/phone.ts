import { createHmac } from "node:crypto";

const TOKEN_HEX_LENGTH = 32;

/** "+49 (151) 234-567" → "+49151234567"; undefined where the text is no phone number (E.164: at most 15 digits). */
export function normalPhone(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^(?:\+|00)?[\d\s().\-/\u2010-\u2015\u00a0]+$/.test(trimmed)) return undefined;
  const digits = trimmed.replace(/\D/g, "");
  const international = trimmed.startsWith("+")
    ? digits
    : digits.startsWith("00")
      ? digits.slice(2)
      : undefined;
  const length = (international ?? digits).length;
  if (length < 5 || length > 15) return undefined;
  return international === undefined ? digits : `+${international}`;
}

/** "+49•••67": where it is from and its last two digits. */
export function maskedPhone(phone: string): string {
  return `${phone.startsWith("+") ? phone.slice(0, 3) : ""}•••${phone.slice(-2)}`;
}

/**
 * A token that is equal for equal numbers and cannot be turned back without the installation's
 * key: HMAC-SHA256, the first 128 bits in hex.
 */
export function secretToken(key: string, text: string): string {
  return createHmac("sha256", key).update(text).digest("hex").slice(0, TOKEN_HEX_LENGTH);
}

/** Whether a value is such a token already. */
export function isSecretToken(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}
