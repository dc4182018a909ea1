import { withoutCardNumbers } from "@/lib/ingest/card-number";
import { emailParts, maskedEmail } from "@/lib/ingest/privacy/email";
import { maskedPhone, normalPhone } from "@/lib/ingest/privacy/phone";
import { plainName } from "./guess";
import { holdsToken, withoutTokens } from "../secret-token";

const SHOWN_MAX = 80;
const WORDS_MAX = 12;
const EMAIL = /[^\s@<>"'(),;:=]{1,64}@[^\s@<>"'(),;]{1,253}\.[^\s@<>"'(),;.]{2,}/g;
const PHONE_NAME = /(^|_)(phone|tel|telephone|mobile|msisdn|whatsapp)(_|$)/;
/** An international number, or digits in groups; dates, times and addresses are neither. */
const PHONE_TEXT = /^(?:(?:\+|00)[\d\s().-]{7,20}|\(?\d{2,5}\)?[ -/]\d{2,5}(?:[ -]\d{2,5}){0,3})$/;
const DATE_TEXT = /^\d{4}-\d{2}-\d{2}/;
const PROSE_NAME =
  /(^|_)(prompt|prompts|messages|message|content|completion|input|output|response|request_body|response_body|requestbody|responsebody|body|proxy_server_request)(_|$)/;
const SECRET_NAME = /(^|_)(authorization|password|secret|cookie|private_key)(_|$)/;
const AGENT_NAME = /(^|_)(user_agent|useragent|ua|agent)(_|$)/;

function isProse(text: string, name: string): boolean {
  if (AGENT_NAME.test(name)) return false;
  if (PROSE_NAME.test(name) && /[^\d\s.]/.test(text) && !/tokens?(_|$)/.test(name)) return text.length > 24;
  return text.length > SHOWN_MAX && text.split(/\s+/, WORDS_MAX + 1).length > WORDS_MAX;
}

function maskedPhoneText(text: string, name: string): string | undefined {
  if (!PHONE_NAME.test(name) && (!PHONE_TEXT.test(text) || DATE_TEXT.test(text))) return undefined;
  const phone = normalPhone(text);
  return phone === undefined ? undefined : maskedPhone(phone);
}

/** A value as text: what is nested comes as JSON. */
function shownText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  if (typeof value === "object")
    return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner));
  return typeof value === "symbol" ? "" : String(value);
}

/**
 * A cell as a preview may show it: e-mail addresses, phone numbers, card numbers, tokens and long
 * text masked, control characters replaced, at most 80 characters.
 */
export function maskedCell(value: unknown, columnName: string): string {
  const text = shownText(value)
    .replace(/\p{Cc}|\p{Cf}/gu, "\ufffd")
    .trim();
  if (text === "") return "";
  const name = plainName(columnName);
  if (SECRET_NAME.test(name)) return "[secret]";
  if (isProse(text, name)) return `[text, ${text.length} characters]`;
  const phone = maskedPhoneText(text, name);
  if (phone !== undefined) return phone;
  const masked = holdsToken(text) ? withoutTokens(text).replace(/^[0-9a-f]{64}$/, "[token]") : text;
  const plain = withoutCardNumbers(masked).replace(EMAIL, (found) => {
    const parts = emailParts(found);
    return parts === undefined ? "•••" : maskedEmail(parts);
  });
  return plain.length > SHOWN_MAX ? `${plain.slice(0, SHOWN_MAX - 1)}…` : plain;
}
