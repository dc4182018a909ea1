import { ACCOUNT_STATUSES, ACCOUNT_TYPES } from "@/lib/domain/account";
import { FIGURE_LABEL } from "@/lib/domain/figures";
import { BUNDLE_TABLES } from "@/lib/domain/import";
import { MEMBERSHIPS } from "@/lib/domain/network";
import type { BuiltTier } from "./tierRules";

/** What a packet holds, folder by folder, as its readme and the report say it. */
export const CONTENTS: readonly (readonly [path: string, meaning: string])[] = [
  ["data/01-memo/report.pdf", "the report; every page carries a Bates number, listed in pages.json"],
  [
    "data/03-records/",
    "the provider's records of these accounts as CSV and JSON lines; schema.json explains the columns",
  ],
  ["data/04-analysis/claims.csv, claims.json", "each claim with its figures and the evidence it rests on"],
  [
    "data/04-analysis/links.jsonl",
    "the links between accounts, each with all evidence and what speaks against it",
  ],
  ["data/04-analysis/networks.json", "the accounts, and the groups that the confirmed links make of them"],
  ["data/04-analysis/method.json", "version, parameters and measured chances of the method"],
  ["data/04-analysis/sources.csv", "the files the records were imported from, with their hashes"],
  ["data/05-graph/graph.json", "accounts and confirmed links as a graph"],
  [
    "data/06-custody/",
    "who did what to the case (custody.jsonl, hash-chained) and how the records came in (acquisition.jsonl)",
  ],
  ["data/09-privacy/", "what this tier shows and withholds, and how often; never the values"],
];

export const NOT_IN_PACKET =
  "Not in this version of the packet: exhibits, report.docx, a matrix of competing hypotheses, draft certificates, STIX indicators. They are left out, not empty.";

export const TIER_MEANING: Record<BuiltTier, string> = {
  internal:
    "Internal: no e-mail addresses, telephone numbers, display or billing names; organisations only where the provider verified the legal entity.",
  counsel:
    "Counsel: every field the case's records hold, in clear. Contains personal data. A field that is empty was not in the records handed in.",
};

export const DEFINITIONS: readonly (readonly [word: string, meaning: string])[] = [
  [
    "Account",
    "a customer account of the provider. Being listed here is a claim about who runs it, not a finding of fraud by its holder of record.",
  ],
  ["Exchange", "one request and the response to it."],
  ["Identifier", "something accounts can share, such as an API key, a payment instrument or an address."],
  ["Link", "a scored pair of accounts. Its strength is stated in bits."],
  [
    "Bits",
    "how much more likely what the two accounts share is under one operator than by coincidence; each bit doubles the odds.",
  ],
  [
    "Member",
    "core: stays in the network under nearly every setting of the method; probable: under most; fringe: under some.",
  ],
];

export const METHOD_SENTENCES: readonly string[] = [
  "Accounts are compared by the identifiers they share. For each shared identifier the method asks how many unrelated accounts would be expected to share it by coincidence, from how many accounts use it (the crowd) and from how close in time the two accounts used it (the chance).",
  "bits = log2 of the co-users expected under one operator, minus log2 of the crowd less one, minus log2 of the chance. An identifier that many accounts use therefore adds little or nothing, and may take away.",
  "Evidence of one family (network, device and client, payment, identity, behaviour) is damped, so that ten addresses do not count ten times. What speaks against a link is subtracted.",
  "A link is confirmed above the threshold stated in the parameters, with evidence of at least two families of which one is not behaviour, unless a guard named with the link says otherwise. Confirmed links hold the network together; of them, the strongest that connect all accounts are listed.",
  "The method scores pairs of accounts. It does not say who the operator is, and it decides nothing: people did, and the approvals in this report name them.",
];

export const LIMIT_SENTENCES: readonly string[] = [
  "Bits are not a calibrated probability: raw bits tend to be over-confident.",
  "An account may belong to a victim: stolen cards and keys tie an innocent holder to an operator.",
  "Shared infrastructure (resellers, campuses, carrier and enterprise address translation) that nobody listed in the roster can make honest accounts look linked.",
  "Who the operator is, and what the exchanges were used for, is not established by the links.",
  "The records are the provider's own; the packet shows that they were not altered after sealing, not that they were right before.",
  "Figures count the accounts of this case only, over the window stated, in UTC.",
];

const RECORD_WORDS =
  "card bank wallet invoice crypto credits credit debit prepaid virtual unknown true false null none";

/** All of the above and the records' own vocabulary: words that tell nothing about anybody. */
export function ownWording(): string {
  return [
    ...CONTENTS.flat(),
    NOT_IN_PACKET,
    ...Object.values(TIER_MEANING),
    ...DEFINITIONS.flat(),
    ...METHOD_SENTENCES,
    ...LIMIT_SENTENCES,
    ...Object.entries(FIGURE_LABEL).flat(),
    ...ACCOUNT_TYPES,
    ...ACCOUNT_STATUSES,
    ...MEMBERSHIPS,
    ...BUNDLE_TABLES,
    RECORD_WORDS,
  ].join("\n");
}
