const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** "case_7h3k…": a prefix and 80 random bits in Crockford base 32. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let text = "";
  for (const byte of bytes) text += ALPHABET[byte & 31] ?? "";
  return `${prefix}_${text}`;
}
