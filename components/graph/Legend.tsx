"use client";

import { useMemo } from "react";
import { KindIcon } from "@/components/ui/KindIcon";
import { countedKind } from "@/components/ui/kind-words";
import { MembershipMark } from "@/components/ui/MembershipMark";
import styles from "./graph.module.css";
import { byKindOrder } from "./kind-order";
import { cleanText } from "./label";
import { type GraphCommand, type GraphModel, kindOf } from "./model";

interface KindEntry {
  kind: string;
  /** "17 payment instruments" */
  label: string;
}

function kindEntries(model: GraphModel): KindEntry[] {
  const counts = new Map<string, { label: string; count: number }>();
  for (const node of model.nodes.values()) {
    if (model.hidden.has(node.id)) continue;
    const label = node.type === "account" ? "accounts" : cleanText(node.kindLabel);
    const entry = counts.get(kindOf(node)) ?? { label, count: 0 };
    counts.set(kindOf(node), { label, count: entry.count + 1 });
  }
  return [...counts]
    .sort(([a], [b]) => byKindOrder(a, b))
    .map(([kind, { label, count }]) => ({ kind, label: countedKind(count, kind, label) }));
}

function LineMark({ className }: { className: string | undefined }) {
  return (
    <svg width={20} height={8} aria-hidden className={className}>
      <line x1={0} x2={20} y1={4} y2={4} />
    </svg>
  );
}

/** What every shape, fill and line means; each kind is also the switch that hides it. */
export function Legend({
  model,
  dispatch,
}: {
  model: GraphModel;
  dispatch: (command: GraphCommand) => void;
}) {
  const kinds = useMemo(() => kindEntries(model), [model]);
  return (
    <fieldset className={styles.legend} aria-label="Legend">
      <div className={styles.legendRow}>
        {kinds.map((entry) => {
          const shown = !model.hiddenKinds.has(entry.kind);
          return (
            <button
              key={entry.kind}
              type="button"
              className={styles.legendKind}
              aria-pressed={shown}
              title={shown ? `Hide ${entry.label}` : `Show ${entry.label}`}
              onClick={() => dispatch({ type: "toggleKind", kind: entry.kind })}
            >
              <KindIcon kind={entry.kind} hollow={!shown} />
              <bdi>{entry.label}</bdi>
            </button>
          );
        })}
      </div>
      <div className={styles.legendRow}>
        <span className={styles.legendMembership}>
          <MembershipMark membership="core" withWord />
        </span>
        <span className={styles.legendMembership}>
          <MembershipMark membership="probable" withWord />
        </span>
        <span className={styles.legendMembership}>
          <MembershipMark membership="fringe" withWord />
        </span>
        <span className={styles.legendItem}>
          <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden className={styles.legendRing}>
            <circle cx={8} cy={8} r={3.5} />
            <circle cx={8} cy={8} r={7} />
          </svg>
          verified enterprise
        </span>
        <span className={styles.legendItem}>
          <svg width={14} height={14} viewBox="0 0 16 16" aria-hidden className={styles.legendStopped}>
            <circle cx={8} cy={8} r={5.5} />
          </svg>
          banned, suspended or closed
        </span>
        <span className={styles.legendItem}>
          <svg width={14} height={14} viewBox="0 0 16 16" aria-hidden className={styles.legendRoster}>
            <path d="M4.7 2.3h6.6L14.6 8l-3.3 5.7H4.7L1.4 8Z" />
          </svg>
          known shared infrastructure
        </span>
        <span className={styles.legendItem}>
          <LineMark className={styles.lineUse} /> uses
        </span>
        <span className={styles.legendItem}>
          <LineMark className={styles.lineLink} /> link, wider = more bits
        </span>
        <span className={styles.legendItem}>
          <LineMark className={styles.lineCandidate} /> candidate
        </span>
        <span className={styles.legendItem}>
          <LineMark className={styles.lineCountered} /> countered
        </span>
      </div>
    </fieldset>
  );
}
