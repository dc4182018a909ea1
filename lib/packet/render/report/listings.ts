import { grouped, signedBits } from "@/lib/core/format";
import { isoDay } from "@/lib/core/time";
import { FAMILY_LABEL } from "@/lib/domain/identifier";
import { compareMembers } from "@/lib/domain/network";
import { counterEvidenceLine, evidenceLine } from "@/lib/packet/format/rarity";
import { MUTED, type ReportPages } from "./reportPages";
import { drawTable } from "./table";
import type { ReportContent } from "./renderReport";

const MEMBER_ROWS_MAX = 1_000;
const LINK_ROWS_MAX = 400;

/** The accounts of the case, core members first, stronger ones first. */
export function drawMembers(pages: ReportPages, { input }: ReportContent): void {
  pages.section("Accounts in the case");
  const ordered = [...input.subjects].sort(compareMembers);
  noteOfRows(pages, "accounts", ordered.length, MEMBER_ROWS_MAX, "data/03-records/accounts.csv");
  drawTable(
    pages,
    [
      { title: "Account", share: 0.3 },
      { title: "Member", share: 0.11 },
      { title: "Bits", share: 0.08, align: "right" },
      { title: "Signed up", share: 0.13 },
      { title: "Type", share: 0.14 },
      { title: "Status", share: 0.11 },
      { title: "Exchanges", share: 0.13, align: "right" },
    ],
    ordered
      .slice(0, MEMBER_ROWS_MAX)
      .map(({ accountId, membership, bits, account, exchanges }) => [
        accountId,
        membership,
        bits.toFixed(1),
        isoDay(account.createdAtMs),
        account.accountType.replaceAll("_", " "),
        account.status,
        grouped(exchanges),
      ]),
  );
}

/** The links, strongest first, each with what it is made of and what speaks against it. */
export function drawLinks(pages: ReportPages, { links }: ReportContent): void {
  pages.section("Links between the accounts");
  const ordered = [...links].sort(
    (a, b) => b.bits - a.bits || (`${a.accountA}\0${a.accountB}` < `${b.accountA}\0${b.accountB}` ? -1 : 1),
  );
  pages.paragraph(
    "These links connect the accounts of the case. Behind each shared identifier stands how many accounts use it, how close in time the two did, and the bits it adds to the link. Identifiers that add nothing are left out here; links.jsonl has them.",
    { color: MUTED },
  );
  noteOfRows(pages, "links", ordered.length, LINK_ROWS_MAX, "data/04-analysis/links.jsonl");
  drawTable(
    pages,
    [
      { title: "Accounts", share: 0.27 },
      { title: "Bits", share: 0.08, align: "right" },
      { title: "Families", share: 0.15 },
      { title: "What they share, and how rare it is", share: 0.5 },
    ],
    ordered
      .slice(0, LINK_ROWS_MAX)
      .map((link) => [
        [link.accountA, link.accountB, ...(link.status === "confirmed" ? [] : [`(${link.status})`])],
        signedBits(link.bits),
        link.families.map((family) => FAMILY_LABEL[family]),
        [
          ...link.evidence.filter((row) => row.contribution > 0).map(evidenceLine),
          ...link.counterEvidence.map(counterEvidenceLine),
          ...link.guards.map((guard) => `Guard: ${guard.sentence}`),
        ],
      ]),
  );
}

function noteOfRows(pages: ReportPages, what: string, total: number, max: number, file: string): void {
  const text =
    total > max
      ? `Showing ${grouped(max)} of ${grouped(total)} ${what}; all are in ${file}.`
      : `All ${grouped(total)} ${what}; also in ${file}.`;
  pages.paragraph(text, { color: MUTED });
}
