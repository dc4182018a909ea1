import { desc, eq } from "drizzle-orm";
import { resolveRun, rosterDecision } from "@/drizzle/schema";
import { counted, grouped } from "@/lib/core/format";
import type { AddressOrigin } from "@/lib/domain/address-origin";
import { ipRangeOf } from "@/lib/domain/ip-range";
import type { CrowdFigures, RosterCandidate, RosterCandidatesView } from "@/lib/domain/roster-candidate";
import { identifierKind } from "@/lib/engine";
import {
  ACCOUNTS_MIN,
  CANDIDATE_KINDS,
  isMixed,
  likelyCapacity,
  likelyClass,
  looksShared,
  rangesOf,
  STRANGERS_MIN_LISTED,
} from "@/lib/enrich/roster-candidate-rule";
import type { Stores } from "@/lib/stores/connect";
import { readOwnNetworks } from "@/lib/stores/evidence/reads/addresses";
import { readCrowdFigures, readWideCrowds } from "@/lib/stores/evidence/reads/roster-candidates";
import { completeImportIds } from "@/lib/services/imports/records";
import { lookUpAddresses } from "@/lib/services/enrich/addresses";
import { readKnownRoster, rosterKey, rosterReader } from "./known";

const SAMPLE_MAX = 500;

interface Found {
  figures: CrowdFigures;
  addresses: number;
}

async function findWide(stores: Stores, knownShared: readonly string[]): Promise<Found[]> {
  const limits = { sampleMax: SAMPLE_MAX, knownShared };
  const wide = await readWideCrowds(stores.evidence, {
    ...limits,
    kinds: CANDIDATE_KINDS,
    accountsMin: ACCOUNTS_MIN,
    strangersMin: STRANGERS_MIN_LISTED,
  });
  const listed = new Map(
    (
      await readOwnNetworks(
        stores.evidence,
        wide.filter((figures) => figures.kind === "ip").map((figures) => figures.value),
      )
    ).flatMap((row) => row.addresses.map((address) => [address, row.class] as const)),
  );
  const shared = wide.filter((figures) => looksShared(figures, listed.get(figures.value) ?? ""));
  const ranges = rangesOf(shared);
  const whole = new Set(
    shared.filter((figures) => figures.kind === "ip_range").map((figures) => figures.value),
  );
  const singles = shared
    .filter(
      (figures) =>
        figures.kind !== "ip" ||
        !(ranges.has(ipRangeOf(figures.value)) || whole.has(ipRangeOf(figures.value))),
    )
    .map((figures) => ({ figures, addresses: 0 }));
  const ofRanges = await readCrowdFigures(
    stores.evidence,
    [...ranges.keys()].map((value) => ({ kind: "ip_range", value })),
    limits,
  );
  return [
    ...ofRanges.map((figures) => ({ figures, addresses: ranges.get(figures.value)?.length ?? 0 })),
    ...singles,
  ].toSorted((x, y) => y.figures.strangers - x.figures.strangers);
}

const found = new WeakMap<Stores, { of: string; rows: Promise<Found[]> }>();

/** The figures change with the records, the networks and what is known to be shared, so they are counted once for these. */
async function wideCrowds(
  stores: Stores,
  recordsAndNetworks: string,
  knownShared: readonly string[],
): Promise<Found[]> {
  const of = [recordsAndNetworks, ...knownShared].join(" ");
  const kept = found.get(stores);
  if (kept?.of === of) return await kept.rows;
  const rows = findWide(stores, knownShared);
  found.set(stores, { of, rows });
  try {
    return await rows;
  } catch (error) {
    found.delete(stores);
    throw error;
  }
}

/** What speaks for and against it, in figures only. */
function sentenceOf(figures: CrowdFigures, addresses: number): string {
  const sampled = figures.lookedAt < figures.accounts ? ` of ${grouped(figures.lookedAt)} looked at` : "";
  const parts = [
    `${counted(figures.accounts, "account")} used it${addresses > 0 ? ` on ${grouped(addresses)} addresses` : ""}`,
    `${counted(figures.strangers, "stranger")}${sampled}, in no network and with a device or instrument nobody else has`,
    `sign-ups spread over ${counted(Math.round(figures.signupSpreadDays), "day")}`,
    ...(figures.verified > 0 ? [`${grouped(figures.verified)} verified`] : []),
    figures.inNetworks === 0
      ? "none in a network"
      : `${grouped(figures.inNetworks)} in ${counted(figures.networks, "network")}`,
  ];
  return `${parts.join("; ")}.`;
}

function candidateOf({ figures, addresses }: Found, origin: AddressOrigin | null): RosterCandidate {
  const spec = identifierKind(figures.kind);
  const kind = figures.kind === "ip_range" ? "ip" : figures.kind;
  return {
    kind: figures.kind,
    kindLabel: spec.label,
    value: figures.value,
    display: spec.show(figures.value),
    entry: {
      cidrOrValue: figures.value,
      kind,
      class: likelyClass(figures, origin),
      capacity: likelyCapacity(figures.accounts),
    },
    mixed: isMixed(figures),
    sentence: sentenceOf(figures, addresses),
    figures,
    addresses,
    origin,
  };
}

/**
 * Identifiers that look like shared infrastructure and are neither on the roster nor dismissed, most
 * strangers first. Nothing is entered by itself.
 */
export async function readRosterCandidates(stores: Stores): Promise<RosterCandidatesView> {
  const [[run], imports, decisions, known, rosterOf] = await Promise.all([
    stores.casebook
      .select({ id: resolveRun.id })
      .from(resolveRun)
      .where(eq(resolveRun.status, "complete"))
      .orderBy(desc(resolveRun.startedAt))
      .limit(1),
    completeImportIds(stores.casebook),
    stores.casebook.select().from(rosterDecision).where(eq(rosterDecision.decision, "dismissed")),
    readKnownRoster(stores),
    rosterReader(stores),
  ]);
  const knownShared = known
    .filter((entry) => entry.kind === "payment_instrument" || entry.kind === "device")
    .map((entry) => entry.cidrOrValue);
  const dismissed = new Set(decisions.map((row) => rosterKey({ kind: row.kind, cidrOrValue: row.value })));
  const open = (await wideCrowds(stores, [run?.id ?? "", ...imports].join(" "), knownShared)).filter(
    ({ figures }) =>
      rosterOf(figures) === null &&
      !dismissed.has(rosterKey({ kind: figures.kind, cidrOrValue: figures.value })),
  );
  const origins = await lookUpAddresses(
    stores.evidence,
    open.filter(({ figures }) => figures.kind !== "asn").map(({ figures }) => figures.value),
  );
  return {
    runId: run?.id ?? null,
    candidates: open.map((row) => candidateOf(row, origins.get(row.figures.value) ?? null)),
    dismissed: decisions
      .map((row) => ({
        kind: row.kind,
        value: row.value,
        reason: row.reason,
        byName: row.byName,
        atMs: row.at.getTime(),
      }))
      .toSorted((x, y) => y.atMs - x.atMs),
  };
}
