import { identifierKindSchema } from "@/lib/domain/identifier";
import { holdsCardNumber } from "@/lib/ingest/card-number";
import { addressOf, rangeOf } from "@/lib/ingest/columns/address";
import { required, type Column } from "@/lib/ingest/columns/column";
import { integer } from "@/lib/ingest/columns/number";
import { remembered } from "@/lib/ingest/columns/remembered";
import { identifierValueOf, id } from "@/lib/ingest/columns/text";
import { time } from "@/lib/ingest/columns/time";
import { Fault } from "@/lib/ingest/fault";
import { emailParts, emailPattern } from "@/lib/ingest/privacy/email";
import { isSecretToken, normalPhone, secretToken } from "@/lib/ingest/privacy/phone";
import { numberAt, position, textAt, type BundleTableSpec, type RowContext } from "./bundle-table";

const NO_KIND = new Fault("is no kind: lower-case letters, digits and _, at most 40, and not account");

const kind: Column = {
  name: "kind",
  required: true,
  empty: "",
  time: false,
  parse: remembered((cell) => {
    const text = identifierValueOf(cell);
    if (typeof text !== "string") return text;
    return identifierKindSchema.safeParse(text).success ? text : NO_KIND;
  }),
};

const value: Column = { name: "value", required: true, empty: "", time: false, parse: identifierValueOf };

const columns = [
  required(id("account_id")),
  kind,
  value,
  time("first_seen"),
  time("last_seen"),
  integer("count", { min: 1, max: Number.MAX_SAFE_INTEGER, empty: 1 }),
];

const KIND = position(columns, "kind");
const VALUE = position(columns, "value");
const FIRST_SEEN = position(columns, "first_seen");
const LAST_SEEN = position(columns, "last_seen");

const BACKWARDS = new Fault("is before first_seen", "last_seen");
const CARD_NUMBER = new Fault(
  "looks like a full card number; import the processor's fingerprint instead",
  "value",
);
const NO_PHONE = new Fault("is no phone number", "value");
const PAYMENT_KIND = /card|payment|instrument|(^|_)pan(_|$)|billing/;
const PHONE_KIND = /(^|_)(phone|msisdn|mobile)(_|$)/;

function inColumn(fault: Fault): Fault {
  return new Fault(fault.reason, "value");
}

/** A value as it may be kept: addresses in one spelling, e-mail addresses and phone numbers as tokens. */
function keptValue(kindName: string, text: string, context: RowContext): string | Fault {
  if (kindName === "ip") return addressOf(text);
  if (kindName === "ip_range") return rangeOf(text, false);
  if (PAYMENT_KIND.test(kindName) && holdsCardNumber(text)) return CARD_NUMBER;
  if (PHONE_KIND.test(kindName) && !isSecretToken(text)) {
    const phone = normalPhone(text);
    return phone === undefined ? NO_PHONE : secretToken(context.phoneKey, phone);
  }
  if (!text.includes("@")) return text;
  const email = emailParts(text);
  if (email === undefined) return text;
  return kindName === "email_pattern"
    ? emailPattern(email)
    : secretToken(context.phoneKey, `${email.local}@${email.domain}`);
}

export const observations: BundleTableSpec = {
  table: "observations",
  columns,
  dropped: [],
  storedAs: {},
  keepsSource: true,
  refusesCardNumbers: false,
  finish(values, context) {
    const kept = keptValue(textAt(values, KIND), textAt(values, VALUE), context);
    if (typeof kept !== "string") return kept.column === "" ? inColumn(kept) : kept;
    values[VALUE] = kept;
    const first = numberAt(values, FIRST_SEEN);
    const last = numberAt(values, LAST_SEEN);
    if (first !== null && last !== null && last < first) return BACKWARDS;
    values[FIRST_SEEN] = first ?? last;
    values[LAST_SEEN] = last ?? first;
    return undefined;
  },
};
