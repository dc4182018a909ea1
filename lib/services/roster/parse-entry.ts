import { identifierKindSchema } from "@/lib/domain/identifier";
import { rosterClassSchema, type RosterEntry } from "@/lib/domain/roster";
import { CAPACITY_MAX } from "@/lib/domain/roster-view";
import { holdsCardNumber } from "@/lib/ingest/card-number";
import { rangeOf } from "@/lib/ingest/columns/address";
import { freeText, identifierValueOf } from "@/lib/ingest/columns/text";
import { Fault } from "@/lib/ingest/fault";

const note = freeText("note");

/**
 * An entry as it is kept: ranges with their host bits cleared, domains in lower case, the same rules as
 * for a roster file of an import. A fault names the column and never repeats the value.
 */
export function parseEntry(cells: {
  cidrOrValue: string;
  kind: string;
  class: string;
  capacity: string;
  note: string;
}): RosterEntry | Fault {
  const kind = identifierKindSchema.safeParse(cells.kind.trim().toLowerCase());
  if (!kind.success)
    return new Fault("is no kind of identifier: lower-case letters, digits and _, at most 40", "kind");
  const type = rosterClassSchema.safeParse(cells.class.trim().toLowerCase());
  if (!type.success) return new Fault(`is none of ${rosterClassSchema.options.join(", ")}`, "class");
  const capacity = cells.capacity.trim() === "" ? 0 : Number(cells.capacity.trim());
  if (!Number.isInteger(capacity) || capacity < 0 || capacity > CAPACITY_MAX)
    return new Fault(`is no whole number from 0 to ${CAPACITY_MAX}`, "capacity");
  const text = note.parse(cells.note, 0);
  if (text instanceof Fault) return new Fault(text.reason, "note");
  const isAddress = kind.data === "ip" || kind.data === "ip_range";
  const value = isAddress ? rangeOf(cells.cidrOrValue, true) : identifierValueOf(cells.cidrOrValue);
  if (value instanceof Fault) return new Fault(value.reason, "cidr_or_value");
  if (value === "") return new Fault("is empty and must not be", "cidr_or_value");
  if (!isAddress && holdsCardNumber(value))
    return new Fault("looks like a full card number", "cidr_or_value");
  return {
    cidrOrValue: kind.data === "email_domain" ? value.toLowerCase() : value,
    kind: kind.data,
    class: type.data,
    capacity,
    note: typeof text === "string" ? text : "",
  };
}
