import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import {
  caseClaim,
  caseNote,
  caseReview,
  caseSubject,
  investigationCase,
  network,
  packet,
  user,
} from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import type { CaseSummary, CaseView } from "@/lib/domain/case";
import { printedFigures, renderFigures } from "@/lib/domain/figures";
import { compareMembers } from "@/lib/domain/network";
import type { PacketSummary } from "@/lib/domain/packet";
import type { Actor } from "@/lib/domain/user";
import { mayDo } from "@/lib/auth/authorize";
import type { CasebookReader } from "@/lib/stores/casebook/client";
import { readSuccession } from "@/lib/services/networks/lineage";
import { caseNumber } from "@/lib/services/networks/read";
import { contributorsOf } from "./contributors";
import { contentHashOf } from "./content-hash";

export type CaseRow = typeof investigationCase.$inferSelect;

const counts = {
  accounts: sql<number>`(SELECT count(*)::int FROM case_subject s WHERE s.case_id = ${investigationCase.id})`,
  claims: sql<number>`(SELECT count(*)::int FROM case_claim c WHERE c.case_id = ${investigationCase.id} AND c.withdrawn_at IS NULL)`,
  packets: sql<number>`(SELECT count(*)::int FROM packet p WHERE p.case_id = ${investigationCase.id})`,
};

function summaryOf(row: {
  found: CaseRow;
  openedByName: string;
  accounts: number;
  claims: number;
  packets: number;
}): CaseSummary {
  return {
    id: row.found.id,
    number: caseNumber(row.found.ordinal),
    title: row.found.title,
    status: row.found.status,
    networkId: row.found.networkId,
    networkLabel: row.found.networkId,
    openedByName: row.openedByName,
    openedAtMs: row.found.openedAt.getTime(),
    updatedAtMs: row.found.updatedAt.getTime(),
    submittedAtMs: row.found.submittedAt?.getTime() ?? null,
    accountCount: row.accounts,
    claimCount: row.claims,
    packetCount: row.packets,
  };
}

/** Newest change first; with `status`, only those. */
export async function listCases(
  casebook: CasebookReader,
  status?: CaseRow["status"],
): Promise<CaseSummary[]> {
  const rows = await casebook
    .select({ found: investigationCase, openedByName: user.name, ...counts })
    .from(investigationCase)
    .innerJoin(user, eq(user.id, investigationCase.openedBy))
    .where(status === undefined ? undefined : eq(investigationCase.status, status))
    .orderBy(desc(investigationCase.updatedAt))
    .limit(500);
  return rows.map(summaryOf);
}

/** Cases waiting for a reviewer, oldest submission first. */
export async function reviewQueue(casebook: CasebookReader): Promise<CaseSummary[]> {
  return (await listCases(casebook, "in_review")).sort(
    (x, y) => (x.submittedAtMs ?? 0) - (y.submittedAtMs ?? 0),
  );
}

function packetSummaryOf(row: typeof packet.$inferSelect, number: string): PacketSummary {
  return {
    id: row.id,
    number: `${number}-P${row.ordinal}`,
    caseId: row.caseId,
    tier: row.tier,
    builtAtMs: row.builtAt.getTime(),
    builtBy: row.builtByName,
    bytes: row.bytes,
    sha256: row.sha256,
    filename: row.filename,
    approvedContentHash: row.approvedContentHash,
  };
}

/** By id, or by number ("C-0001"). @throws RingleaderError `not_found` */
export async function findCase(casebook: CasebookReader, idOrNumber: string): Promise<CaseRow> {
  const ordinal = /^C-0*(\d{1,8})$/i.exec(idOrNumber)?.[1];
  const [row] = await casebook
    .select()
    .from(investigationCase)
    .where(
      ordinal === undefined
        ? eq(investigationCase.id, idOrNumber)
        : eq(investigationCase.ordinal, Number(ordinal)),
    );
  if (row === undefined) throw new RingleaderError("not_found", "there is no such case");
  return row;
}

/** Everything an approval covers, in the order it is hashed. */
export async function caseContent(casebook: CasebookReader, row: CaseRow) {
  const [subjects, claims] = await Promise.all([
    casebook
      .select({
        accountId: caseSubject.accountId,
        membership: caseSubject.membership,
        bits: caseSubject.bits,
      })
      .from(caseSubject)
      .where(eq(caseSubject.caseId, row.id)),
    casebook
      .select({ claim: caseClaim, authorName: user.name })
      .from(caseClaim)
      .innerJoin(user, eq(user.id, caseClaim.authorId))
      .where(and(eq(caseClaim.caseId, row.id), isNull(caseClaim.withdrawnAt)))
      .orderBy(caseClaim.createdAt, caseClaim.id),
  ]);
  subjects.sort(compareMembers);
  return {
    subjects,
    claims,
    contentHash: contentHashOf(
      row,
      subjects,
      claims.map(({ claim }) => claim),
    ),
  };
}

