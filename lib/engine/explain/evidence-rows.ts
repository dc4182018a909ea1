import { counted, grouped, middleTruncated } from "@/lib/core/format";
import { spanWords } from "@/lib/core/time";
import type { EvidenceRow, UseWindow } from "@/lib/domain/evidence";
import { ROSTER_CLASS_LABEL } from "@/lib/domain/roster";
import type { IdentifierKindSpec } from "../identifiers";
import { shownPlain } from "../identifiers/shown-value";
import type { PairScorer } from "../scoring/score-pair";
import { expectedCount } from "./numbers";

function windowOf(scorer: PairScorer, use: number): UseWindow {
  const { useFirstMs, useLastMs, useCount } = scorer.input;
  const first = useFirstMs[use] ?? Number.NaN;
  const last = useLastMs[use] ?? Number.NaN;
  return {
    firstSeenMs: Number.isNaN(first) ? null : first,
    lastSeenMs: Number.isNaN(last) ? null : last,
    count: useCount[use] ?? 0,
  };
}

function gapWords(row: EvidenceRow, spec: IdentifierKindSpec): string {
  if (spec.gap === "none") return "when they did says nothing more";
  if (row.gapMs === null) return "how far apart is not recorded";
  const apart = spanWords(row.gapMs);
  if (row.direct || row.a.firstSeenMs === null || row.b.firstSeenMs === null) {
    return row.gapMs === 0
      ? "the accounts were created at the same moment"
      : `the accounts were created ${apart} apart`;
  }
  if (spec.gap === "windows") {
    return row.gapMs === 0 ? "the times they used it overlap" : `the times they used it lie ${apart} apart`;
  }
  return row.gapMs === 0 ? "they started at the same moment" : `they started ${apart} apart`;
}

function crowdWords(row: EvidenceRow): string {
  const did =
    row.usersEver !== undefined && row.usersEver > row.observedCrowd
      ? `${grouped(row.observedCrowd)} did in the same lease, of ${grouped(row.usersEver)} that ever did (${counted(row.population, "account")} in all)`
      : `${grouped(row.observedCrowd)} of ${counted(row.population, "account")} did`;
  if (row.roster === null || row.crowd <= row.observedCrowd) return did;
  return `${did}, counted as ${grouped(row.crowd)} because the roster lists it as ${ROSTER_CLASS_LABEL[row.roster.class]}`;
}

function sentenceOf(row: EvidenceRow, spec: IdentifierKindSpec, userId: string, ownerId: string): string {
  const who = row.direct
    ? `${middleTruncated(shownPlain(userId, 256))} ${spec.did(`${middleTruncated(shownPlain(ownerId, 256))}'s own wallet`)}`
    : `Both ${spec.did(row.display)}`;
  const crowd = row.direct
    ? `${counted(row.observedCrowd - 1, "account")} of ${grouped(row.population)} did`
    : crowdWords(row);
  const strangers =
    row.gapMs === null
      ? `${expectedCount(row.expectedStrangers)} strangers would be expected`
      : `${expectedCount(row.expectedStrangers)} strangers would be expected that close`;
  return `${who}; ${crowd}; ${gapWords(row, spec)}, and ${strangers}.`;
}

/** What the row says where it is evidence of the group rather than of the pair. */
function groupSentence(scorer: PairScorer, row: number): string | undefined {
  return (scorer.effectiveBits[row] ?? 0) > (scorer.rowBits[row] ?? 0)
    ? scorer.model.groupRows[scorer.joinRow[row] ?? -1]?.sentence
    : undefined;
}

/** The scored rows of the scorer's last pair, the contributing ones first, and how many were left out. */
export function evidenceRows(scorer: PairScorer): { rows: EvidenceRow[]; leftOut: number } {
  const { input, crowds, model } = scorer;
  const rows: EvidenceRow[] = [];
  for (let r = 0; r < scorer.rows; r++) {
    const useA = scorer.useA[r] ?? 0;
    const useB = scorer.useB[r] ?? 0;
    const direct = scorer.direct[r] === 1;
    const ownUse = direct && scorer.specOf(useA)?.ownKind === true ? useA : useB;
    const use = direct && ownUse === useA ? useB : useA;
    const spec = scorer.specOf(use);
    if (spec === undefined) continue;
    const identifier = input.useIdentifier[use] ?? 0;
    const value = input.identifierValue[identifier] ?? "";
    const entry = input.roster[crowds.rosterEntry[identifier] ?? -1];
    const gapMs = scorer.gapMs[r] ?? Number.NaN;
    const crowd = scorer.crowd[r] ?? 0;
    const chance = scorer.chance[r] ?? 1;
    const row: EvidenceRow = {
      kind: spec.kind,
      kindLabel: spec.label,
      family: spec.family,
      value,
      display: spec.show(value),
      bits: scorer.rowBits[r] ?? 0,
      contribution: scorer.contribution[r] ?? 0,
      crowd,
      observedCrowd: scorer.observed[r] ?? 0,
      ...(direct
        ? {}
        : {
            usersEver:
              (input.identifierStart[identifier + 1] ?? 0) - (input.identifierStart[identifier] ?? 0),
          }),
      population: model.population,
      chance,
      gapMs: Number.isNaN(gapMs) ? null : gapMs,
      expectedStrangers: Math.max(1, crowd - 1) * chance,
      kappa: scorer.kappa[r] ?? 0,
      direct,
      a: windowOf(scorer, useA),
      b: windowOf(scorer, useB),
      roster: entry === undefined ? null : { class: entry.class, capacity: entry.capacity, note: entry.note },
      sentence: "",
    };
    const userId = input.accountIds[input.useAccount[use] ?? 0] ?? "";
    const ownerId = input.accountIds[input.useAccount[ownUse] ?? 0] ?? "";
    row.sentence = groupSentence(scorer, r) ?? sentenceOf(row, spec, userId, ownerId);
    rows.push(row);
  }
  rows.sort(
    (x, y) =>
      y.contribution - x.contribution ||
      y.bits - x.bits ||
      (x.kind < y.kind ? -1 : x.kind > y.kind ? 1 : x.value < y.value ? -1 : x.value > y.value ? 1 : 0),
  );
  const contributing = rows.filter((row) => row.contribution > 0).length;
  const kept = Math.max(contributing, Math.min(rows.length, model.parameters.evidenceRowsMax));
  return { rows: rows.slice(0, kept), leftOut: rows.length - kept };
}
