"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Explained } from "@/components/graph/inspector/Explained";
import { cleanText, shortLabel } from "@/components/graph/label";
import { Button } from "@/components/ui/Button";
import { ErrorState } from "@/components/ui/ErrorState";
import { KindIcon } from "@/components/ui/KindIcon";
import { Panel } from "@/components/ui/Panel";
import { Segmented } from "@/components/ui/Segmented";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { forestQuery, pathQuery } from "@/lib/client/network-inside";
import { counted } from "@/lib/core/format";
import { identifierId } from "@/lib/domain/identifier";
import type { ShownIdentifier } from "@/lib/domain/network-inside";
import styles from "./inside.module.css";
import { MemberCombobox } from "./MemberCombobox";
import { PathHops } from "./PathHops";
import { useAddress } from "./use-address";

const FORMS = [
  { value: "path", label: "Strongest path" },
  { value: "link", label: "Direct link" },
] as const;

function Path({ networkId, from, to }: { networkId: string; from: string; to: string }) {
  const [leftOut, setLeftOut] = useState<readonly ShownIdentifier[]>([]);
  const path = useQuery(pathQuery(networkId, from, to, leftOut));
  const hops = path.data?.hops;
  const weakest = Math.min(...(hops ?? []).map((hop) => hop.bits));
  return (
    <div className={styles.stack}>
      {leftOut.length === 0 ? null : (
        <div className={styles.row}>
          <span className={styles.quiet}>without</span>
          <ul className={styles.chips} aria-label="Left out of the path">
            {leftOut.map((identifier) => (
              <li key={identifierId(identifier)}>
                <button
                  type="button"
                  className={styles.chip}
                  aria-pressed
                  aria-label={`Put back ${cleanText(identifier.kindLabel)} ${cleanText(identifier.display)}`}
                  onClick={() => setLeftOut(leftOut.filter((one) => one !== identifier))}
                >
                  <KindIcon kind={identifier.kind} />
                  <span>
                    <bdi>{shortLabel(identifier.display, 20)}</bdi>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <Button size="small" variant="quiet" onClick={() => setLeftOut([])}>
            Reset
          </Button>
        </div>
      )}
      {path.isPending ? (
        <SkeletonRows rows={3} />
      ) : path.isError ? (
        <ErrorState error={path.error} onRetry={() => void path.refetch()} />
      ) : hops === null || hops === undefined ? (
        <p>No confirmed links lead from one to the other without these.</p>
      ) : (
        <>
          <output className={styles.quiet}>
            {counted(hops.length, "link")}; the weakest has {weakest.toFixed(1)} bits. No other way has a
            stronger weakest link. Click an identifier to go without it.
          </output>
          <PathHops
            hops={hops}
            onLeaveOut={({ kind, kindLabel, family, value, display }) =>
              setLeftOut([...leftOut, { kind, kindLabel, family, value, display }])
            }
          />
        </>
      )}
    </div>
  );
}

/** Any two members: the strongest way from one to the other, and their own link with all its bits. */
export function BetweenPanel({ networkId }: { networkId: string }) {
  const forest = useQuery(forestQuery(networkId));
  const [address, changeAddress] = useAddress();
  const form = address.get("between") === "link" ? "link" : "path";
  const accounts = forest.data?.accounts ?? [];
  const known = (name: string): string => {
    const given = address.get(name) ?? "";
    return accounts.includes(given) ? given : "";
  };
  const from = known("from");
  const to = known("to");
  return (
    <Panel
      title="Between two members"
      note="the way from one to the other, and their own link"
      actions={
        <Segmented
          label="What to show between them"
          value={form}
          onChange={(value) => changeAddress({ between: value === "path" ? undefined : value })}
          options={FORMS}
        />
      }
    >
      {forest.isPending ? (
        <SkeletonRows rows={2} />
      ) : forest.isError ? (
        <ErrorState error={forest.error} onRetry={() => void forest.refetch()} />
      ) : (
        <div className={styles.stack}>
          <div className={styles.pair}>
            <MemberCombobox
              label="From"
              accounts={accounts}
              value={from}
              onChange={(accountId) => changeAddress({ from: accountId })}
            />
            <MemberCombobox
              label="To"
              accounts={accounts}
              value={to}
              onChange={(accountId) => changeAddress({ to: accountId })}
            />
          </div>
          {from === "" || to === "" ? (
            <p className={styles.quiet}>Choose two members to see what leads from one to the other.</p>
          ) : from === to ? (
            <p className={styles.quiet}>These are the same account.</p>
          ) : form === "link" ? (
            <Explained accountA={from} accountB={to} />
          ) : (
            <Path key={`${from} ${to}`} networkId={networkId} from={from} to={to} />
          )}
        </div>
      )}
    </Panel>
  );
}
