import { counted, grouped } from "@/lib/core/format";
import { FAMILY_LABEL } from "@/lib/domain/identifier";
import { identifierKind } from "../identifiers";
import type { EngineInput } from "../input";
import type { GroupRow, ModelJoin } from "../model";
import type { RunCrowd } from "./run-crowds";

/** Evidence of groups as a model keeps it: rows said once, and the pairs that carry them. */
export class GroupRows {
  readonly joins: ModelJoin[] = [];
  readonly rows: GroupRow[] = [];
  readonly #places = new Map<string, number>();

  constructor(private readonly input: EngineInput) {}

  /** The pair gets these rows; `a` and `b` are account positions, `a` the one that is added where one is. */
  add(a: number, b: number, as: ModelJoin["as"], rows: readonly GroupRow[]): void {
    const accountIds = this.input.accountIds;
    this.joins.push({
      accountA: accountIds[Math.min(a, b)] ?? "",
      accountB: accountIds[Math.max(a, b)] ?? "",
      as,
      ...(as === "adds_account" ? { added: accountIds[a] ?? "" } : {}),
      rows: rows.map((row) => this.#placeOf(row)),
    });
  }

  #placeOf(row: GroupRow): number {
    const key = `${row.kind}:${row.value}\n${row.sentence}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.rows.length);
    this.rows.push(row);
    return this.rows.length - 1;
  }
}

/** "sent prompt template tpl_93…e1" or, of several crowds, "… or one of 8 others of the behaviour family". */
export function didWords(input: EngineInput, identifier: number, crowds: readonly RunCrowd[]): string {
  const kind = input.kinds[input.identifierKind[identifier] ?? 0] ?? "";
  const spec = identifierKind(kind);
  const did = spec.did(spec.show(input.identifierValue[identifier] ?? ""));
  if (crowds.length <= 1) return did;
  const others = counted(crowds.length - 1, "other identifier");
  return `${did} or one of ${others} of the ${FAMILY_LABEL[spec.family].toLowerCase()} family that both groups use`;
}

/** One row about a crowd, as evidence of the group. */
export function groupRow(input: EngineInput, identifier: number, bits: number, sentence: string): GroupRow {
  return {
    kind: input.kinds[input.identifierKind[identifier] ?? 0] ?? "",
    value: input.identifierValue[identifier] ?? "",
    bits,
    sentence,
  };
}

/** "412 of 430 accounts of the network sent …; 2 of 1 020 000 accounts in no group of 8 and more did." */
export function saturationSentence(
  input: EngineInput,
  crowd: RunCrowd,
  counts: { inside: number; size: number; noun: string; outside: number; groupMin: number },
): string {
  const { inside, size, noun, outside, groupMin } = counts;
  return `${grouped(inside)} of ${counted(size, "account")} ${noun} ${didWords(input, crowd.identifier, [])}; ${grouped(crowd.outside.length)} of ${counted(outside, "account")} in no group of ${groupMin} and more did.`;
}
