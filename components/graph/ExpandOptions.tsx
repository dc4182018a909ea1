"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/Button";
import { ErrorState } from "@/components/ui/ErrorState";
import { KindIcon } from "@/components/ui/KindIcon";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { expandMenuQuery } from "@/lib/client/graph";
import { grouped } from "@/lib/core/format";
import { byKindOrder } from "./kind-order";
import { kindTitle } from "./kind-title";
import styles from "./graph.module.css";
import { type GraphModel, kindOf } from "./model";
import { EXPAND_STEP } from "./view-url";

function shownOfKind(model: GraphModel, nodeId: string, kind: string): number {
  let shown = 0;
  for (const edge of model.edges.values()) {
    if (edge.type !== "use") continue;
    const other = edge.source === nodeId ? edge.target : edge.target === nodeId ? edge.source : null;
    const node = other === null ? undefined : model.nodes.get(other);
    if (node !== undefined && kindOf(node) === kind) shown += 1;
  }
  return shown;
}

/**
 * Before anything loads: per kind exactly how many there are and how many are on the canvas, with a
 * button for the next hundred.
 */
export function ExpandOptions({
  nodeId,
  model,
  busy,
  focusFirst = false,
  onExpand,
}: {
  nodeId: string;
  model: GraphModel;
  busy: boolean;
  focusFirst?: boolean;
  onExpand: (nodeId: string, kind: string, limit: number) => void;
}) {
  const menu = useQuery(expandMenuQuery(nodeId));
  const first = useRef<HTMLButtonElement>(null);
  const isThere = menu.isSuccess;
  useEffect(() => {
    if (focusFirst && isThere) first.current?.focus({ preventScroll: true });
  }, [focusFirst, isThere]);
  if (menu.isPending) return <SkeletonRows rows={3} rowHeight={26} />;
  if (menu.isError) return <ErrorState error={menu.error} onRetry={() => void menu.refetch()} />;
  const options = menu.data.options
    .filter((option) => option.count > 0)
    .sort((a, b) => byKindOrder(a.kind, b.kind));
  if (options.length === 0) return <p className={styles.quiet}>Nothing on record touches it.</p>;
  const firstOpen = options.findIndex((option) => shownOfKind(model, nodeId, option.kind) < option.count);
  return (
    <ul className={styles.expandList}>
      {options.map((option, index) => {
        const shown = shownOfKind(model, nodeId, option.kind);
        const left = Math.max(0, option.count - shown);
        const known = model.expansions.find(
          (expansion) => expansion.nodeId === nodeId && expansion.kind === option.kind,
        );
        const limit = (known?.limit ?? 0) + EXPAND_STEP;
        return (
          <li key={option.kind} className={styles.expandRow}>
            <KindIcon kind={option.kind} />
            <span className={styles.expandName}>{kindTitle(option.kind, option.kindLabel)}</span>
            <span className={styles.expandCount}>
              {shown === 0 ? grouped(option.count) : `${grouped(shown)} of ${grouped(option.count)} shown`}
            </span>
            {left === 0 ? null : (
              <Button
                size="small"
                busy={busy}
                ref={index === firstOpen ? first : undefined}
                icon={<Plus aria-hidden size={12} />}
                aria-label={`Add ${grouped(Math.min(left, EXPAND_STEP))} of ${grouped(left)} more: ${kindTitle(option.kind, option.kindLabel)}`}
                onClick={() => onExpand(nodeId, option.kind, limit)}
              >
                {left <= EXPAND_STEP ? grouped(left) : `${EXPAND_STEP} more`}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
