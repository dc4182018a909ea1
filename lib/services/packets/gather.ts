import { and, asc, eq, inArray } from "drizzle-orm";
import { randomBytes } from "node:crypto";
import { auditEntry, caseReview, user } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { isoDay } from "@/lib/core/time";
import type { Tier } from "@/lib/domain/packet";
import type { PacketInput } from "@/lib/packet/format/packetInput";
import type { Stores } from "@/lib/stores/connect";
import {
  readAccounts,
  readUsage,
  streamApiKeys,
  streamDailyActivity,
  streamObservations,
  streamPaymentInstruments,
} from "@/lib/stores/evidence/reads/accounts";
import { caseContent, type CaseRow } from "@/lib/services/cases/read";
import { frozenLinks } from "@/lib/services/cases/freeze-finding";
import { listImports } from "@/lib/services/imports/records";
import { caseNumber } from "@/lib/services/networks/read";

async function* mapped<T, U>(rows: AsyncIterable<T>, change: (row: T) => U): AsyncGenerator<U> {
  for await (const row of rows) yield change(row);
}

async function custodyOf(stores: Stores, caseId: string): Promise<PacketInput["custody"]> {
  const entries = await stores.casebook
    .select()
    .from(auditEntry)
    .where(and(eq(auditEntry.objectType, "case"), eq(auditEntry.objectId, caseId)))
    .orderBy(asc(auditEntry.seq));
  const ids = [...new Set(entries.map((entry) => entry.actorId))];
  const people =
    ids.length === 0
      ? []
      : await stores.casebook
          .select({ id: user.id, name: user.name })
          .from(user)
          .where(inArray(user.id, ids));
  const names = new Map(people.map((row) => [row.id, row.name]));
  return entries.map((entry) => ({
    seq: entry.seq,
    atMs: entry.at.getTime(),
    actor: names.get(entry.actorId) ?? entry.actorId,
    action: entry.action,
    object: `${entry.objectType} ${entry.objectId}`,
    prevHash: entry.prevHash,
    hash: entry.hash,
  }));
}

/** Everything the packet of an approved case states, read from both stores. */
export async function gatherPacket(
  stores: Stores,
  found: CaseRow,
  packet: {
    id: string;
    ordinal: number;
    tier: Tier;
    builtAtMs: number;
    builtBy: string;
    softwareVersion: string;
  },
): Promise<PacketInput> {
  const number = caseNumber(found.ordinal);
  const content = await caseContent(stores.casebook, found);
  const ids = content.subjects.map((subject) => subject.accountId);
  const { finding } = found;
  if (finding === null) throw new RingleaderError("conflict", `case ${number} was never submitted`);
  const [accounts, usage, links, imports, reviews, openers] = await Promise.all([
    readAccounts(stores.evidence, ids),
    readUsage(stores.evidence, ids),
    frozenLinks(stores, found.id, finding.linksHash),
    listImports(stores.casebook),
    stores.casebook
      .select({ review: caseReview, byName: user.name })
      .from(caseReview)
      .innerJoin(user, eq(user.id, caseReview.byId))
      .where(eq(caseReview.caseId, found.id))
      .orderBy(asc(caseReview.at)),
    stores.casebook.select({ name: user.name }).from(user).where(eq(user.id, found.openedBy)),
  ]);
  const accountOf = new Map(accounts.map((account) => [account.accountId, account]));
  const usageOf = new Map(usage.map((line) => [line.accountId, line]));
  return {
    packet: {
      id: packet.id,
      number: `${number}-P${packet.ordinal}`,
      tier: packet.tier,
      builtAtMs: packet.builtAtMs,
      builtBy: packet.builtBy,
      softwareVersion: packet.softwareVersion,
      pseudonymKey: randomBytes(32).toString("hex"),
    },
    case: {
      id: found.id,
      number,
      title: found.title,
      status: found.status,
      openedAtMs: found.openedAt.getTime(),
      openedByName: openers[0]?.name ?? "",
      purpose: found.purpose,
      contentHash: content.contentHash,
    },
    figures: found.figures,
    claims: content.claims.map(({ claim, authorName }) => ({
      id: claim.id,
      text: claim.text,
      evidence: claim.evidence,
      authorName,
      createdAtMs: claim.createdAt.getTime(),
    })),
    subjects: content.subjects.map((subject) => {
      const account = accountOf.get(subject.accountId);
      if (account === undefined)
        throw new RingleaderError(
          "conflict",
          `account ${subject.accountId} of the case is no longer in the records; was its import undone?`,
        );
      const { emailMasked: _masked, ...facts } = account;
      const used = usageOf.get(subject.accountId);
      return {
        ...subject,
        account: facts,
        exchanges: used?.exchanges ?? 0,
        inputTokens: used?.inputTokens ?? 0,
        outputTokens: used?.outputTokens ?? 0,
      };
    }),
    links,
    network: {
      id: finding.network.id,
      label: finding.network.id,
      headline: finding.network.headline,
      families: finding.network.families,
      strengthBits: finding.network.strengthBits,
      shared: finding.network.sharedIdentifiers,
      guards: finding.network.guards,
      weakBridges: finding.network.weakBridges,
    },
    approvals: reviews.map(({ review, byName }) => ({
      id: review.id,
      decision: review.decision,
      byName,
      atMs: review.at.getTime(),
      reason: review.reason,
      contentHash: review.contentHash,
    })),
    method: {
      modelVersion: finding.modelVersion,
      parameters: finding.parameters,
      notes: finding.notes,
      gapTables: finding.gapTables,
    },
    imports: imports
      .filter((found) => found.status === "complete")
      .sort((x, y) => x.startedAtMs - y.startedAtMs),
    custody: await custodyOf(stores, found.id),
    records: {
      apiKeys: mapped(
        streamApiKeys(stores.evidence, ids),
        ({ apiKeyId, accountId, createdAtMs, revokedAtMs }) => ({
          apiKeyId,
          accountId,
          createdAtMs,
          revokedAtMs,
        }),
      ),
      paymentInstruments: mapped(streamPaymentInstruments(stores.evidence, ids), (row) => ({
        accountId: row.accountId,
        fingerprint: row.fingerprint,
        kind: row.kind,
        bin: row.bin,
        funding: row.funding,
        issuerCountry: row.issuerCountry,
        // Billing names are not kept at import.
        billingName: "",
        addedAtMs: row.addedAtMs,
        removedAtMs: row.removedAtMs,
      })),
      observations: streamObservations(stores.evidence, ids),
      dailyActivity: mapped(streamDailyActivity(stores.evidence, ids), (row) => ({
        accountId: row.accountId,
        day: isoDay(row.dayMs),
        exchanges: row.exchanges,
        inputTokens: row.inputTokens,
        outputTokens: row.outputTokens,
      })),
    },
  };
}
