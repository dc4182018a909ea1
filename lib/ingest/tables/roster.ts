import { identifierKindSchema } from "@/lib/domain/identifier";
import { ROSTER_CLASSES } from "@/lib/domain/roster";
import { rangeOf } from "@/lib/ingest/columns/address";
import { choice } from "@/lib/ingest/columns/choice";
import { required, type Column } from "@/lib/ingest/columns/column";
import { integer } from "@/lib/ingest/columns/number";
import { freeText, identifierValueOf } from "@/lib/ingest/columns/text";
import { Fault } from "@/lib/ingest/fault";
import { holdsCardNumber } from "@/lib/ingest/card-number";
import { position, textAt, type BundleTableSpec } from "./bundle-table";

const NO_KIND = new Fault("is no kind of identifier: lower-case letters, digits and _, at most 40");
const CARD_NUMBER = new Fault("looks like a full card number", "cidr_or_value");

const kind: Column = {
  name: "kind",
  required: true,
  empty: "",
  time: false,
  parse(cell) {
    const text = identifierValueOf(cell);
    if (typeof text !== "string") return text;
    return identifierKindSchema.safeParse(text).success ? text : NO_KIND;
  },
};

const columns = [
  required({ name: "cidr_or_value", required: true, empty: "", time: false, parse: identifierValueOf }),
  kind,
  required(choice("class", ROSTER_CLASSES, "other")),
  integer("capacity", { max: Number.MAX_SAFE_INTEGER }),
  freeText("note"),
];

const CIDR_OR_VALUE = position(columns, "cidr_or_value");
const KIND = position(columns, "kind");

export const roster: BundleTableSpec = {
  table: "roster",
  columns,
  dropped: [],
  storedAs: {},
  keepsSource: true,
  refusesCardNumbers: false,
  finish(values) {
    const kindName = textAt(values, KIND);
    const text = textAt(values, CIDR_OR_VALUE);
    if (kindName !== "ip" && kindName !== "ip_range") return holdsCardNumber(text) ? CARD_NUMBER : undefined;
    const network = rangeOf(text, true);
    if (typeof network !== "string") return new Fault(network.reason, "cidr_or_value");
    values[CIDR_OR_VALUE] = network;
    return undefined;
  },
};
