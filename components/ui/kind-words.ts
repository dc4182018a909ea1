import { grouped } from "@/lib/core/format";

/** Singular and plural of the kinds the engine knows, as they read in a sentence. */
const WORDS: Record<string, readonly [string, string]> = {
  account: ["account", "accounts"],
  api_key: ["API key", "API keys"],
  payment_instrument: ["payment instrument", "payment instruments"],
  card_bin: ["card BIN", "card BINs"],
  ip: ["IP address", "IP addresses"],
  ip_range: ["IP range", "IP ranges"],
  asn: ["ASN", "ASNs"],
  device: ["device", "devices"],
  tls_fingerprint: ["TLS fingerprint", "TLS fingerprints"],
  client_profile: ["client profile", "client profiles"],
  email_domain: ["email domain", "email domains"],
  email_pattern: ["email pattern", "email patterns"],
  phone: ["phone number", "phone numbers"],
  referral_code: ["referral code", "referral codes"],
  organization: ["organization", "organizations"],
  prompt_template: ["prompt template", "prompt templates"],
  signup_burst: ["sign-up burst", "sign-up bursts"],
};

/** "38 payment instruments"; a kind an import brought itself keeps its own label. */
export function countedKind(count: number, kind: string, kindLabel: string): string {
  const words = WORDS[kind];
  const word = words === undefined ? kindLabel : count === 1 ? words[0] : words[1];
  return `${grouped(count)} ${word}`;
}
