import { isoUtc } from "@/lib/core/time";
import type { EvidenceRef } from "@/lib/domain/case";
import { namedFigures, printedFigures, renderFigures } from "@/lib/domain/figures";
import type { Link } from "@/lib/domain/link";
import type { SharedIdentifier } from "@/lib/domain/network";
import { groupsOf } from "./groups";
import type { PacketInput } from "./packetInput";
import type { Redactor } from "./redact";

/** A link as the tier may show it: a withheld identifier shows as its pseudonym in value, display and every sentence. */
export function redactedLink(link: Link, redactor: Redactor): Link {
  const replaced: [string, string][] = [];
  const shown = link.evidence.map((row) => {
    const value = redactor.identifier(row.kind, row.value, link.accountA);
    if (value === row.value) return row;
    replaced.push([row.value, value], [row.display, value]);
    return { ...row, value, display: value };
  });
  if (replaced.length === 0) return link;
  const sentence = (text: string): string =>
    replaced.reduce((rest, [from, to]) => (from === "" ? rest : rest.replaceAll(from, to)), text);
  return {
    ...link,
    evidence: shown.map((row) => ({ ...row, sentence: sentence(row.sentence) })),
    counterEvidence: link.counterEvidence.map((row) => ({ ...row, sentence: sentence(row.sentence) })),
    guards: link.guards.map((row) => ({ ...row, sentence: sentence(row.sentence) })),
  };
}

/** The method's own sentences about links and identifiers: what an everyday word may stand in without giving anybody away. */
export function* methodSentences(input: PacketInput, links: readonly Link[]): Iterable<string> {
  yield input.network.headline;
  for (const one of input.network.shared) yield one.kindLabel;
  for (const link of links) {
    for (const row of link.evidence) yield `${row.kindLabel} ${row.sentence}`;
    for (const row of [...link.counterEvidence, ...link.guards]) yield row.sentence;
  }
}

export function redactedShared(shared: readonly SharedIdentifier[], redactor: Redactor): SharedIdentifier[] {
  return shared.map((one) => {
    const value = redactor.identifier(one.kind, one.value, "");
    return value === one.value ? one : { ...one, value, display: value };
  });
}

/** data/04-analysis/networks.json: what the engine says, and the groups that the links in the packet make. */
export function networkDocument(input: PacketInput, redactor: Redactor): Record<string, unknown> {
  const { network, subjects } = input;
  const accounts = new Set(subjects.map((subject) => subject.accountId));
  const weakBridges = network.weakBridges.filter(
    ({ accountA, accountB }) => accounts.has(accountA) && accounts.has(accountB),
  );
  return {
    network: {
      id: network.id,
      label: network.label,
      headline: network.headline,
      families: network.families,
      strengthBits: network.strengthBits,
      guards: network.guards,
      weakBridges,
      shared: redactedShared(network.shared, redactor),
    },
    weakBridgesLeftOut: network.weakBridges.length - weakBridges.length,
    groups: groupsOf(
      accounts,
      input.links.filter((link) => link.status === "confirmed"),
    ),
    subjects: subjects.map(({ accountId, membership, bits }) => ({ accountId, membership, bits })),
  };
}

/** A claim as the packet prints it. */
export interface PrintedClaim {
  id: string;
  text: string;
  rendered: string;
  figures: Record<string, string>;
  evidence: EvidenceRef[];
  author: string;
  createdAt: string;
}

/** Claims with figures filled in, their evidence named as the tier may name it. */
export function printedClaims(input: PacketInput, redactor: Redactor): PrintedClaim[] {
  const printed = printedFigures(input.figures);
  return input.claims.map((claim) => ({
    id: claim.id,
    text: claim.text,
    rendered: renderFigures(claim.text, printed),
    figures: Object.fromEntries(namedFigures(claim.text).map((name) => [name, printed[name] ?? ""])),
    evidence: claim.evidence.map((ref) =>
      ref.type === "identifier" ? { ...ref, value: redactor.identifier(ref.kind, ref.value, "") } : ref,
    ),
    author: claim.authorName,
    createdAt: isoUtc(claim.createdAtMs),
  }));
}

/** "E3: link acct_1 — acct_2": evidence as claims.csv and the report name it. */
export function evidenceWords(ref: EvidenceRef): string {
  if (ref.type === "link") return `link ${ref.accountA} — ${ref.accountB}`;
  if (ref.type === "identifier") return `${ref.kind} ${ref.value}`;
  if (ref.type === "account") return `account ${ref.accountId}`;
  return "the network as a whole";
}

export const CLAIM_COLUMNS = [
  "number",
  "claim_id",
  "claim",
  "figures",
  "evidence",
  "author",
  "created_at",
] as const;

export function claimCells(claim: PrintedClaim, index: number): (string | number)[] {
  const figures = Object.entries(claim.figures).map(([name, value]) => `${name}=${value}`);
  const evidence = claim.evidence.map(evidenceWords);
  return [
    index + 1,
    claim.id,
    claim.rendered,
    figures.join("; "),
    evidence.join("; "),
    claim.author,
    claim.createdAt,
  ];
}

export const SOURCE_COLUMNS = [
  "import_id",
  "source",
  "preset",
  "imported_by",
  "imported_at",
  "file",
  "table",
  "sha256",
  "bytes",
  "rows",
  "rejected",
] as const;

/** sources.csv: one line per file the records came from. */
export function sourceCells(one: PacketInput["imports"][number]): (string | number)[][] {
  return one.files.map((file) => [
    one.id,
    one.source,
    one.preset,
    one.byName,
    isoUtc(one.startedAtMs),
    file.file,
    file.table,
    file.sha256,
    file.bytes,
    file.rows,
    file.rejected,
  ]);
}

/** A line of acquisition.jsonl: how one import came in. */
export function acquisitionLine(one: PacketInput["imports"][number]): Record<string, unknown> {
  const { id, source, preset, rows, rejected, files, startedAtMs, finishedAtMs, byName } = one;
  return {
    id,
    source,
    preset,
    rows,
    rejected,
    files,
    importedBy: byName,
    startedAt: isoUtc(startedAtMs),
    finishedAt: finishedAtMs === null ? null : isoUtc(finishedAtMs),
  };
}
