const SHOWN_LOCAL = 2;

/** Parts of an e-mail address, lower case; undefined where the text is none. */
export function emailParts(text: string): { local: string; domain: string } | undefined {
  const match = /^([^\s@<>"(),;]{1,64})@([^\s@<>"(),;]{1,253})$/.exec(text.trim().toLowerCase());
  const local = match?.[1];
  const domain = match?.[2]?.replace(/\.$/, "");
  if (
    local === undefined ||
    domain === undefined ||
    !domain.includes(".") ||
    domain.startsWith(".") ||
    domain.includes("..")
  )
    return undefined;
  return { local, domain };
}

/** "jo•••@example.test": never more than half of the local part. */
export function maskedEmail(parts: { local: string; domain: string }): string {
  const characters = [...parts.local];
  const shown = characters.slice(0, Math.min(SHOWN_LOCAL, Math.floor(characters.length / 2))).join("");
  return `${shown}•••@${parts.domain}`;
}

/** "lena84@example.test" → "aaaa99@example.test": letters as a, digits as 9, the rest as it is. */
export function emailPattern(parts: { local: string; domain: string }): string {
  return `${parts.local.replace(/\p{L}\p{M}*/gu, "a").replace(/\p{N}/gu, "9")}@${parts.domain}`;
}
