import { isNull } from "drizzle-orm";
import { rosterEntry } from "@/drizzle/schema";
import { canonicalJson } from "@/lib/core/canonical-json";
import { sha256Hex } from "@/lib/core/hash";
import type { Identifier } from "@/lib/domain/identifier";
import { MAIL_DOMAIN_LABEL } from "@/lib/domain/mail-domain";
import type { RosterEntry } from "@/lib/domain/roster";
import { RosterIndex } from "@/lib/engine";
import { mailDomainClass } from "@/lib/enrich/mail-domains";
import type { Stores } from "@/lib/stores/connect";
import { readImportedRoster } from "@/lib/stores/evidence/reads/roster";

/** How many accounts a public mail domain is taken to hold: so many that none of them says anything of another. */
const MAIL_CAPACITY = { disposable: 100_000, provider: 1_000_000 } as const;

/** Entries of `ip` and `ip_range` speak of the same addresses, so a value is told apart by what it covers. */
export function rosterKey(entry: { kind: string; cidrOrValue: string }): string {
  const kind = entry.kind === "ip_range" ? "ip" : entry.kind;
  return `${kind}:${kind === "ip" ? entry.cidrOrValue.replace(/\/(32|128)$/, "") : entry.cidrOrValue}`;
}

/**
 * The roster as it holds now: what people keep here, and what imports bring beside it. On the same
 * value the people's word goes before the import's.
 */
export async function readKnownRoster(stores: Stores): Promise<RosterEntry[]> {
  const [kept, imported] = await Promise.all([
    stores.casebook.select().from(rosterEntry).where(isNull(rosterEntry.withdrawnAt)),
    readImportedRoster(stores.evidence),
  ]);
  const entries: RosterEntry[] = kept.map(entryOf);
  const taken = new Set(kept.map(rosterKey));
  for (const entry of imported) if (!taken.has(rosterKey(entry))) entries.push(entryOf(entry));
  return entries.toSorted((x, y) => (rosterKey(x) < rosterKey(y) ? -1 : 1));
}

function entryOf({ cidrOrValue, kind, class: type, capacity, note }: RosterEntry): RosterEntry {
  return { cidrOrValue, kind, class: type, capacity, note };
}

/** What the public lists of mail domains say of an identifier, as a roster would say it. */
function mailDomainEntry(identifier: Identifier): RosterEntry | null {
  if (identifier.kind !== "email_domain") return null;
  const found = mailDomainClass(identifier.value);
  if (found === null) return null;
  return {
    cidrOrValue: identifier.value,
    kind: "email_domain",
    class: "other",
    capacity: MAIL_CAPACITY[found],
    note: `${MAIL_DOMAIN_LABEL[found]}, from the public list`,
  };
}

/**
 * The roster for an engine that reads these identifiers: what is known, and the public mail domains
 * among them. `resolve` and `explain` both take it from here, so that they count alike.
 */
export function rosterWithMailDomains(
  known: readonly RosterEntry[],
  domains: Iterable<string>,
): RosterEntry[] {
  const said = new Set(
    known.filter((entry) => entry.kind === "email_domain").map((entry) => entry.cidrOrValue),
  );
  const mail: RosterEntry[] = [];
  for (const value of new Set(domains)) {
    if (said.has(value)) continue;
    const entry = mailDomainEntry({ kind: "email_domain", value });
    if (entry !== null) mail.push(entry);
  }
  return [...known, ...mail];
}

/** The roster's word on an identifier, null where it says nothing. */
export async function rosterReader(stores: Stores): Promise<(identifier: Identifier) => RosterEntry | null> {
  const entries = await readKnownRoster(stores);
  const index = new RosterIndex(entries);
  return (identifier) =>
    entries[index.indexOf(identifier.kind, identifier.value)] ?? mailDomainEntry(identifier);
}

/** A short name for this very roster: the same entries give the same name, in any order. */
export function rosterVersion(known: readonly RosterEntry[]): string {
  const lines = known.map((entry) => canonicalJson(entry)).toSorted();
  return `${known.length} entries, ${sha256Hex(lines.join("\n")).slice(0, 12)}`;
}
