import { createHash } from "node:crypto";

const REMOVED = "[token removed]";
const SCHEME = /^(?:bearer|basic|token)\s+/i;
const MAY_HOLD_TOKEN = /bearer|basic|eyj|[sr]k[-_]|ghp_|aiza|akia/i;
const TOKEN_LENGTH_MIN = 12;

/** Authorization values, API keys by their common prefixes, and JSON Web Tokens. */
const TOKEN = new RegExp(
  [
    String.raw`\bbearer\s+[\w+/=.~:-]{8,}`,
    String.raw`^\s*basic\s+[A-Za-z0-9+/]{8,}={0,2}\s*$`,
    String.raw`\b(?:sk|rk)[-_][\w-]{12,}`,
    String.raw`\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?`,
    String.raw`\bghp_\w{20,}`,
    String.raw`\bAIza[\w-]{30,}`,
    String.raw`\bAKIA[A-Z0-9]{16}\b`,
  ].join("|"),
  "gi",
);

/** Whether a text holds what looks like a token that opens something. */
export function holdsToken(text: string): boolean {
  if (text.length < TOKEN_LENGTH_MIN || !MAY_HOLD_TOKEN.test(text)) return false;
  TOKEN.lastIndex = 0;
  return TOKEN.test(text);
}

/** SHA-256 of a token in hex, without the scheme in front of it. Equal tokens stay equal; LiteLLM stores keys the same way. */
export function tokenHash(text: string): string {
  return createHash("sha256").update(text.trim().replace(SCHEME, "")).digest("hex");
}

/** Whether a text is a hash in hex already. */
export function isHash(text: string): boolean {
  return /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i.test(text.trim());
}

/** A text that is a token becomes its hash; tokens inside a longer text are replaced by a note. */
export function withoutTokens(text: string): string {
  if (!holdsToken(text)) return text;
  TOKEN.lastIndex = 0;
  const trimmed = text.trim();
  const match = TOKEN.exec(trimmed);
  TOKEN.lastIndex = 0;
  if (match !== null && match.index === 0 && match[0].length === trimmed.length) return tokenHash(trimmed);
  return text.replace(TOKEN, REMOVED);
}
