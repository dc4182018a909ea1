import { identifierKindSchema } from "@/lib/domain/identifier";
import { isPrivateAddress, PRIVATE_ADDRESS } from "@/lib/domain/ip-range";
import { holdsCardNumber } from "@/lib/ingest/card-number";
import { addressOf, isCanonicalAddress, rangeOf } from "@/lib/ingest/columns/address";
import { required, type Column } from "@/lib/ingest/columns/column";
import { integer } from "@/lib/ingest/columns/number";
import { pattern, plainText } from "@/lib/ingest/columns/plain-text";
import { remembered } from "@/lib/ingest/columns/remembered";
import { identifierValueOf, id } from "@/lib/ingest/columns/text";
import { time } from "@/lib/ingest/columns/time";
import { Fault } from "@/lib/ingest/fault";
import { VALUE_LENGTH_MAX } from "@/lib/ingest/limits";
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
  byStore: (type) =>
    plainText(
      type,
      40,
      (cell) => `(match(${cell}, ${pattern("^[a-z][a-z0-9_]*$")}) AND ${cell} != 'account')`,
    ),
};

const value: Column = {
  name: "value",
  required: true,
  empty: "",
  time: false,
  parse: identifierValueOf,
  byStore: (type) => plainText(type, VALUE_LENGTH_MAX),
};

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
const PRIVATE = new Fault("is a private address, another host in every network", "value");
const PAYMENT_KIND = /card|payment|instrument|(^|_)pan(_|$)|billing/;
const PHONE_KIND = /(^|_)(phone|msisdn|mobile)(_|$)/;

function inColumn(fault: Fault): Fault {
  return new Fault(fault.reason, "value");
}

/** A value as it may be kept: addresses in one spelling, e-mail addresses and phone numbers as tokens. */
function keptValue(kindName: string, text: string, context: RowContext): string | Fault {
  if (kindName === "ip") {
    const ip = addressOf(text);
    return typeof ip === "string" && isPrivateAddress(ip) ? PRIVATE : ip;
  }
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
  byStore: {
    plain(cell) {
      const kindName = `ifNull(${cell("kind")}, '')`;
      const text = `ifNull(toString(${cell("value")}), '')`;
      const [first, last] = [cell("first_seen"), cell("last_seen")];
      return [
        `position(${text}, '@') = 0`,
        `NOT match(${kindName}, ${pattern("card|payment|instrument|pan|billing|phone|msisdn|mobile")})`,
        `${kindName} != 'ip_range'`,
        `(${kindName} != 'ip' OR (${isCanonicalAddress(text)} AND NOT match(${text}, '${PRIVATE_ADDRESS}')))`,
        `ifNull(${last} >= ${first}, 1)`,
      ].join(" AND ");
    },
    values: {
      first_seen: (cell) => `toDateTime64(ifNull(${cell("first_seen")}, ${cell("last_seen")}), 3, 'UTC')`,
      last_seen: (cell) => `toDateTime64(ifNull(${cell("last_seen")}, ${cell("first_seen")}), 3, 'UTC')`,
    },
  },
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
