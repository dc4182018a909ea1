"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useEffect, useId, useMemo, useState } from "react";
import { Button } from "@/components/ui/Button";
import { ErrorState } from "@/components/ui/ErrorState";
import { Panel } from "@/components/ui/Panel";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { forestQuery } from "@/lib/client/network-inside";
import { counted, grouped } from "@/lib/core/format";
import type { ForestView } from "@/lib/domain/network-inside";
import { AccountLink } from "./AccountLink";
import { cutAt, forestLinks, stepPoints, thresholdRange } from "./cut-at";
import { parseCut, printCut } from "./cut-url";
import styles from "./inside.module.css";
import { PartsBars } from "./PartsBars";
import { useAddress } from "./use-address";

const CHART_HEIGHT = 130;
const SOME_MAX = 5;
const PARTS_MAX = 8;
const LEAVERS_FIRST = 60;
/** Browsers refuse to write the address many times a second. */
const ADDRESS_AFTER_MS = 250;

const LargestPartChart = dynamic(
  () => import("@/components/charts/LargestPartChart").then((module) => module.LargestPartChart),
  { ssr: false, loading: () => <div style={{ height: CHART_HEIGHT }} /> },
);

function Cutter({ view }: { view: ForestView }) {
  const [address, changeAddress] = useAddress();
  const links = useMemo(() => forestLinks(view), [view]);
  const points = useMemo(() => stepPoints(view, links), [view, links]);
  const range = thresholdRange(view);
  const [bits, setBits] = useState(() => parseCut(address.get("cut")) ?? view.confirmBits);
  const [all, setAll] = useState(false);
  const id = useId();
  const at = Math.min(Math.max(bits, range.min), range.max);
  const cut = useMemo(() => cutAt(view, links, at), [view, links, at]);
  const leavers = useMemo(() => [...cut.groups.slice(1).flat(), ...cut.alone], [cut]);

  useEffect(() => {
    const timer = setTimeout(
      () => changeAddress({ cut: at === view.confirmBits ? undefined : printCut(at) }),
      ADDRESS_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [at, view.confirmBits, changeAddress]);

  return (
    <div className={styles.stack}>
      <div className={styles.slider}>
        <label htmlFor={id}>Threshold</label>
        <input
          id={id}
          type="range"
          min={range.min}
          max={range.max}
          step={0.1}
          value={at}
          aria-valuetext={`${printCut(at)} bits: largest part ${grouped(cut.largest)} of ${grouped(view.accounts.length)}`}
          onChange={(event) => setBits(Number(event.target.value))}
        />
        <output htmlFor={id}>{at.toFixed(1)} b</output>
        <Button
          size="small"
          variant="quiet"
          disabled={at === view.confirmBits}
          onClick={() => setBits(view.confirmBits)}
        >
          Reset
        </Button>
      </div>
      <LargestPartChart points={points} confirmBits={view.confirmBits} cutBits={at} height={CHART_HEIGHT} />
      <dl className={styles.figures}>
        <div>
          <dt>groups of 2 or more</dt>
          <dd data-testid="cut-groups">{grouped(cut.groups.length)}</dd>
        </div>
        <div>
          <dt>largest</dt>
          <dd data-testid="cut-largest">{grouped(cut.largest)}</dd>
        </div>
        <div>
          <dt>members that leave it</dt>
          <dd data-testid="cut-leaving">{grouped(cut.leaving)}</dd>
        </div>
      </dl>
      {cut.leaving === 0 ? (
        <p className={styles.quiet}>
          {at > view.confirmBits
            ? "All members still hang together at this threshold."
            : "All members hang together. Below the confirm threshold nothing more is counted."}
        </p>
      ) : (
        <>
          <PartsBars
            parts={{
              accounts: view.accounts.length,
              parts: cut.groups
                .slice(0, PARTS_MAX)
                .map((group) => ({ accounts: group.length, some: group.slice(0, SOME_MAX) })),
              partsLeftOut: Math.max(0, cut.groups.length - PARTS_MAX),
              alone: cut.alone.length,
            }}
          />
          <h3>
            Members that leave the largest part
            {leavers.length > LEAVERS_FIRST && !all ? (
              <span className={styles.quiet}>
                {" "}
                showing {grouped(LEAVERS_FIRST)} of {grouped(leavers.length)}{" "}
                <Button size="small" variant="quiet" onClick={() => setAll(true)}>
                  Show all
                </Button>
              </span>
            ) : null}
          </h3>
          <ul className={styles.leavers} aria-label="Members that leave the largest part">
            {(all ? leavers : leavers.slice(0, LEAVERS_FIRST)).map((accountId) => (
              <li key={accountId}>
                <AccountLink accountId={accountId} />
              </li>
            ))}
          </ul>
        </>
      )}
      {cut.candidatesBetween === 0 ? null : (
        <p className={styles.quiet}>
          {counted(cut.candidatesBetween, "candidate link")} between these parts{" "}
          {cut.candidatesBetween === 1 ? "is" : "are"} not counted
          {view.candidates.total > view.candidates.a.length
            ? ` (of the ${grouped(view.candidates.a.length)} strongest of ${grouped(view.candidates.total)})`
            : ""}
          .
        </p>
      )}
    </div>
  );
}

/** The network cut anew at any threshold, at once. */
export function ThresholdPanel({ networkId }: { networkId: string }) {
  const forest = useQuery(forestQuery(networkId));
  return (
    <Panel title="Cut at another threshold" note="what holds when links must be stronger">
      {forest.isPending ? (
        <SkeletonRows rows={6} />
      ) : forest.isError ? (
        <ErrorState error={forest.error} onRetry={() => void forest.refetch()} />
      ) : (
        <Cutter key={networkId} view={forest.data} />
      )}
    </Panel>
  );
}
