import { ACCOUNT_STATUSES, ACCOUNT_TYPES } from "@/lib/domain/account";
import { ipRangeOf, isPrivateAddress } from "@/lib/domain/ip-range";
import { signupBurstOf } from "@/lib/engine/behaviour/signup-burst";
import { identifierKind } from "@/lib/engine/identifiers";
import { address } from "@/lib/ingest/columns/address";
import { choice, country } from "@/lib/ingest/columns/choice";
import { required } from "@/lib/ingest/columns/column";
import { freeText, id, label } from "@/lib/ingest/columns/text";
import { time } from "@/lib/ingest/columns/time";
import { Fault } from "@/lib/ingest/fault";
import { VALUE_LENGTH_MAX } from "@/lib/ingest/limits";
import { sealContact } from "@/lib/ingest/privacy/contact-seal";
import { emailParts, emailPattern, maskedEmail } from "@/lib/ingest/privacy/email";
import { maskedPhone, normalPhone, secretToken } from "@/lib/ingest/privacy/phone";
import { numberAt, position, textAt, type BundleTableSpec } from "./bundle-table";

const columns = [
  required(id("account_id")),
  required(time("created_at")),
  choice("account_type", ACCOUNT_TYPES, "unknown"),
  freeText("organization"),
  freeText("display_name"),
  id("email"),
  id("phone"),
  country("country"),
  address("signup_ip"),
  freeText("signup_user_agent"),
  label("referral_code"),
  choice("status", ACCOUNT_STATUSES, "active"),
  time("status_changed_at"),
  id("verified_entity"),
  id("contract_id"),
];

const ACCOUNT_ID = position(columns, "account_id");
const CREATED_AT = position(columns, "created_at");
const ORGANIZATION = position(columns, "organization");
const EMAIL = position(columns, "email");
const PHONE = position(columns, "phone");
const SIGNUP_IP = position(columns, "signup_ip");
const REFERRAL_CODE = position(columns, "referral_code");

const NO_EMAIL = new Fault("is no e-mail address", "email");
const NO_PHONE = new Fault("is no phone number", "phone");

/** An organization's name as compared: one spelling of case and space. */
function organizationKey(name: string): string {
  return (identifierKind("organization").normalise?.(name) ?? name).slice(0, VALUE_LENGTH_MAX);
}

/**
 * Raw e-mail and phone end here: the store gets them masked, as identifiers that cannot be turned
 * back, and sealed under a key that is not in the store.
 */
export const accounts: BundleTableSpec = {
  table: "accounts",
  columns,
  dropped: [],
  made: ["email_sealed", "phone_sealed"],
  storedAs: { email: "email_masked", phone: "phone_masked" },
  keepsSource: true,
  refusesCardNumbers: false,
  finish(values, context) {
    const emailText = textAt(values, EMAIL);
    const email = emailText === "" ? undefined : emailParts(emailText);
    if (emailText !== "" && email === undefined) return NO_EMAIL;
    const phoneText = textAt(values, PHONE);
    const phone = phoneText === "" ? undefined : normalPhone(phoneText);
    if (phoneText !== "" && phone === undefined) return NO_PHONE;

    const accountId = textAt(values, ACCOUNT_ID);
    const { contactKeys } = context;
    const createdAtMs = numberAt(values, CREATED_AT);
    const observe = (kind: string, value: string): void =>
      context.observe(accountId, kind, value, createdAtMs);
    if (createdAtMs !== null) observe("signup_burst", signupBurstOf(createdAtMs));
    if (email !== undefined) {
      values[EMAIL] = maskedEmail(email);
      if (contactKeys !== undefined)
        context.make("email_sealed", sealContact(contactKeys, "email", accountId, emailText));
      observe("email_domain", email.domain);
      observe("email_pattern", emailPattern(email));
    }
    if (phone !== undefined) {
      values[PHONE] = maskedPhone(phone);
      if (contactKeys !== undefined)
        context.make("phone_sealed", sealContact(contactKeys, "phone", accountId, phoneText));
      observe("phone", secretToken(context.phoneKey, phone));
    }
    const organization = organizationKey(textAt(values, ORGANIZATION));
    if (organization !== "") observe("organization", organization);
    const referralCode = textAt(values, REFERRAL_CODE);
    if (referralCode !== "") observe("referral_code", referralCode);
    const signupIp = textAt(values, SIGNUP_IP);
    if (signupIp !== "" && !isPrivateAddress(signupIp)) {
      observe("ip", signupIp);
      observe("ip_range", ipRangeOf(signupIp));
    }
    return undefined;
  },
};
