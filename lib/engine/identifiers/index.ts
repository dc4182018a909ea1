import type { IdentifierKind } from "@/lib/domain/identifier";
import { apiKey } from "./api-key";
import { paymentInstrument } from "./payment-instrument";
import { cardBin } from "./card-bin";
import { ip } from "./ip";
import { hourSignatureKind } from "./hour-signature";
import { ipRange } from "./ip-range";
import { asn } from "./asn";
import { device } from "./device";
import { tlsFingerprint } from "./tls-fingerprint";
import { clientProfile } from "./client-profile";
import { emailDomain } from "./email-domain";
import { emailPattern } from "./email-pattern";
import { phone } from "./phone";
import { referralCode } from "./referral-code";
import { organization } from "./organization";
import { promptTemplate } from "./prompt-template";
import { signupBurst } from "./signup-burst";
import { wallet } from "./wallet";
import type { IdentifierKindSpec } from "./identifier-kind";
import { tokenTransfer } from "./token-transfer";
import { unknownKind } from "./unknown-kind";

export type { IdentifierKindSpec } from "./identifier-kind";

/** Kinds with a fixed name, in the order legends list them. */
export const IDENTIFIER_KINDS: readonly IdentifierKindSpec[] = [
  apiKey,
  paymentInstrument,
  cardBin,
  ip,
  ipRange,
  asn,
  device,
  tlsFingerprint,
  clientProfile,
  emailDomain,
  emailPattern,
  phone,
  referralCode,
  organization,
  promptTemplate,
  signupBurst,
  hourSignatureKind,
  wallet,
];

const byKind = new Map<IdentifierKind, IdentifierKindSpec>(IDENTIFIER_KINDS.map((spec) => [spec.kind, spec]));

/** What the engine knows of a kind; for one nobody described, the cautious default of `unknownKind`. */
export function identifierKind(kind: IdentifierKind): IdentifierKindSpec {
  return byKind.get(kind) ?? tokenTransfer(kind) ?? unknownKind(kind);
}