function allowedFor(
  actor: Actor,
  row: CaseRow,
  contributors: ReadonlySet<string>,
  claims: number,
  approvedHash: string | null,
  contentHash: string,
): CaseView["allowed"] {
  const no = (reason: string): { ok: boolean; reason: string } => ({ ok: false, reason });
  const yes = { ok: true, reason: "" };
  const edit = !mayDo(actor, "case.edit")
    ? no("Only investigators edit cases.")
    : row.status === "draft"
      ? yes
      : no(
          row.status === "in_review"
            ? "The case is in review; it can be edited again when it is sent back."
            : "The case is approved; it is no longer edited.",
        );
  const submit = !edit.ok
    ? edit
    : claims === 0
      ? no("A case needs at least one claim before it can be submitted.")
      : yes;
  const review = !mayDo(actor, "case.review")
    ? no("Only managers approve or send back.")
    : row.status !== "in_review"
      ? no("The case is not in review.")
      : contributors.has(actor.userId)
        ? no("You opened, wrote or submitted a part of this case; somebody else must review it.")
        : yes;
  const exportable = !(mayDo(actor, "packet.build_internal") || mayDo(actor, "packet.build_counsel"))
    ? no("Your role does not export packets.")
    : row.status !== "approved" || approvedHash === null
      ? no("Only an approved case can be exported.")
      : approvedHash !== contentHash
        ? no("The case has changed since it was approved.")
        : yes;
  return { edit, submit, approve: review, send_back: review, export: exportable };
}

/** Hash of the newest approval, where the newest decision is one. */
export async function approvedHashOf(casebook: CasebookReader, caseId: string): Promise<string | null> {
  const [last] = await casebook
    .select()
    .from(caseReview)
    .where(eq(caseReview.caseId, caseId))
    .orderBy(desc(caseReview.at))
    .limit(1);
  return last?.decision === "approved" ? last.contentHash : null;
}

/** A case as the actor may see it, with what they may do to it. */
export async function readCase(
  casebook: CasebookReader,
  actor: Actor,
  idOrNumber: string,
): Promise<CaseView> {
  const row = await findCase(casebook, idOrNumber);
  const number = caseNumber(row.ordinal);
  const [content, notes, reviews, packets, people] = await Promise.all([
    caseContent(casebook, row),
    casebook
      .select({ note: caseNote, authorName: user.name })
      .from(caseNote)
      .innerJoin(user, eq(user.id, caseNote.authorId))
      .where(eq(caseNote.caseId, row.id))
      .orderBy(caseNote.createdAt),
    casebook
      .select({ review: caseReview, byName: user.name })
      .from(caseReview)
      .innerJoin(user, eq(user.id, caseReview.byId))
      .where(eq(caseReview.caseId, row.id))
      .orderBy(caseReview.at),
    casebook.select().from(packet).where(eq(packet.caseId, row.id)).orderBy(desc(packet.ordinal)),
    casebook
      .select({ id: user.id, name: user.name })
      .from(user)
      .where(inArray(user.id, [row.openedBy])),
  ]);
  const printed = printedFigures(row.figures);
  const approvedHash = await approvedHashOf(casebook, row.id);
  return {
    ...summaryOf({
      found: row,
      openedByName: people[0]?.name ?? "",
      accounts: content.subjects.length,
      claims: content.claims.length,
      packets: packets.length,
    }),
    purpose: row.purpose,
    openedById: row.openedBy,
    submittedById: row.submittedBy,
    version: row.version,
    contentHash: content.contentHash,
    subjects: content.subjects,
    notes: notes.map(({ note, authorName }) => ({
      id: note.id,
      text: note.text,
      authorName,
      createdAtMs: note.createdAt.getTime(),
    })),
    claims: content.claims.map(({ claim, authorName }) => ({
      id: claim.id,
      text: claim.text,
      rendered: renderFigures(claim.text, printed),
      evidence: claim.evidence,
      authorId: claim.authorId,
      authorName,
      createdAtMs: claim.createdAt.getTime(),
    })),
    reviews: reviews.map(({ review, byName }) => ({
      id: review.id,
      decision: review.decision,
      byId: review.byId,
      byName,
      atMs: review.at.getTime(),
      reason: review.reason,
      contentHash: review.contentHash,
    })),
    packets: packets.map((found) => packetSummaryOf(found, number)),
    figures: printed,
    succession: await readSuccession(casebook, row.networkId),
    allowed: allowedFor(
      actor,
      row,
      await contributorsOf(casebook, row),
      content.claims.length,
      approvedHash,
      content.contentHash,
    ),
  };
}

/** Whether a network may be named as a case's subject: it must be a current one. */
export async function currentNetwork(
  casebook: CasebookReader,
  networkId: string,
): Promise<typeof network.$inferSelect> {
  const [row] = await casebook
    .select()
    .from(network)
    .where(and(eq(network.id, networkId), eq(network.current, true)));
  if (row === undefined) throw new RingleaderError("not_found", "there is no such network in the newest run");
  return row;
}
